"""A level's way to a peer over a stream of bytes, counted so that both ends know when nothing is under way."""

from linebench.wire.stream.client import StreamClient
from linebench.wiring.control import Counts
from linebench.wiring.quiet import Watch, caught_up

__all__ = ["CountedClient"]


class CountedClient(StreamClient):
    """A stream client that can be waited for."""

    def watch(self, what: str) -> "CountedClient":
        """Prepare to be waited for; ``what`` names the wire in an error."""
        self._watch = Watch()
        self._what = what
        self._known: set[int] = set()
        self.changed = self._watch.changed
        return self

    async def take(self, theirs: Counts) -> None:
        """Wait until everything the bench sent is here, but act on nothing yet."""
        await self._watch.until(lambda: self._taken(theirs), lambda: self._what)

    async def settle(self) -> None:
        """Everything is done at once, but for dialling again, and for the end of what was hung up: the bench must
        not be told of a connection that it will find gone at some moment later.
        """
        await self._watch.until(lambda: not self.busy, lambda: self._what)

    def _taken(self, theirs: Counts) -> bool:
        mine = self.counts()
        self._known.update(mine)
        # a connection that the bench has and this end has not is one that this end has given up
        there = {port: both for port, both in theirs.items() if port in mine}
        return not self.busy and caught_up(mine, there, self._known)
