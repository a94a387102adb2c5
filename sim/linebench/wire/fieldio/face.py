"""The field's end of its port to L1."""

from collections.abc import Sequence

from linebench.ports import Message
from linebench.ports.io import OUTPUTS, Compare, Edges, Input, Output, Reached
from linebench.wire.fieldio.counting import near
from linebench.wire.fieldio.options import FieldOptions
from linebench.wire.fieldio.table import (
    CHANGE,
    CONDITIONS,
    EDGES,
    ENCODER,
    PULSED,
    REACHED,
    SIGNALS,
    compare_tags,
    edge_tags,
    field_layout,
    input_tag,
    output_tag,
    reached_tags,
)
from linebench.wire.rings.face import RingFace
from linebench.wire.rings.ring import COUNT, ORDER, Ring, Row
from linebench.wire.side import Effect, Heard, Noted, Setting
from linebench.wire.tags.tag import Value

__all__ = ["FieldFace"]


class FieldFace(RingFace):
    """A ``TagFace``: says what the field says, and hears ``Output``, ``Compare`` and the presence of ``l1``.

    It knows the encoder by messages alone, so ``Encoder.Value`` is the count of the last one.
    """

    def __init__(self, options: FieldOptions, setting: Setting) -> None:
        self._field = options
        self._slots = {name: number for number, name in enumerate(options.comparators)}
        super().__init__(field_layout(options), options, setting, "l1")

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``TagFace``."""
        match message:
            case Edges() if all(signal in EDGES for signal in message.signals):
                return self._edges(message)
            case Input() if message.signal in SIGNALS:
                return self._change(message)
            case Reached() if message.slot in self._slots:
                return self._reached(message)
        return (Noted("unsaid", f"{message}: it has no tags"),)

    def _forget(self) -> None:
        super()._forget()
        self._encoder = 0
        self._outputs = dict.fromkeys(OUTPUTS, False)
        self._set = dict.fromkeys(self._slots, 0)  # the setting of each comparator that was heard last

    # What the field says

    def _edges(self, message: Edges) -> Sequence[Effect]:
        encoder = self._at(message.encoder)
        live: dict[str, Value] = {ENCODER: encoder}
        for signal in message.signals:
            count, latched = edge_tags(signal)
            live |= {count: self._next(live, count), latched: encoder}
        return self._say([(EDGES[signal], (encoder,)) for signal in message.signals], live)

    def _change(self, message: Input) -> Sequence[Effect]:
        encoder = self._at(message.encoder)
        live: dict[str, Value] = {ENCODER: encoder}
        if message.signal in CONDITIONS:
            live[input_tag(message.signal)] = message.on
        return self._say(((CHANGE, (SIGNALS.index(message.signal) + 1, message.on, encoder)),), live)

    def _reached(self, message: Reached) -> Sequence[Effect]:
        encoder, number = self._at(message.encoder), self._slots[message.slot]
        count, latched = reached_tags(number)
        live: dict[str, Value] = {ENCODER: encoder, count: self._next({}, count), latched: encoder}
        return self._say(((REACHED, (number, self._set[message.slot], encoder)),), live)

    def _at(self, encoder: int) -> int:
        self._encoder = encoder
        return encoder & ORDER

    def _next(self, live: dict[str, Value], count: str) -> int:
        return (int(live.get(count, self._image.values[count])) + 1) & COUNT

    # What the PLC says

    def _heard(self, ring: Ring, row: Row) -> Sequence[Effect]:
        raise AssertionError((ring, row))  # the PLC fills no ring

    def _beside(self, names: frozenset[str]) -> Sequence[Effect]:
        if not self._is_meant():
            self._image.set({**{output_tag(name): on for name, on in self._outputs.items()},
                             **{compare_tags(self._slots[slot])[1]: number for slot, number in self._set.items()}})
            return ()
        return (*self._switched(names), *self._comparators(names))

    def _switched(self, names: frozenset[str]) -> Sequence[Effect]:
        """Outputs that changed; of the pulsed one the rising edge."""
        effects: list[Effect] = []
        for name, was in self._outputs.items():
            on = bool(self._image.values[output_tag(name)])
            if output_tag(name) in names and on != was:
                self._outputs[name] = on
                if on or name != PULSED:
                    effects.append(Heard(Output(name, on)))
        return effects

    def _comparators(self, names: frozenset[str]) -> Sequence[Effect]:
        effects: list[Effect] = []
        for slot, number in self._slots.items():
            value, setting = compare_tags(number)
            new = int(self._image.values[setting])
            if setting in names and new != self._set[slot]:
                self._set[slot] = new
                effects.append(Heard(Compare(slot, near(int(self._image.values[value]), self._encoder))))
        return effects

    def _deserted(self) -> Sequence[Effect]:
        if not self._field.fail_safe:
            return ()
        fallen = tuple(output_tag(name) for name, on in self._outputs.items() if on)
        self._image.set(dict.fromkeys(fallen, False))
        return self._switched(frozenset(fallen))
