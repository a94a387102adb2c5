"""An interrupt or a termination as the wish to end in order."""

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator

__all__ = ["stopping"]


@contextlib.contextmanager
def stopping(then: Callable[[], object] | None = None) -> Iterator[Callable[[], bool]]:
    """Take an interrupt or a termination as the wish to end in order, within the block."""
    wish = threading.Event()

    def stop(*_: object) -> None:
        wish.set()
        if then is not None:
            then()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield wish.is_set
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
