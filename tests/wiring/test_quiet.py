"""Nothing is under way when each end has taken what the other sent."""

import asyncio

import pytest

from linebench.wiring import quiet
from linebench.wiring.quiet import QuietError, Watch, caught_up, taken


class End:
    def __init__(self, counts):
        self._counts = counts

    def counts(self):
        return self._counts


@pytest.mark.parametrize(("mine", "theirs", "known", "expected"), [
    ({}, {}, [], True),
    ({5: (0, 10)}, {5: (10, 0)}, [5], True),
    ({5: (0, 9)}, {5: (10, 0)}, [5], False),      # a byte is under way
    ({}, {5: (0, 0)}, [], False),                 # their connection is not accepted yet
    ({}, {5: (10, 0)}, [5], True),                # it was here and is gone here: nobody will take those bytes
    ({5: (0, 0)}, {}, [5], False),                # it is gone there: the end of it is under way
    ({5: (0, 3), 6: (0, 4)}, {5: (3, 0), 6: (5, 0)}, [5, 6], False),
])
def test_caught_up(mine, theirs, known, expected):
    """Every byte sent is taken, new connections are accepted, ended ones are noticed."""
    assert caught_up(mine, theirs, known) is expected


@pytest.mark.parametrize(("sent", "theirs", "expected"), [
    ({5: (7, 0)}, {"printer": {5: (0, 7)}}, True),
    ({5: (7, 0)}, {"printer": {5: (0, 6)}}, False),
    ({5: (7, 0)}, {}, False),
    ({}, {}, True),
])
def test_taken(sent, theirs, expected):
    """They have taken everything, on every connection that is open here."""
    assert taken({"printer": End(sent)}, theirs) is expected


def test_a_wait_ends_with_the_change_that_was_waited_for():
    """A waiter looks again after every change, until what it waits for is so."""
    async def scene():
        watch, state = Watch(), []
        loop = asyncio.get_running_loop()

        def change():
            state.append(len(state))
            watch.changed()
            if len(state) < 5:
                loop.call_later(0, change)

        loop.call_soon(change)
        await watch.until(lambda: len(state) == 5, lambda: "it")
        return state

    assert asyncio.run(scene()) == [0, 1, 2, 3, 4]


def test_what_never_comes_to_rest_is_the_benchs_fault(monkeypatch):
    """After a while that no loopback takes, the error names what was waited for."""
    monkeypatch.setattr(quiet, "_PATIENCE_S", 0.01)

    async def scene():
        await Watch().until(lambda: False, lambda: "the wires of l2")

    with pytest.raises(QuietError, match=r"^the wires of l2 did not come to rest"):
        asyncio.run(scene())
