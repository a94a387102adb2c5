"""A PLC's end of its port to the field."""

from collections.abc import Collection, Mapping, Sequence

from linebench.ports import Message
from linebench.ports.io import OUTPUTS, Compare, Edges, Input, Output, Reached
from linebench.wire.fieldio.counting import far, near
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
    field_layout,
    input_tag,
    output_tag,
)
from linebench.wire.rings.host import HostEffect, RingHost
from linebench.wire.rings.reader import Rows
from linebench.wire.rings.ring import COUNT, ORDER
from linebench.wire.side import Heard, Noted, Setting
from linebench.wire.tags.image import Put
from linebench.wire.tags.tag import Value

__all__ = ["FieldHost"]


class FieldHost(RingHost):
    """A ``TagHost``: says ``Output`` and ``Compare``, and hears what the field says and the presence of ``io``.

    Outputs and comparators are states: what holds is written with each connection, as a PLC writes its outputs in
    each cycle. A stroke of the pusher is none: without a connection it is lost, for a late one hits another pack.
    """

    def __init__(self, options: FieldOptions, setting: Setting) -> None:
        super().__init__(field_layout(options), options, setting, "io")
        self._slots = {name: number for number, name in enumerate(options.comparators)}
        self._names = options.comparators
        self._outputs = dict.fromkeys(OUTPUTS, False)
        self._open: dict[int, int] = {}  # comparators not reached yet: the count that each waits for
        self._set: dict[int, int] = {}   # the setting of each comparator
        self._set_in = 0                 # the incarnation that those settings belong to
        self._encoder = 0
        self._written = tuple(tag.name for tag in self.table if tag.writable)

    def tell(self, message: Message) -> Sequence[HostEffect]:
        """See ``TagHost``."""
        match message:
            case Output() if message.signal == PULSED:
                return self._strike() if message.on else ()
            case Output() if message.signal in OUTPUTS:
                return self._switch(message)
            case Compare() if message.slot in self._slots:
                return self._compare(self._slots[message.slot], message.encoder)
        return (Noted("unsaid", f"{message}: it has no tags"),)

    # What the field says

    def _heard(self, rows: Rows) -> Sequence[HostEffect]:
        ring, row = rows[0]
        encoder = self._encoder = near(int(row[-1]), self._encoder)
        if ring is CHANGE:
            return (Heard(Input(SIGNALS[int(row[0]) - 1], bool(row[1]), encoder)),)
        if ring is REACHED:
            return self._reached(int(row[0]), int(row[1]), encoder)
        signals = {id(edge): name for name, edge in EDGES.items()}
        return (Heard(Edges(tuple(signals[id(edge)] for edge, _ in rows), encoder)),)

    def _reached(self, number: int, setting: int, encoder: int) -> Sequence[HostEffect]:
        if setting == self._set.get(number):
            self._open.pop(number, None)
        return (Heard(Reached(self._names[number], encoder)),)

    def _restate(self, values: Mapping[str, Value]) -> Sequence[HostEffect]:
        self._encoder = near(int(values[ENCODER]), self._encoder)
        told = {SIGNALS[int(row[0]) - 1] for row in self._reader.unread(CHANGE, values)}
        return [Heard(Input(name, True, self._encoder)) for name in CONDITIONS
                if values[input_tag(name)] and name not in told]

    # What the PLC says

    def _switch(self, message: Output) -> Sequence[HostEffect]:
        if self._outputs[message.signal] == message.on:
            return ()
        self._outputs[message.signal] = message.on
        return self._write((output_tag(message.signal), message.on))

    def _strike(self) -> Sequence[HostEffect]:
        if not self._synced:
            return (Noted("unsent", f"{PULSED}: no connection; a late stroke would hit another pack"),)
        return (*self._write((output_tag(PULSED), True)), *self._write((output_tag(PULSED), False)))

    def _compare(self, number: int, encoder: int) -> Sequence[HostEffect]:
        self._open[number] = encoder
        if number in self._set:
            self._set[number] = self._set[number] % COUNT + 1
        return self._setting_of(number) if self._synced else ()

    def _setting_of(self, number: int) -> Sequence[HostEffect]:
        value, setting = compare_tags(number)
        return self._write((value, far(self._open[number], self._encoder) & ORDER), (setting, self._set[number]))

    def _write(self, *pairs: tuple[str, Value]) -> Sequence[HostEffect]:
        if not self._synced:
            return ()
        self._put_us = self._setting.now()
        return (Put(pairs),)

    def _rewound(self, values: Mapping[str, Value]) -> Sequence[HostEffect]:
        if self._set_in != self._incarnation:  # settings that this host did not make
            self._set_in = self._incarnation
            self._set = {number: int(values[compare_tags(number)[1]]) for number in self._slots.values()}
            self._set.update({number: self._set[number] % COUNT + 1 for number in self._open})
        levels = tuple((output_tag(name), on) for name, on in self._outputs.items())
        return (*self._write(*levels), *(effect for number in self._open for effect in self._setting_of(number)))

    def _shown(self) -> Collection[str]:
        return self._written

    def _missed(self, values: Mapping[str, Value]) -> bool:
        return (any(values[output_tag(name)] != on for name, on in self._outputs.items())
                or any(values[compare_tags(number)[1]] != self._set[number] for number in self._open))
