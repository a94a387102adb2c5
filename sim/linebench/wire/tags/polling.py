"""The host's end of every protocol that carries tags and cannot push: it asks, one picture after another.

A ``Link`` is what differs: how requests and answers are written. This part owns what is the same: what is asked
when, who waits, how long, and what happens when no answer comes.

- At most one read and one write are under way; a write never waits for a picture, only (unless ``overlap``) for the
  one answer that is due. So blocks are read one after another in the order of their addresses, and writes take
  effect in the order in which they were put, also when one has to be repeated.
- A look asked for while another is under way begins when that one has ended.
- What a look reads is the face's to say: first a few tags, then those that turn out to be new.
- A connection begins with the question who is there, which need not be answered, and goes on with a whole picture;
  what the face puts on ``back`` follows it. What is put while there is no connection is never sent: after ``back``
  the face puts what is still true.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Any, Generic

import msgspec

from linebench.ports import Message
from linebench.units import Duration
from linebench.wire.identity import one_line, unsupported
from linebench.wire.side import Arm, Cancel, Effect, Hang, Noted, Setting, Write
from linebench.wire.tags.image import Put, TagHost
from linebench.wire.tags.link import Answer, AskT, Begun, Link, LinkError, LinkEvent, Lost, RefusedError, Say, Who
from linebench.wire.tags.pending import Pending

__all__ = ["Limits", "PollingHost"]

_PEER = 1
_POLL, _START, _ANSWER, _FACE = "poll", "start", "answer ", "face "
_KEYS = 0xFFFF

class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How long an answer may take, how often a request is repeated, whether a write may overtake a read, and how
    the identities begin of those that are served; none: all.
    """

    answer_within: Duration
    retries: int
    overlap: bool
    supported: tuple[str, ...] = ()


class PollingHost(Generic[AskT]):
    """The host side: polls by ``link`` for ``face``."""

    def __init__(self, face: TagHost, link: Link[AskT], limits: Limits, setting: Setting) -> None:
        self._face, self._link, self._limits, self._setting = face, link, limits, setting
        self._key = 0
        self._reset()
        self._up = self._begun = False

    def _reset(self) -> None:
        self._pending: dict[int, Pending[AskT]] = {}
        self._puts: deque[deque[AskT]] = deque()
        self._left: deque[AskT] = deque()
        self._got: list[tuple[AskT, Any]] = []
        self._met: list[tuple[AskT, Any]] | None = None  # answers to who is there; None: not asked yet
        self._looking = self._again = self._seen = False

    # What the driver calls

    def opened(self, client: int) -> Sequence[Effect]:
        """See ``Side.opened``."""
        del client
        self._reset()
        self._up, self._begun = True, False
        effects: list[Effect] = [Arm(_START, self._limits.answer_within)]
        self._events(self._link.opened(), effects)
        return effects

    def received(self, client: int, data: bytes) -> Sequence[Effect]:
        """See ``Side.received``."""
        del client
        effects: list[Effect] = []
        if self._up:
            self._events(self._link.feed(data), effects)
        return effects

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side.closed``."""
        del client
        effects: list[Effect] = []
        self._lose(effects)
        return effects

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side.tell``."""
        effects: list[Effect] = []
        self._take(self._face.tell(message), effects)
        self._pump(effects)
        return effects

    def poll(self) -> Sequence[Effect]:
        """See ``Side.poll``."""
        effects: list[Effect] = []
        self._again = self._begun
        self._pump(effects)
        return effects

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``Side.expired``."""
        effects: list[Effect] = []
        if name.startswith(_FACE):
            self._take(self._face.expired(name.removeprefix(_FACE)), effects)
        elif name == _POLL and self._setting.poll_us is not None and self._begun:
            effects.append(Arm(_POLL, self._setting.poll_us))
            self._again = True
        elif name == _START and self._up and not self._begun:
            self._give_up("unanswered", f"connection: no answer within {self._limits.answer_within}", effects)
        elif name.startswith(_ANSWER):
            self._unanswered(int(name.removeprefix(_ANSWER)), effects)
        self._pump(effects)
        return effects

    # What arrives

    def _events(self, events: Iterable[LinkEvent], effects: list[Effect]) -> None:
        for event in events:
            if not self._up:
                return
            self._event(event, effects)
            self._pump(effects)

    def _event(self, event: LinkEvent, effects: list[Effect]) -> None:
        match event:
            case Say():
                effects.append(Write(_PEER, event.data))
            case Begun():
                if self._met is None:
                    self._met = []
                    effects.append(Cancel(_START))
                    self._meet(effects)
            case Answer():
                self._answered(event, effects)
            case Lost():
                self._give_up(event.what, event.why, effects)
            case Noted():
                effects.append(event)

    def _meet(self, effects: list[Effect]) -> None:
        """Ask who is there, one question after the other, and begin with whom is served."""
        step = self._link.introduce(self._met or ())
        if not isinstance(step, Who):
            self._send(Pending(step, write=False, who=True), effects)
            return
        identity = one_line(step.identity)
        self._face.named(identity)
        if why := unsupported(identity, self._limits.supported):
            self._up = False
            effects.append(Noted("unsupported", why))
            self._take(self._face.refused(why), effects)
        else:
            self._begin(effects)

    def _told(self, ask: AskT, got: Any, effects: list[Effect]) -> None:  # noqa: ANN401 - see Link.read
        if self._met is not None:
            self._met.append((ask, got))
        self._meet(effects)

    def _begin(self, effects: list[Effect]) -> None:
        self._begun = self._again = True
        if self._setting.poll_us is not None:
            effects.append(Arm(_POLL, self._setting.poll_us))
        self._take(self._face.back(), effects)

    def _answered(self, answer: Answer, effects: list[Effect]) -> None:
        pending = self._pending.get(answer.key)
        if pending is None:
            effects.append(Noted("unasked", f"answer {answer.key}, to no request under way"))
            return
        try:
            got = self._link.read(pending.ask, answer.raw)
        except LinkError as error:
            effects.append(Noted("garbage", f"{self._link.describe(pending.ask)}: {error}"))
        except RefusedError as error:
            self._refused(answer.key, pending, error, effects)
        else:
            self._done(answer.key, effects)
            self._read(pending, got, effects)

    def _refused(self, key: int, pending: Pending[AskT], error: RefusedError, effects: list[Effect]) -> None:
        effects.append(Noted("busy" if error.busy else "refused", f"{self._link.describe(pending.ask)}: {error}"))
        if pending.who:
            self._done(key, effects)
            self._told(pending.ask, None, effects)
            return
        if error.busy:  # its timer runs on and has it sent again
            pending.busy = True
            return
        self._done(key, effects)
        if pending.write:  # what follows in the same Put may lean on it, such as a counter behind its data
            self._puts.popleft()
        else:
            self._looking = False

    def _read(self, pending: Pending[AskT], got: Any, effects: list[Effect]) -> None:  # noqa: ANN401 - see Link.read
        if pending.who:
            self._told(pending.ask, got, effects)
            return
        if pending.write:
            self._puts[0].popleft()
            if not self._puts[0]:
                self._puts.popleft()
            return
        self._got.append((pending.ask, got))
        if self._left:
            return
        picture = self._link.picture(self._got)
        if more := self._face.beyond(picture, torn=len(self._got) > 1):
            self._got, self._left = [], deque(self._link.reads(more))
        else:
            self._looking, self._seen = False, True
            self._take(self._face.seen(picture), effects)

    def _done(self, key: int, effects: list[Effect]) -> None:
        del self._pending[key]
        effects.append(Cancel(f"{_ANSWER}{key}"))

    # What does not arrive

    def _unanswered(self, key: int, effects: list[Effect]) -> None:
        pending = self._pending.pop(key, None)
        if pending is None:
            return
        what, within = self._link.describe(pending.ask), self._limits.answer_within
        if not pending.busy:
            effects.append(Noted("unanswered", f"{what}: no answer within {within}"))
        if pending.who:
            self._told(pending.ask, None, effects)
        elif pending.repeated < self._limits.retries:
            self._send(Pending(pending.ask, write=pending.write, repeated=pending.repeated + 1), effects)
        else:
            self._hang(f"no answer within {within}", effects)

    def _give_up(self, what: str, why: str, effects: list[Effect]) -> None:
        effects.append(Noted(what, why))
        self._hang(why, effects)

    def _hang(self, why: str, effects: list[Effect]) -> None:
        effects.append(Hang(_PEER, why))
        self._lose(effects)

    def _lose(self, effects: list[Effect]) -> None:
        if not self._up:
            return
        effects += [Cancel(f"{_ANSWER}{key}") for key in self._pending] + [Cancel(_START), Cancel(_POLL)]
        begun, self._up, self._begun = self._begun, False, False
        self._reset()
        if begun:
            self._take(self._face.lost(), effects)

    # What goes out

    def _take(self, wanted: "Iterable[Effect | Put]", effects: list[Effect]) -> None:
        """Do what the face wants; its timers get names of their own."""
        for item in wanted:
            if isinstance(item, Put):
                self._put(item, effects)
            elif isinstance(item, Arm):
                effects.append(Arm(_FACE + item.name, item.delay_us))
            elif isinstance(item, Cancel):
                effects.append(Cancel(_FACE + item.name))
            else:
                effects.append(item)

    def _put(self, put: Put, effects: list[Effect]) -> None:
        if self._begun:
            if asks := self._link.writes(put.values):
                self._puts.append(deque(asks))
        else:
            effects.append(Noted("unsent", f"no connection: {', '.join(name for name, _ in put.values)}"))

    def _pump(self, effects: list[Effect]) -> None:
        if not self._begun:
            return
        if self._again and not self._looking:
            self._again, self._looking, self._got = False, True, []
            self._left = deque(self._link.reads(self._face.glance()))
        if self._puts and self._seen and self._free(write=True):
            self._send(Pending(self._puts[0][0], write=True), effects)
        if self._left and self._looking and self._free(write=False):
            self._send(Pending(self._left.popleft(), write=False), effects)

    def _free(self, *, write: bool) -> bool:
        """Whether a request of this kind may be sent now."""
        if not self._limits.overlap or self._link.parallel == 1:
            return not self._pending
        return all(pending.write != write for pending in self._pending.values())

    def _send(self, pending: Pending[AskT], effects: list[Effect]) -> None:
        self._key = self._key % _KEYS + 1
        self._pending[self._key] = pending
        effects += [Write(_PEER, self._link.encode(self._key, pending.ask)),
                    Arm(f"{_ANSWER}{self._key}", self._limits.answer_within)]
