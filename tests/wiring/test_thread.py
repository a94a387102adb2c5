"""The thread of the wires: what is asked of it is done there, and nothing that breaks in it is lost."""

import threading

import pytest

from linebench.wiring.thread import LoopThread


@pytest.fixture
def thread():
    made = LoopThread("test")
    yield made
    made.close()


async def _where():
    return threading.current_thread().name


def test_work_is_done_in_the_thread_and_its_result_comes_back(thread):
    """Coroutines and calls run in the one thread; a call from within it runs at once."""
    assert thread.run(_where()) == "test"
    assert thread.call(lambda: threading.current_thread().name) == "test"
    assert thread.call(lambda: thread.call(lambda: "nested")) == "nested"


def test_what_a_call_raises_is_raised_where_it_was_asked_for(thread):
    """An error crosses back."""
    with pytest.raises(ZeroDivisionError):
        thread.call(lambda: 1 / 0)


def test_what_breaks_in_a_callback_is_raised_at_the_next_run(thread):
    """A socket's callback has nobody who waits for it; its error is the bench's, and is raised once."""
    thread.call(lambda: thread.loop.call_soon(lambda: 1 / 0))
    with pytest.raises(ZeroDivisionError):
        thread.run(_where())
    assert thread.run(_where()) == "test"
