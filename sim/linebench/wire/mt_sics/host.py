"""The host's end: it takes the telegrams of a scale and tells L1 weights and states."""

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial

from linebench.ports import Message
from linebench.ports.checkweigher import ScaleState, Weight
from linebench.ports.presence import Presence
from linebench.units import Duration
from linebench.wire.identity import one_line, unsupported
from linebench.wire.mt_sics.codec import (
    BadLine,
    LineDecoder,
    SicsError,
    decode_mass,
    decode_texts,
    encode_line,
    number_in,
)
from linebench.wire.mt_sics.profile import SicsProfile
from linebench.wire.side import Arm, Cancel, Effect, Hang, Heard, Noted, Setting, Write

__all__ = ["SicsHost"]

_ANSWER, _POLL = "answer", "poll"
_IDENTITY = ("I2", "I3", "I4")
"""Model, software and serial number, which every scale of level 0 tells."""
_ERRORS = frozenset({"ES", "ET", "EL"})
_UNSHOWN = {"+": "overload", "-": "underload", "I": "no weight"}


class SicsHost:
    """``Side`` of who reads the scale. It asks one thing at a time; L1 has nothing to say to a scale.

    A scale that it does not support it says to be lost, and takes no weight of it; a scale that does not say who it
    is is of an unknown version.
    """

    def __init__(self, profile: SicsProfile, setting: Setting) -> None:
        self._profile = profile
        self._name = setting.name
        look_us = int(profile.look_every) if profile.delivery == "take" else None
        self._poll_us = look_us if setting.poll_us is None else setting.poll_us
        self._state = ("ready", "")
        self._here: bool | None = None
        self._up = self._served = False
        self._names: list[str] = []
        self._early: list[Weight | ScaleState] = []
        self._clear()
        self._readers: dict[str, Callable[[str, list[Effect]], None]] = {
            "S": self._weight, **{word: partial(self._named, word) for word in _IDENTITY}}
        if profile.state_command:
            self._readers[profile.state_command] = self._told_state
        if profile.delivery == "take":
            self._readers[profile.take_command] = self._taken

    def opened(self, client: int) -> Sequence[Effect]:  # noqa: ARG002  # a host has one connection
        """Ask who is there."""
        self._clear()
        self._up, self._served = True, False
        self._names.clear()
        self._early.clear()
        self._asked.extend(_IDENTITY)
        out: list[Effect] = []
        self._ask(out)
        return out

    def received(self, client: int, data: bytes) -> Sequence[Effect]:  # noqa: ARG002  # a host has one connection
        """Take each line, in order."""
        out: list[Effect] = []
        for line in self._lines.feed(data) if self._up else ():
            if isinstance(line, BadLine):
                out.append(Noted(line.what, line.detail))
            elif line:
                self._line(line, out)
        return out

    def closed(self, client: int) -> Sequence[Effect]:  # noqa: ARG002  # a host has one connection
        """Tell L1, unless it knows why already."""
        self._clear()
        self._up = False
        out: list[Effect] = [Cancel(_ANSWER), Cancel(_POLL)]
        self._absent("connection closed", out)
        return out

    def tell(self, message: Message) -> Sequence[Effect]:  # noqa: ARG002  # nothing is ever said to a scale
        """A scale is only listened to."""
        return ()

    def expired(self, name: str) -> Sequence[Effect]:
        """No answer came in time, or it is time to look."""
        if name == _POLL and self._poll_us is not None:
            return (*self.poll(), Arm(_POLL, self._poll_us))
        return self._unanswered() if name == _ANSWER and self._asked else ()

    def poll(self) -> Sequence[Effect]:
        """Take what waits, or ask the state, which also shows that the scale is there."""
        out: list[Effect] = []
        if self._up and self._served and not self._asked:
            self._look()
            self._ask(out)
        return out

    def _clear(self) -> None:
        self._lines = LineDecoder(self._profile.max_frame)
        self._asked: deque[str] = deque()
        self._tries = 0

    def _begin(self, out: list[Effect]) -> None:
        """It is known who is there: ask for what the scale forgot with the connection, to repeat weights, and its
        state.
        """
        if why := unsupported(one_line(*self._names), self._profile.supported):
            self._clear()
            self._up = False
            out.append(Noted("unsupported", why))
            self._absent(why, out)
            return
        self._served = True
        if self._poll_us is not None:
            out.append(Arm(_POLL, self._poll_us))
        if self._profile.delivery == "repeat":
            self._asked.append("SR")
        self._look()
        if self._asked:
            self._ask(out)
        else:
            self._present(out)
        early, self._early = self._early, []
        for message in early:
            self._say(message, out)

    def _look(self) -> None:
        if self._profile.state_command:
            self._asked.append(self._profile.state_command)
        if self._profile.delivery == "take":
            self._asked.append(self._profile.take_command)

    def _ask(self, out: list[Effect]) -> None:
        if self._asked:
            out.extend((Write(1, encode_line(self._asked[0])), Arm(_ANSWER, int(self._profile.answer_within))))

    def _answered(self, out: list[Effect]) -> None:
        """What was asked is answered: ask the next."""
        self._asked.popleft()
        self._tries = 0
        out.append(Cancel(_ANSWER))
        if self._served or self._asked:
            self._ask(out)
        else:
            self._begin(out)

    def _unanswered(self) -> Sequence[Effect]:
        why = f"no answer within {Duration(self._profile.answer_within)}"
        out: list[Effect] = [Noted("unanswered", f"{self._asked[0]}: {why}")]
        if not self._served:
            self._clear()
            self._begin(out)
            return out
        self._tries += 1
        if self._tries <= self._profile.retries:
            self._ask(out)
            return out
        self._clear()
        self._up = False
        out.append(Hang(1, why))
        self._absent(why, out)
        return out

    def _present(self, out: list[Effect]) -> None:
        if self._served and self._here is not True:
            self._here = True
            out.append(Heard(Presence(self._name, here=True, identity=one_line(*self._names))))

    def _say(self, message: Weight | ScaleState, out: list[Effect]) -> None:
        """The scale said this; before it is known who is there it waits."""
        if self._served:
            self._present(out)
            out.append(Heard(message))
        elif len(self._early) < self._profile.kept:
            self._early.append(message)
        else:
            out.append(Noted("overrun", f"{type(message).__name__} behind {len(self._early)} others"))

    def _absent(self, why: str, out: list[Effect]) -> None:
        if self._here is not False:
            self._here = False
            out.append(Heard(Presence(self._name, here=False, why=why)))

    def _line(self, line: str, out: list[Effect]) -> None:
        word, _, rest = line.partition(" ")
        if word in _ERRORS:
            self._refused(line, out)
            return
        read = self._readers.get(word)
        if read is None:
            out.append(Noted("garbage", f"{line!r}; expected {', '.join(self._readers)} or an error"))
            return
        try:
            read(rest, out)
        except SicsError as error:
            out.append(Noted("garbage", f"{line!r}: {error}"))

    def _refused(self, line: str, out: list[Effect]) -> None:
        out.append(Noted("refused", f"{self._asked[0] if self._asked else 'nothing asked'}: {line}"))
        if self._asked:
            self._present(out)
            self._answered(out)

    def _named(self, word: str, rest: str, out: list[Effect]) -> None:
        """An answer to who is there; ``I`` for one that it does not give."""
        status, _, texts = rest.partition(" ")
        if not self._asked or self._asked[0] != word:
            raise SicsError("nobody asked")
        if status == "A":
            self._names += decode_texts(texts)
        self._answered(out)

    def _weight(self, rest: str, out: list[Effect]) -> None:
        """A telegram of a pack, or the answer to a command, which has no place."""
        heard = self._placed(rest.partition(" ")[0], "SD", rest, out)
        if heard is None and self._asked and self._asked[0] == "SR":
            self._answered(out)

    def _taken(self, rest: str, out: list[Effect]) -> None:
        """A weight that waited; there may be more. One that comes late, to what was asked twice, counts as well."""
        status = rest.partition(" ")[0]
        asked = bool(self._asked) and self._asked[0] == self._profile.take_command
        if asked and status != "I":
            self._asked.append(self._profile.take_command)
        try:
            self._placed(status, "A", rest, out)
        finally:
            if asked:
                self._answered(out)

    def _placed(self, status: str, good: str, rest: str, out: list[Effect]) -> Weight | None:
        """Say the weight when it tells its value and its pack; else note what it tells."""
        if status and status in good:
            return self._valued(rest, out)
        if status not in _UNSHOWN:
            raise SicsError(f"status {status!r}")
        self._present(out)
        if status != "I":
            out.append(Noted(_UNSHOWN[status], rest))
        return None

    def _valued(self, rest: str, out: list[Effect]) -> Weight | None:
        fields = rest.split(maxsplit=3)
        if len(fields) not in (3, 4):
            raise SicsError("expected status, value and unit")
        mg = decode_mass(fields[1], fields[2])
        if len(fields) == 3:  # noqa: PLR2004  # no field with a place
            self._present(out)
            if not self._asked or self._asked[0] != "SR":
                out.append(Noted("unplaced", f"{rest!r}; expected {self._profile.encoder!r} behind it"))
            return None
        weight = Weight(self._name, number_in(self._profile.encoder, fields[3]), mg)
        self._say(weight, out)
        return weight

    def _told_state(self, rest: str, out: list[Effect]) -> None:
        word, _, texts = rest.partition(" ")
        said = decode_texts(texts)
        if word != "A" or len(said) != 2:  # noqa: PLR2004  # state and reason
            raise SicsError('expected A "state" "reason"')
        self._present(out)
        if said != self._state:
            self._state = (said[0], said[1])
            self._say(ScaleState(self._name, *self._state), out)
        if self._asked and self._asked[0] == self._profile.state_command:
            self._answered(out)
