"""A link with faults in its way: real sockets, a clock that is moved by hand."""

from random import Random

from linebench.wire.stream import Interposer
from tests.wire.stream.rig import LINK, Both, HandClock, LineSide, Peer


class Faulty(Both):
    """A link with faults in its way. Its clock is moved by hand; the sockets are real."""

    def __init__(self, **options):
        super().__init__(clock=HandClock(), device=LineSide(echo=True), **options)
        self.struck = []
        self.faults = Interposer(LINK, Random(1), self.clock,
                                 struck=lambda number, _detail: self.struck.append(number))

    async def serve(self, **options):
        return await super().serve(interposer=self.faults, **options)

    async def peer(self):
        """A foreign client that the server knows."""
        before = len(self.server.counts())
        peer = await Peer.dial(self.server)
        await self.until(lambda: len(self.server.counts()) == before + 1)
        return peer

    async def read(self, total):
        """Wait until the server has read this many bytes, from all its clients."""
        await self.until(lambda: sum(received for _, received in self.server.counts().values()) == total)


def sent(both):
    return sum(sent for sent, _ in both.server.counts().values())
