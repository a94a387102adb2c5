"""The end of a native wire that dials."""

from collections.abc import Sequence
from typing import Literal

from linebench.ports import Message
from linebench.ports.presence import Presence
from linebench.wire.identity import one_line, unsupported
from linebench.wire.native.codec import encode
from linebench.wire.native.side import NativeProfile, NativeSide
from linebench.wire.side import Arm, Cancel, Effect, Hang, Heard, Noted, Setting, Write

__all__ = ["NativeHost"]

_HOST = 1
_HELLO, _ASK, _ANSWER = "hello", "ask", "answer"


class NativeHost(NativeSide):
    """It waits for the hello of the other end, or for what comes instead of it: a peer that has said something is
    there, and so is one that keeps its time of silence. What it is to say meanwhile waits.

    Whoever said a hello is asked for it again and again. One that has answered once must answer always, also at
    the beginning of a new connection, before anything else is said there; otherwise it is lost, and dialled anew.
    A peer that it does not support it says to be lost, and then it neither speaks nor listens on this connection.
    """

    def __init__(self, profile: NativeProfile, setting: Setting) -> None:
        super().__init__(profile, setting)
        self._name, self._within, self._every_us = setting.name, profile.answer_within, int(profile.ask_every)
        self._supported = profile.supported
        self._state: Literal["closed", "greeted", "met", "refused", "waiting"] = "closed"
        self._held: list[Write] = []
        self._question = encode(Presence(setting.name, here=True))
        self._asked = self._answers = False
        self._here: bool | None = None

    def opened(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        self._state, self._asked = "waiting", False
        self._held.clear()
        return [*super().opened(client), Arm(_HELLO, int(self._within))]

    def received(self, client: int, data: bytes) -> Sequence[Effect]:
        """See ``Side``."""
        out: list[Effect] = []
        for effect in super().received(client, data):
            if isinstance(effect, Heard) and isinstance(effect.message, Presence):
                self._greeted(one_line(effect.message.identity), out)
                continue
            if self._state == "waiting" and isinstance(effect, Heard) and not self._answers:
                self._meet("", out)
            if self._state != "refused":
                out.append(effect)
        return out

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        super().closed(client)
        out: list[Effect] = []
        self._lose("connection closed", out)
        return out

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``."""
        lines = [effect for effect in super().tell(message) if isinstance(effect, Write)]
        if self._state in ("greeted", "waiting"):
            self._held += lines
        return lines if self._state == "met" else ()

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``Side``."""
        out: list[Effect] = []
        if name == _ASK:
            self._ask(out)
            out.append(Arm(_ASK, self._every_us))
        elif self._answers and (self._asked or self._state == "waiting"):
            why = f"no answer within {self._within}"
            out += [Noted("unanswered", f"{name}: {why}"), Hang(_HOST, why)]
            self._lose(why, out)
        elif self._state == "waiting":
            self._meet("", out)
        return out

    def _greeted(self, identity: str, out: list[Effect]) -> None:
        """Hear a hello: the first of a connection, or the answer to a question."""
        if self._state == "waiting" and self._answers and not unsupported(identity, self._supported):
            self._state = "greeted"
            out.append(Cancel(_HELLO))
            self._ask(out)
        elif self._state == "met":
            self._asked, self._answers = False, True
        elif self._state != "refused" and self._meet(identity, out) and self._every_us:
            out.append(Arm(_ASK, self._every_us))

    def _ask(self, out: list[Effect]) -> None:
        self._asked = True
        out += (Write(_HOST, self._question), Arm(_ANSWER, int(self._within)))

    def _meet(self, identity: str, out: list[Effect]) -> bool:
        """Decide on the other end; false: it is not one to be served."""
        out.append(Cancel(_HELLO))
        if why := unsupported(identity, self._supported):
            self._state = "refused"
            out.append(Noted("unsupported", why))
            self._present(out, here=False, why=why)
            return False
        self._state, self._asked = "met", False
        self._present(out, here=True, identity=identity)
        out += self._held
        return True

    def _lose(self, why: str, out: list[Effect]) -> None:
        if self._state != "closed":
            self._state = "closed"
            out += map(Cancel, (_HELLO, _ASK, _ANSWER))
            self._present(out, here=False, why=why)

    def _present(self, out: list[Effect], *, here: bool, why: str = "", identity: str = "") -> None:
        """Say it once: whoever is lost may be dialled in vain for long."""
        if self._here is not here:
            self._here = here
            out.append(Heard(Presence(self._name, here, why, identity)))
