"""Keeps Python's cycle collector out of the way of work that makes millions of values and no cycles.

Records, messages and engine entries refer downward only, so they are freed the moment nobody holds them. The
collector would walk through all of them again and again: it took a tenth of a simulated shift.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collector_paused"]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector inside the block; nested blocks and a collector that was off before stay as they are."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
