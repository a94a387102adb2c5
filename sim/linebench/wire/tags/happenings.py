"""What happens at a controller that shows tags: its program changes them, as a bystander sees when they are read.

Which value a program gives a tag is no matter of the protocol. So a value that was read is told to the emulator,
unless it is unlike all its neighbours, which are alike: hardly a program does that, and it is told as a difference.
What does so again and again is believed, and so is what is called a heartbeat.
"""

from abc import abstractmethod
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from linebench.ports import Message
from linebench.wire.side import Effect
from linebench.wire.tags.image import TagFace, TagImage
from linebench.wire.tags.memory import Layout
from linebench.wire.tags.tag import TagTable, Value
from linebench.wire.witness import Answer, Happenings, Piece

__all__ = ["KeptFace", "Seen", "TagHappenings"]

_SHOWN = 8


class Seen(msgspec.Struct, frozen=True, gc=False):
    """Bytes of the memory that an answer shows, from ``start`` on; or bits, or whole values, by names of tags."""

    start: int = 0
    data: bytes = b""
    bits: tuple[tuple[str, bool], ...] = ()
    values: tuple[tuple[str, Value], ...] = ()


class KeptFace:
    """A ``TagFace`` without a program: tags keep what the host writes, and what they are told."""

    def __init__(self, face: TagFace) -> None:
        """``face``: whose table and first values there are."""
        self.table: TagTable = face.table
        self._first = dict(TagImage(face).values)

    def attach(self, image: TagImage) -> None:
        """See ``TagFace``."""
        image.set(self._first)

    def tell(self, message: Message) -> Sequence[Effect]:  # noqa: ARG002  # it has no port
        """See ``TagFace``."""
        return ()

    def written(self, names: frozenset[str]) -> Sequence[Effect]:  # noqa: ARG002  # it has no program
        """See ``TagFace``."""
        return ()

    def expired(self, name: str) -> Sequence[Effect]:  # noqa: ARG002  # it has no timers
        """See ``TagFace``."""
        return ()


class TagHappenings(Happenings):
    """Finds values in answers. A protocol says where they lie.

    Attributes:
        changed: how often each tag was given a value, by name.

    """

    def __init__(self, image: TagImage, layout: Layout) -> None:
        self._image, self._layout = image, layout
        self.changed: Counter[str] = Counter()
        self.lone: Counter[str] = Counter()

    @abstractmethod
    def seen(self, question: Piece, answer: Sequence[Piece]) -> Seen | None:
        """What an answer shows of the memory; ``None``: nothing."""

    def asks(self, question: Piece) -> bool:
        """See ``Happenings``."""
        return question.kind.startswith("read")

    def take(self, answer: Answer) -> Mapping[str, Value]:
        """The values that the controller's program gave to tags, as the answer shows them; the image has them."""
        now = self._values(answer, answer.recorded)
        around = [self._values(answer, each) for each in (*answer.before, *answer.after)]
        new = {name: value for name, value in now.items() if self._image.values[name] != value}
        lone = {name for name, value in new.items() if answer.before and answer.after and not self._beats(name)
                and _alone(value, [each.get(name) for each in around])}
        self.lone.update(lone)
        told = {name: value for name, value in new.items() if name not in lone}
        self._image.set(told)
        self.changed.update(told.keys())
        return told

    def _beats(self, name: str) -> bool:
        return name in self.trusted or "heartbeat" in name.lower()

    def explain(self, question: Piece, recorded: Piece, emulated: Piece) -> str:
        """See ``Happenings``."""
        parts = [self.seen(question, (piece,)) for piece in (recorded, emulated)]
        found, ours = ({} if part is None else self._read(part) for part in parts)
        names = [name for name in found if name in ours and found[name] != ours[name]]
        words = [f"{name} {found[name]!r}, emulated {ours[name]!r}" for name in names[:_SHOWN]]
        return "; ".join(words) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")

    def _values(self, answer: Answer, pieces: Sequence[Piece]) -> Mapping[str, Value]:
        found = self.seen(answer.question, pieces) if pieces else None
        return {} if found is None else self._read(found)

    def _read(self, found: Seen) -> Mapping[str, Value]:
        """Values of the tags of which bytes are shown; the other bytes of a tag are as they are in the image."""
        values: dict[str, Value] = {**dict(found.bits), **dict(found.values)}
        end = found.start + len(found.data)
        for name, slot in self._layout.slots.items():
            if slot.start >= end or slot.start + slot.count <= found.start:
                continue
            tag = self._image.table[name]
            shown = found.data[max(slot.start - found.start, 0):slot.start + slot.count - found.start]
            if slot.bit is not None:
                values[name] = bool(shown[0] >> slot.bit & 1)
                continue
            whole = bytearray(self._layout.pack(tag, self._image.values[name]))
            at = max(found.start - slot.start, 0)
            whole[at:at + len(shown)] = shown
            values[name] = self._layout.unpack(tag, bytes(whole))
        return values


def _alone(value: Value, around: Sequence[Value | None]) -> bool:
    return len(set(around)) == 1 and around[0] is not None and around[0] != value
