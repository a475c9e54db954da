"""Loaded by every Python that the tests start as a process: none has a network either."""

import network

__all__ = ["network"]
