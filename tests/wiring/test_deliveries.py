"""What a server tells its subscribers is sent in order, and who cannot be told is noted."""

import asyncio

import pytest

from linebench.wire.http.messages import Request
from linebench.wiring.deliveries import Deliveries
from linebench.wiring.postbox import Postbox


def told(targets, *, real=False):
    """Send a delivery to each address, ``HERE`` for one that takes it; what came there, and what was noted."""
    async def run():
        notes, changes, box = [], [], Postbox()
        here = await box.open()
        deliveries = Deliveries(lambda *note: notes.append(note), lambda: changes.append(1), real=real)
        for number, target in enumerate(targets):
            deliveries.send(Request("POST", target.replace("HERE", here), {"number": str(number)}, b"{}"))
        assert deliveries.busy
        await deliveries.settled()
        assert (deliveries.busy, len(changes)) == (False, 1)
        await deliveries.stop()
        await box.close()
        return [(each.target, each.headers["number"], each.body) for each in box.taken()], notes

    return asyncio.run(run())


def test_deliveries_come_in_order_with_their_query():
    """Each once."""
    came, notes = told(["HERE", "HERE?a=1", "HERE"])
    assert came == [("/events", "0", b"{}"), ("/events?a=1", "1", b"{}"), ("/events", "2", b"{}")]
    assert notes == []


@pytest.mark.parametrize(("target", "why"), [
    ("http://127.0.0.1:1/x", "http://127.0.0.1:1/x: "), ("https://127.0.0.1:1/x", "expected an address with http"),
    ("http://192.0.2.1/x", "is not on this machine"), ("http://127.0.0.1:99999/x", "Port out of range"),
])
def test_who_cannot_be_told_is_noted_and_the_next_is_told(target, why):
    """Nobody there, another protocol, another machine, no port at all."""
    came, notes = told([target, "HERE"])
    assert [number for _, number, _ in came] == ["1"]
    assert [(what, why in detail) for what, detail in notes] == [("undelivered", True)]
