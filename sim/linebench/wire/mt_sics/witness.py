"""A bystander of MT-SICS: a weight that was not asked for is that of a pack."""

from collections import Counter
from collections.abc import Sequence

from linebench.ports import Message
from linebench.ports.checkweigher import ScaleState, Weight
from linebench.wire.mt_sics.codec import SicsError, decode_mass, decode_texts, number_in
from linebench.wire.mt_sics.profile import SicsProfile
from linebench.wire.side import Setting
from linebench.wire.witness import Answer, Ear, Happenings, Piece, Witness, line_cutter

__all__ = ["WITNESSES"]

_END = b"\r\n"
_ANSWERED_BY = {"SI": "S", "SR": "S", "SIR": "S", "@": "I4"}
_FIELDS = 4
"""Of a weight: its word, its status, the value and the unit; the encoder field may follow."""


class SicsHappenings(Happenings):
    """Weights of packs and states of the scale."""

    def __init__(self, profile: SicsProfile, setting: Setting) -> None:
        self._profile, self._name = profile, setting.name
        self._state = ScaleState(setting.name, "ready", "")
        self.asked = frozenset({"S", "SI", profile.take_command, profile.state_command} - {""})

    def pushed(self, piece: Piece) -> Sequence[Message]:
        """See ``Happenings``."""
        return self._told(piece)

    def answered(self, answer: Answer) -> Sequence[Message]:
        """See ``Happenings``."""
        return self._told(answer.recorded[0])

    def _told(self, piece: Piece) -> Sequence[Message]:
        text = piece.data.decode("ascii", "replace").strip()
        word, _, rest = text.partition(" ")
        try:
            if word == self._profile.state_command and rest.startswith("A "):
                state, reason, *_ = decode_texts(rest[2:])
                return self._stated(ScaleState(self._name, state, reason))
            return self._weight(text)
        except (SicsError, ValueError):
            return ()

    def _stated(self, now: ScaleState) -> Sequence[Message]:
        before, self._state = self._state, now
        return () if now == before else (now,)

    def _weight(self, text: str) -> Sequence[Message]:
        _, status, *rest = text.split()
        if status not in {"S", "D", "A"} or len(rest) < _FIELDS - 2:
            return ()
        mg = decode_mass(rest[0].replace(self._profile.point, "."), rest[1])
        placed = len(rest) > 2 and self._profile.encoder  # noqa: PLR2004  # value and unit
        return (Weight(self._name, number_in(self._profile.encoder, rest[2]) if placed else 0, mg),)


def _ear(profile: SicsProfile) -> Ear:
    asked: Counter[str] = Counter()
    telling = {"S", profile.state_command} - {""}

    def host(line: bytes) -> Piece:
        word = line.partition(b" ")[0].decode("latin-1")
        asked[_ANSWERED_BY.get(word, word)] += bool(word)
        return Piece(word[:40] or "empty", line)

    def device(line: bytes) -> Piece:
        word = line.partition(b" ")[0].decode("latin-1")
        if word in telling and not asked[word]:
            return Piece("weight" if word == "S" else "state", line, pushed=True)
        asked[word] -= asked[word] > 0
        return Piece(word[:40], line)

    return Ear(line_cutter(_END, host), line_cutter(_END, device))


WITNESSES = (Witness(name="mt_sics", ear=_ear, happenings=SicsHappenings, rhythm=("weight",)),)
