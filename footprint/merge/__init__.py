"""Bringing two copies of a vault together, record by record, against what both held (DESIGN 5).

Pure functions: `identity` puts records into a form in which both copies call the same thing the
same, `values` merges two values, `records` all of them, `outcome` tells what changes.
"""
