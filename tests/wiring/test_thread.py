"""The thread of the wires, asked from another one."""

import pytest

from linebench.wiring.thread import LoopThread


@pytest.fixture
def thread():
    made = LoopThread("a test")
    yield made
    made.close()


def test_what_work_sets_off_has_happened_on_return(thread):
    """A callback of a callback, as when a connection ends, comes before whatever the caller does next."""
    seen = []

    def work():
        thread.loop.call_soon(lambda: thread.loop.call_soon(seen.append, "told"))
        return "done"

    assert [thread.call(work), *seen] == ["done", "told"]


def test_what_work_raises_is_raised_where_it_is_waited_for(thread):
    """The caller gets the error, and the thread goes on."""
    with pytest.raises(ZeroDivisionError):
        thread.call(lambda: 1 // 0)
    assert thread.call(lambda: 2) == 2
