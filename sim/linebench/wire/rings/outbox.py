"""The host's end of the rings that it fills: in strict order, one after another, until each row is taken."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence

import msgspec

from linebench.ports import Message
from linebench.wire.rings.ring import COUNT, Ring, Row, later
from linebench.wire.tags.image import Put
from linebench.wire.tags.tag import Value

__all__ = ["Mail", "Outbox"]


class Mail(msgspec.Struct, eq=False):
    """One message on its way to the controller. ``told_us``: when; ``count``: its place, known once it was put."""

    ring: Ring
    row: Row
    message: Message
    told_us: int
    count: int = 0

    def put(self) -> tuple[tuple[str, Value], ...]:
        """The tags of its slot."""
        return self.ring.put(self.count, self.row)


class Outbox:
    """What the host says, oldest first.

    A message is put when its ring has a free slot and its turn has come, never before one that was said earlier.
    Each put of a ring repeats the rows of that ring that are not known to be taken, so that a put that the
    controller refused cannot make it take an old row for a new one.
    """

    def __init__(self, rings: Sequence[Ring]) -> None:
        self._rings = tuple(rings)
        self._filled = dict.fromkeys((ring.filled for ring in rings), 0)
        self._waiting: deque[Mail] = deque()
        self._put: list[Mail] = []

    def __len__(self) -> int:
        return len(self._waiting) + len(self._put)

    def add(self, mail: Mail) -> None:
        """Say this after everything before."""
        self._waiting.append(mail)

    def adopt(self, values: Mapping[str, Value]) -> None:
        """Count on from where the controller stands. Everything is waiting, by ``rewind``."""
        assert not self._put
        self._filled = {ring.filled: int(values[ring.read]) for ring in self._rings}

    def confirm(self, values: Mapping[str, Value]) -> None:
        """Forget what the controller has taken by its counts."""
        self._put = [mail for mail in self._put if not self._is_taken(mail, values)]

    def rewind(self, unwanted: Callable[[Mail], bool] = lambda _: False) -> list[Mail]:
        """Have all that is not known to be taken put once more, but not what is ``unwanted``, which is returned.

        Places do not change unless one is given up: then the next row of that ring gets it; counts have no gaps.
        """
        dropped = [mail for mail in (*self._put, *self._waiting) if unwanted(mail)]
        self._filled.update({mail.ring.filled: mail.count for mail in reversed(self._put)})
        self._waiting = deque(mail for mail in (*self._put, *self._waiting) if not unwanted(mail))
        self._put = []
        return dropped

    def forget(self, unwanted: Callable[[Mail], bool]) -> list[Mail]:
        """Take out what is ``unwanted`` of that which was not put yet."""
        dropped = [mail for mail in self._waiting if unwanted(mail)]
        self._waiting = deque(mail for mail in self._waiting if not unwanted(mail))
        return dropped

    def under_way(self) -> bool:
        """Whether something was put that is not known to be taken."""
        return bool(self._put)

    def puts(self, may: Callable[[Mail], bool]) -> list[Put]:
        """Put what can be put now. ``may``: asked of each; says whether its turn has come."""
        found: list[Put] = []
        while self._waiting and self._free(self._waiting[0].ring) and may(self._waiting[0]):
            mail = self._waiting.popleft()
            mail.count = self._filled[mail.ring.filled]
            self._filled[mail.ring.filled] = (mail.count + 1) & COUNT
            self._put.append(mail)
            found.append(self._as_put(mail))
        return found

    def _as_put(self, mail: Mail) -> Put:
        rows = [pair for each in self._put if each.ring is mail.ring for pair in each.put()]
        return Put((*rows, (mail.ring.filled, (mail.count + 1) & COUNT)))

    def _free(self, ring: Ring) -> bool:
        return sum(mail.ring is ring for mail in self._put) < ring.size

    def _is_taken(self, mail: Mail, values: Mapping[str, Value]) -> bool:
        return 0 < later(int(values[mail.ring.read]), mail.count) <= mail.ring.size
