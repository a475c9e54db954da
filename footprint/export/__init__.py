"""Exports of a planned exit; one module a format."""
