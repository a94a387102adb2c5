"""The README of maps: its map is one, its session happens, its options are those that there are."""

import re
import tomllib

import msgspec
import pytest

from linebench.ports.plc import MachineState, TrackResults
from linebench.scenario.stack import WirePlan
from linebench.wire import mapped
from linebench.wire.mapped import MappedFace, MappedOptions, NameMap, read_map
from linebench.wire.mapped.field_signals import EDGES, FIELD
from linebench.wire.mapped.names import COLUMNS
from linebench.wire.mapped.signals import CHANNELS, SIGNALS
from linebench.wire.modbus.codec import Frame, FrameDecoder, encode_frame
from linebench.wire.modbus.pdu import ReadBits, ReadRegisters, WriteBits, WriteRegisters, parse_answer
from linebench.wire.side import Heard, Setting, Write
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.transport import transports
from tests.wire.mapped.maps import rings
from tests.wire.transcript import readme

TEXT = readme(mapped)
READ = {"CO": 1, "DI": 2}


def block(kind):
    return re.search(rf"```{kind}\n(.*?)```", TEXT, re.DOTALL)[1]


class Acted:
    """The PLC of the README's map behind its Modbus server."""

    def __init__(self):
        setting = Setting(name="plc", now=lambda: 0)
        self.image = TagImage(MappedFace(read_map(block("csv"), "plc.csv", rings()), MappedOptions(), setting))
        modbus = transports()["modbus"]
        self._side = modbus.device(self.image, modbus.profile(), setting)
        self._side.opened(1)
        self.heard = []

    def says(self, kind, first, second):
        number = int(first)
        self.image.tell(MachineState(number, second) if kind == "MachineState"
                        else TrackResults(((number, second, "verdict"),)))

    def reads(self, address, *expected):
        area, number = address[:2], int(address[2:])
        if area == "HR":
            found = [f"{word:04X}" for word in self._ask(ReadRegisters(3, number, len(expected)))]
        else:
            found = [str(int(bit)) for bit in self._ask(ReadBits(READ[area], number, len(expected)))]
        assert (address, found) == (address, list(expected))

    def writes(self, address, *values):
        number = int(address[2:])
        self._ask(WriteRegisters(number, tuple(int(word, 16) for word in values)) if address[:2] == "HR"
                  else WriteBits(number, tuple(value == "1" for value in values)))

    def hears(self, *words):
        assert repr(self.heard.pop(0)) == " ".join(words)

    def _ask(self, request):
        effects = self._side.received(1, encode_frame(Frame(1, 1, request.encode())))
        self.heard += [effect.message for effect in effects if isinstance(effect, Heard)]
        answer = b"".join(effect.data for effect in effects if isinstance(effect, Write))
        return parse_answer(request, FrameDecoder().feed(answer)[0].pdu)


def test_the_session_happens():
    """Every line of it, in order; whatever is heard is written there."""
    plc = Acted()
    for line in block("session").splitlines():
        what, *words = line.split()
        assert what == "hears" or not plc.heard, f"before {line!r}"
        getattr(plc, what)(*words)
    assert plc.heard == []


def test_the_stack_file_is_one():
    """Its wire has the keys that a wire has, and options that a map has."""
    wire = tomllib.loads(block("toml"))["wire"][0]
    plan = msgspec.convert(wire, WirePlan, dec_hook=lambda kind, value: kind.parse(value))
    assert (plan.map, set(plan.map_options) <= set(MappedOptions.__struct_fields__)) == ("plc.csv", True)


@pytest.mark.parametrize(("head", "known"), [
    ("| column | says |", set(COLUMNS)),
    ("| `map_options` | default | is |", set(MappedOptions.__struct_fields__))])
def test_every_column_and_option_is_told(head, known):
    """No more and no fewer."""
    table = TEXT.split(head)[1].split("\n\n")[0]
    told = {word for line in table.splitlines() if line.startswith("| `")
            for word in re.findall(r"`(\w+)`", line.split("|")[1])}
    assert told == known


def test_every_signal_is_told():
    """By itself, with its channel, or as one of the alarms."""
    told = set(re.findall(r"`([a-z._]+)`", TEXT)) | {f"{word}" for word in re.findall(r"channel `(\w+)`", TEXT)}
    assert {name for name in SIGNALS if not name.startswith("alarm.")} | set(CHANNELS) <= told
    assert isinstance(read_map(block("csv"), "plc.csv", rings()), NameMap)


def test_every_signal_of_the_field_is_told():
    """By itself, or as what is behind the dot of several."""
    told = set(re.findall(r"`([a-z._]+)`", TEXT)) | set(re.findall(r"channel `(\w+)`", TEXT))
    assert {part for name in FIELD.signals for part in _parts(name)} <= told


def _parts(name):
    first, dot, last = name.partition(".")
    return (first, f".{last}") if first in EDGES and dot else (name,)
