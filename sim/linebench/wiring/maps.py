"""Wires whose tags are those of a project: the maps that a stack file names, and the faces that show them."""

from collections.abc import Callable, Mapping

import msgspec

from linebench.scenario.layers import File
from linebench.scenario.load import Loaded
from linebench.scenario.model import Scenario
from linebench.scenario.problems import Problem, ScenarioError
from linebench.scenario.stack import WirePlan
from linebench.wire.dialect import choose
from linebench.wire.fieldio.face import FieldFace
from linebench.wire.fieldio.options import FieldOptions
from linebench.wire.fieldio.table import field_layout
from linebench.wire.mapped.controller import ControllerFace
from linebench.wire.mapped.device_names import DEVICES, DeviceNames, read_device_names
from linebench.wire.mapped.dialling import POLLED, polled
from linebench.wire.mapped.document import read_map
from linebench.wire.mapped.face import MappedFace
from linebench.wire.mapped.field import FieldEnd
from linebench.wire.mapped.field_signals import FIELD
from linebench.wire.mapped.host import MappedHost
from linebench.wire.mapped.names import NameMap
from linebench.wire.mapped.options import MappedOptions
from linebench.wire.mapped.problems import MapError
from linebench.wire.mapped.ring_tags import RingMap
from linebench.wire.mapped.scans import FieldSight
from linebench.wire.mapped.signals import DIALLED, LINE, MIRRORED, Vocabulary
from linebench.wire.plc.face import PlcFace
from linebench.wire.plc.options import PlcOptions
from linebench.wire.plc.table import plc_layout
from linebench.wire.rings.face import RingFace
from linebench.wire.side import Setting, Side
from linebench.wire.tags.image import LivingFace
from linebench.wire.tags.table_csv import table_csv
from linebench.wire.tags.tag import TagTable
from linebench.wiring.control import WireTo
from linebench.wiring.ends import WiringError, device_end, is_tagged, tag_profile

__all__ = ["WireMap", "polled_end", "read_maps"]


_WORDS: Mapping[str, Vocabulary] = {words.wire: words for words in (LINE, MIRRORED, FIELD)}
"""The wires whose tags a map may name, by id."""
_RINGS: Mapping[str, tuple[Callable[[], TagTable], Callable[[Setting], RingFace]]] = {
    LINE.wire: (lambda: plc_layout(PlcOptions()).table(), lambda setting: PlcFace(PlcOptions(), setting)),
    FIELD.wire: (lambda: field_layout(FieldOptions()).table(), lambda setting: FieldFace(FieldOptions(), setting)),
}
"""Of these, those on which the bench has tags of its own: the table, and the face on it."""


class WireMap(msgspec.Struct, frozen=True):
    """The tags of one wire as its map has them. ``wire``: its id."""

    names: NameMap | RingMap | DeviceNames
    options: MappedOptions
    wire: str = LINE.wire

    @property
    def foreign(self) -> str:
        """The map's file, where the tags are none of the bench's own; else empty."""
        return self.names.file if isinstance(self.names, NameMap) else ""

    @property
    def tags(self) -> bool:
        """Whether it names tags, and not what a device has."""
        return not isinstance(self.names, DeviceNames)

    def named(self, wire: WireTo) -> WireTo:
        """The wire with the options that the map stands for."""
        if not isinstance(self.names, DeviceNames):
            return wire
        return msgspec.structs.replace(wire, options={**wire.options, **self.names.options})

    def face(self, setting: Setting, sight: FieldSight | None = None) -> LivingFace:
        """Make the face of the seat that shows them. ``sight``: what the field knows, on its wire."""
        assert not isinstance(self.names, DeviceNames), "a device without tags"
        if isinstance(self.names, RingMap):
            face = _RINGS[self.wire][1](setting)
            face.table = face.table.placed(self.names.at)
            return face
        if self.wire == MIRRORED.wire:
            return ControllerFace(self.names, self.options, setting)
        if self.wire == FIELD.wire:
            assert sight is not None, "a field without an encoder"
            return FieldEnd(self.names, self.options, setting, sight)
        return MappedFace(self.names, self.options, setting)

    def host(self, protocol: str, peer: str, setting: Setting) -> MappedHost:
        """Make the face of a level that dials the seat ``peer`` and looks at these tags in one protocol."""
        assert isinstance(self.names, NameMap), "tags of the bench's own have a host of their own"
        rows = tuple(row for row in self.names.rows if row.protocol == protocol)
        return MappedHost(NameMap(self.names.file, rows, self.names.wire), self.options, setting, peer,
                          apart=protocol not in POLLED)

    def text(self) -> str:
        """The map as a file for the integrator, which can be read again."""
        assert not isinstance(self.names, DeviceNames), "a device without tags"
        if isinstance(self.names, NameMap):
            return self.names.text()
        return table_csv(_RINGS[self.wire][0]().placed(self.names.at))


def polled_end(names: WireMap, wire: WireTo, peer: str, setting: Setting) -> Side:
    """Make the end of a level that dials the seat ``peer`` over ``wire``, by the tags of a map.

    Raises:
        WiringError: no such protocol, profile or option.

    """
    profile = tag_profile(wire.dialect, wire.profile, wire.options)
    return polled(wire.dialect, profile, names.host(wire.dialect, peer, setting), setting)


def read_maps(loaded: Loaded) -> Mapping[str, WireMap]:
    """Read the map of every wire that has one, by the wire's id.

    Raises:
        ScenarioError: everything that is wrong with them, one line for each problem.

    """
    problems: list[Problem] = []
    found: dict[str, WireMap] = {}
    for wire in loaded.scenario.stack.wires:
        problems += _misplaced(wire, loaded.scenario)
        if wire.id not in loaded.maps or problems:
            continue
        file = loaded.maps[wire.id]
        if wire.id in DEVICES:
            device = _read_device(wire, file, problems)
            found |= {} if device is None else {wire.id: WireMap(device, MappedOptions(), wire.id)}
            continue
        names = _read(wire, file, problems)
        options = _options(wire, problems)
        if names is not None and options is not None:
            problems += _uncarried(wire, names)
            found[wire.id] = WireMap(names, options, wire.id)
    if problems:
        raise ScenarioError(tuple(problems))
    return found


def _misplaced(wire: WirePlan, scenario: Scenario) -> list[Problem]:
    """Where a map would say nothing."""
    where = f"stack.wire.{wire.id}"
    if not wire.map:
        found = [_wrong(f"{where}.map_options", "options of a map", "a map to go with them")]
        return found if wire.map_options else []
    if wire.id in DEVICES:
        key = f"{where}.map_options"
        return [_wrong(key, "options of a map of tags", "nothing: names have none")] if wire.map_options else []
    if wire.id not in _WORDS:
        wires = ", ".join((*_WORDS, *DEVICES))
        return [_wrong(f"{where}.map", repr(wire.map), f"nothing: a map is for {wires} alone")]
    level = wire.id.partition("-")[0]
    if scenario.stack.remote[level].nature != "real":
        return [_wrong(f"{where}.map", repr(wire.map), f'nothing, or a seat {level!r} of nature = "real": the '
                       "emulated one knows the bench's own tags alone")]
    return []


def _read(wire: WirePlan, file: File, problems: list[Problem]) -> NameMap | RingMap | None:
    words = DIALLED if wire.dials else _WORDS[wire.id]
    try:
        return read_map(file.text, file.shown, _RINGS[wire.id][0]() if wire.id in _RINGS else None, words)
    except MapError as error:
        problems += [Problem(f"{each.file}:{each.line}", each.column, each.found, each.expected)
                     for each in error.problems]
        return None


def _read_device(wire: WirePlan, file: File, problems: list[Problem]) -> DeviceNames | None:
    """The names of a device, as far as its dialect takes them as its options."""
    try:
        names = read_device_names(file.text, file.shown, wire.id, wire.dialect)
    except MapError as error:
        problems += [Problem(f"{each.file}:{each.line}", each.column, each.found, each.expected)
                     for each in error.problems]
        return None
    key = f"stack.wire.{wire.id}.map"
    if twice := sorted(names.options.keys() & wire.options.keys()):
        problems.append(_wrong(key, f"{names.file}, which says {twice[0]} as options do", "one of the two"))
        return None
    try:
        device_end(wire.id.partition("-")[2], wire.dialect, wire.profile, {**wire.options, **names.options},
                   Setting(name="", now=lambda: 0))
    except WiringError as error:
        problems.append(_wrong(key, f"{names.file}: {error}", f"names that {wire.dialect} can have"))
        return None
    return names


def _options(wire: WirePlan, problems: list[Problem]) -> MappedOptions | None:
    try:
        chosen = choose("map", {"standard": MappedOptions()}, "", wire.map_options)
    except ValueError as error:
        problems.append(_wrong(f"stack.wire.{wire.id}.map_options", str(error), "options of wire/mapped"))
        return None
    assert isinstance(chosen, MappedOptions)
    return chosen


def _uncarried(wire: WirePlan, names: NameMap | RingMap) -> list[Problem]:
    """Protocols of the wire in which the map has nothing; a wire that carries no tags at all."""
    key, spoken = f"stack.wire.{wire.id}.map", (wire.dialect, *wire.also)
    if not any(is_tagged(wire.id.rpartition("-")[2], name) for name in spoken):
        return [_wrong(key, f"{names.file}, on a wire without tags",
                       "a dialect with tags: modbus, s7, enip or opcua")]
    if wire.id == FIELD.wire and "opcua" in spoken and isinstance(names, NameMap):
        return [_wrong(key, f"{names.file}, over opcua, whose servers are not asked for each look",
                       "modbus, s7 or enip, where the encoder is as it is when the PLC looks")]
    return [_wrong(key, f"{names.file}, without an address for {name}", f"rows for {name}, or the wire without it")
            for name in spoken
            if is_tagged(wire.id.rpartition("-")[2], name) and name not in names.protocols]


def _wrong(key: str, found: str, expected: str) -> Problem:
    return Problem("", key, found, expected)
