"""Keeping Python from looking for garbage while very many things are made that all are kept."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collections() -> Iterator[None]:
    """Pause the cyclic garbage collector, which would look through all of them again and again.

    That was a quarter of the time of a large plan, and half of that of reading a vault.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # What was made joins the old generation without being looked through.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
