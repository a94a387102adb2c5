"""The field's end of its port to L1 on the tags of a map: a remote I/O with a fast counter card."""

from collections.abc import Collection, Sequence

from linebench.ports import Message
from linebench.ports.io import OUTPUTS, Compare, Edges, Input, Output, Reached
from linebench.wire.mapped.channel import Datum
from linebench.wire.mapped.end import MappedEnd
from linebench.wire.mapped.field_signals import EDGES, FIELD
from linebench.wire.mapped.names import NameMap
from linebench.wire.mapped.options import MappedOptions
from linebench.wire.mapped.scans import FieldSight
from linebench.wire.mapped.values import RANGES
from linebench.wire.side import Arm, Effect, Heard, Noted, Setting
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.tag import Value

__all__ = ["FieldEnd"]

_PULSED = "pusher"
_DWELL, _SLOT = "dwell ", "push:"
_SLOTS = 16
"""Strokes that the card keeps for the encoder to come; a further one takes the place of the oldest."""


class FieldEnd(MappedEnd):
    """Says ``Edges`` and ``Input``, and hears ``Output``, ``Compare`` and the presence of ``l1``.

    Fast signals are shown in two ways: as levels, which last as long as a pack covers the barrier at the speed of
    the line, and as counts of edges with the encoder latched, which wait for whoever looks. Each look at them is
    timed; what is lost between two looks is told to ``FieldSight.scans``.
    """

    def __init__(self, names: NameMap, options: MappedOptions, setting: Setting, sight: FieldSight,
                 peer: str = "l1") -> None:
        """``peer``: the seat of the PLC."""
        self._setting, self._sight = setting, sight
        self._fast = {row.tag: row.signal.name for row in names.rows if row.signal.name.partition(".")[0] in EDGES}
        self._counted = {name.partition(".")[0] for name in self._fast.values() if name.endswith(".encoder")}
        self._running = {row.tag for row in names.rows if row.signal.name == "encoder"}
        super().__init__(names, FIELD, options, ("heartbeat.io", "heartbeat.plc"), peer)

    def attach(self, image: TagImage) -> None:
        """See ``TagFace``."""
        super().attach(image)
        image.attend(self._looked)

    def written(self, names: frozenset[str]) -> Sequence[Effect]:
        """See ``TagFace``."""
        return (*self._live(), *super().written(names))

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``TagFace``."""
        if not name.startswith(_DWELL):
            return super().expired(name)
        notes: list[Noted] = []
        signal = name.removeprefix(_DWELL)
        if signal in self._unseen and signal not in self._counted:
            self._sight.scans.lost(signal, f"a pack takes {self._sight.dwell / 1000:.0f} ms over it",
                                   self._setting.now() - self._seen_at.get(signal, self._moving or 0))
        self._unseen.pop(signal, None)
        self._show({signal: False}, notes)
        return notes

    def _forget(self) -> None:
        super()._forget()
        self._counts = dict.fromkeys(EDGES, 0)
        self._outputs = dict.fromkeys(OUTPUTS, False)
        self._slot = 0
        self._set: set[str] = set()  # comparators that are to strike
        self._moving: int | None = None  # since when the belt runs
        self._unseen: dict[str, int] = {}  # edges that nobody looked at, by signal
        self._seen_at: dict[str, int] = {}

    # What the field says

    def _say(self, message: Message, notes: list[Noted]) -> Sequence[Effect]:
        match message:
            case Edges():
                return [effect for signal in message.signals
                        for effect in self._edge(signal, message.encoder, notes)]
            case Input():
                self._show({message.signal: message.on}, notes)
            case Reached() if message.slot in self._set:
                self._set.discard(message.slot)
                return (Heard(Output(_PULSED, True)),)
            case Reached():
                pass
            case _:
                self._leave(type(message).__name__, notes)
        return ()

    def _edge(self, signal: str, encoder: int, notes: list[Noted]) -> Sequence[Effect]:
        self._counts[signal] += 1
        self._unseen[signal] = self._unseen.get(signal, 0) + 1
        if self._unseen[signal] > 1 and signal in self._counted:
            what = f"packs are {self._sight.apart / 1000:.0f} ms apart, and the last alone is latched"
            self._sight.scans.lost(signal, what, self._setting.now() - self._seen_at.get(signal, 0))
        self._show({signal: True, f"{signal}.count": self._counts[signal], f"{signal}.encoder": encoder}, notes)
        return (Arm(f"{_DWELL}{signal}", self._sight.dwell),) if signal in self._rows else ()

    def _looked(self, names: Collection[str]) -> None:
        """The PLC is about to read these tags: the encoder is as it is now, and the look is timed."""
        if not self._running.isdisjoint(names):
            self._show({"encoder": self._sight.encoder()}, [])
        now = self._setting.now()
        for signal in {self._fast[name].partition(".")[0] for name in names if name in self._fast}:
            self._timed(signal, now)
            self._seen_at[signal] = now
            self._unseen.pop(signal, None)

    def _timed(self, signal: str, now: int) -> None:
        before = self._seen_at.get(signal)
        if before is None or self._moving is None or before < self._moving:
            return
        sight = self._sight
        if signal in self._counted:
            sight.scans.add(signal, now - before, sight.apart, f"packs are {sight.apart / 1000:.0f} ms apart")
        else:
            sight.scans.add(signal, now - before, sight.dwell, f"a pack takes {sight.dwell / 1000:.0f} ms over it")

    # What the PLC says

    def _held(self, signals: set[str]) -> Sequence[Effect]:
        notes: list[Noted] = []
        heard: list[Effect] = []
        for name in sorted(signals):
            on = self._ours(name, notes)
            if on is not None:
                self._switch(name, heard, on=bool(on))
        return (*notes, *heard)

    def _switch(self, name: str, heard: list[Effect], *, on: bool) -> None:
        """An output changed; of the pusher the rising edge."""
        if on == self._outputs[name]:
            return
        self._outputs[name] = on
        if name == "motor":
            self._moving = self._setting.now() if on else None
        if on or name != _PULSED:
            heard.append(Heard(Output(name, on)))

    def _heard(self, name: str, datum: Datum) -> Sequence[Effect]:
        assert name == "push", name
        slot = f"{_SLOT}{self._slot}"
        self._slot = (self._slot + 1) % _SLOTS
        self._set.add(slot)
        return (Heard(Compare(slot, self._near(datum["push.encoder"]))),)

    def _near(self, shown: Value) -> int:
        """The count that shows as ``shown`` in its type and is nearest to the encoder now."""
        order = RANGES[self._rows["push.encoder"][0][0].kind][1]
        now = self._sight.encoder()
        ahead = (int(shown) - now) & order
        return now + (ahead if ahead <= order // 2 else ahead - (order + 1))

    def _deserted(self) -> Sequence[Effect]:
        if not self._options.fail_safe:
            return ()
        heard: list[Effect] = []
        for name in [name for name, on in self._outputs.items() if on]:
            for row, _ in self._rows.get(name, ()):
                self._image.set({row.tag: False})
            self._switch(name, heard, on=False)
        return heard
