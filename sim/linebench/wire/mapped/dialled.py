"""L2's end of its port to a PLC that shows its tags itself: what ``ControllerFace`` is, but for how it begins."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from linebench.wire.mapped.channel import OutChannel
from linebench.wire.mapped.controller import ControllerFace
from linebench.wire.mapped.names import NameMap
from linebench.wire.mapped.options import MappedOptions
from linebench.wire.mapped.signals import MIRRORED
from linebench.wire.rings.beat import Watch
from linebench.wire.side import Arm, Cancel, Effect, Setting
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.tag import Tag, Value

__all__ = ["DialledFace", "Shadow", "host_tags"]

_BEAT, _HOLD = "beat", "hold "
_COMMAND = "command"


class Shadow(TagImage):
    """The tags as the PLC is to have them. ``steps``: what is to be written there, in its order.

    A datum is written whole, also where it is as before: programs clear what they have taken.
    """

    def __init__(self, face: "DialledFace") -> None:
        self.steps: list[dict[str, Value]] = []
        self._data = frozenset(name for channel in face.channels for name in channel.fields)
        super().__init__(face)
        self.steps.clear()

    def set(self, values: Mapping[str, Value]) -> None:
        """See ``TagImage``."""
        own = {name: value for name, value in values.items() if not self.table[name].writable
               and (name in self._data or self.values[name] != value)}
        if own:
            self.steps.append(own)
        super().set(values)

    def load(self, values: Mapping[str, Value]) -> None:
        """Take the tags as the PLC has them."""
        self.values.update(values)


class DialledFace(ControllerFace):
    """Hears and says as ``ControllerFace``. The PLC goes on when the connection is lost, and may start anew."""

    def __init__(self, names: NameMap, options: MappedOptions, setting: Setting, peer: str) -> None:
        """``names``: with the signals of ``DIALLED``; ``peer``: the seat of the PLC."""
        super().__init__(_turned(names), options, setting, peer)

    @property
    def channels(self) -> Sequence[OutChannel]:
        """Those by which L2 says something."""
        return tuple(self._out.values())

    def adopt(self, identity: str) -> tuple[int, Sequence[Effect]]:
        """Begin with the PLC as it stands in the image: levels hold, and what stands in channels is no news.

        ``identity``: what it says of itself. Returns how many data were dropped, and what is heard.
        """
        self._forget()
        dropped = 0
        for said in self._out.values():
            tags, waited = said.stand(self._image.values)
            dropped += waited
            self._image.set(tags)
        for heard in self._in:
            self._image.set(heard.restart(self._image.values))
        return dropped, (*self.arrive(identity), *self._held(set(self._levels.values())))

    def arrive(self, identity: str) -> Sequence[Effect]:
        """The PLC is there. ``identity``: what it says of itself. Its heartbeat is watched where it has one."""
        self._watch.identity = identity
        beats = [row.tag for row, _ in self._rows.get(self._theirs, ())]
        effects = [*self._watch.seen(tuple(self._image.values[name] for name in beats)), *self._watch.arrived()]
        return (*(each for each in effects if beats or not isinstance(each, Arm)), *self._live())

    def gone(self, why: str) -> Sequence[Effect]:
        """It is lost."""
        self._living = False
        return (*self._watch.gone(why), Cancel(_BEAT))

    def refused(self, why: str) -> Sequence[Effect]:
        """It answers, and is not served."""
        self._living = False
        return (*self._watch.refused(why), Cancel(_BEAT))

    def resume(self) -> Sequence[Effect]:
        """Data without an answer begin to stand anew: nobody can know whether they stood long enough."""
        return [Arm(f"{_HOLD}{name}", self._options.hold) for name, said in self._out.items() if said.blind]

    def drop_commands(self, values: Mapping[str, Value]) -> int:
        """Give up commands that were not written in time. ``values``: as the PLC shows them. Returns how many."""
        said = self._out.get(_COMMAND)
        if said is None:
            return 0
        own = said.shown
        under_way = any(self._image.values[name] != values[name] for name in own)
        self._image.values.update({name: values[name] for name in (*own, *said.fields)})
        tags, waited = said.stand(values)
        self._image.set(tags)
        self._asked.clear()
        return waited + under_way

    def _forget(self) -> None:
        known: Watch | None = getattr(self, "_watch", None)
        super()._forget()
        if known is not None:  # who was here is still known to be
            self._watch = known


def host_tags(names: NameMap) -> Iterator[tuple[str, Tag]]:
    """The tags by their names in the image, each as the host has it: called by signal, name and address."""
    for row in names.rows:
        for tag in row.tags():
            label = f" ({tag.label})" if row.name else ""
            yield tag.name, msgspec.structs.replace(tag, name=f"{tag.summary}{label} at {tag.at[0]}")


def _turned(names: NameMap) -> NameMap:
    """The same map as whoever shows the tags would have it."""
    rows = tuple(msgspec.structs.replace(row, signal=MIRRORED.signals[row.signal.name]) for row in names.rows)
    return NameMap(names.file, rows, names.wire)
