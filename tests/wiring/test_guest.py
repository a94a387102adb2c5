"""A further client of a served port is a real one, and is none of those that a level is waited for because of."""

import asyncio

import pytest

from linebench.wire.dialect import dialects
from linebench.wire.side import Setting
from linebench.wire.stream.server import StreamServer
from linebench.wiring.guest import Guest

NOTES = []


class Still:
    """A clock that stands."""

    def now(self):
        return 0

    def later(self, delay_us, call):
        return lambda: None


def served(clients, *, gather):
    dialect = dialects()["wsi"]
    side = dialect.device(dialect.profile("", {"clients": str(clients)}), Setting(name="printer-1", now=lambda: 0))

    def noted(what, detail):
        NOTES.append((what, detail))

    return StreamServer(side, "l2-printer", Still(), NOTES.append, noted, gather=gather)


async def visit(clients, *, gather):
    """A host that is connected, a guest that comes, asks and leaves: what both and the server know of it."""
    NOTES.clear()
    server = served(clients, gather=gather)
    await server.start()
    here = asyncio.Event()
    server.changed = here.set
    _, writer = await asyncio.open_connection("127.0.0.1", server.port)
    await here.wait()
    server.release()
    host = writer.get_extra_info("sockname")[1]
    guest = Guest(server)
    greeting = await guest.connect()
    beside = (set(server.counts()), len(server.counts(guests=True)))
    answer = await guest.say(b"\x1bnonsense\r")
    found = (beside == ({host}, 0 if guest.closed else 1), guest.closed, bool(greeting), bool(answer))
    await guest.leave()
    left = (set(server.counts()) == {host}, server.counts(guests=True), server.guests)
    writer.close()
    await server.stop()
    return found, left


@pytest.mark.parametrize("gather", [True, False])
def test_a_guest_is_answered_and_counted_apart(gather):
    """What it says is answered at once; its port is nobody's when it has left."""
    found, left = asyncio.run(visit(2, gather=gather))
    assert (found[:2], left) == ((True, False), (True, {}, set()))


@pytest.mark.parametrize("gather", [True, False])
def test_a_guest_that_is_not_let_in_is_hung_up_on(gather):
    """A device that takes one client keeps the first: the guest is hung up on, and nothing it says counts."""
    found, left = asyncio.run(visit(1, gather=gather))
    assert (found, left) == ((True, True, False, False), (True, {}, set()))
    assert [what for what, _ in NOTES] == ["connected", "connected", "refused", "hung up", "disconnected"]
