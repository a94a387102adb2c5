"""The tag map that the bench writes, read as a map."""

import pytest

from linebench.ports.plc import MachineState, Setup, TrackResults, Verdict
from linebench.ports.presence import Presence
from linebench.wire.mapped import MapError, MappedOptions, read_map
from linebench.wire.plc import PlcHost, PlcOptions
from linebench.wire.tags.addresses import modbus_map, node_map, s7_map
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.table_csv import table_csv
from linebench.wire.tags.transport import transports
from linebench.wiring.maps import WireMap
from tests.wire.mapped.maps import rings
from tests.wire.pipe import Clock, Pipe

TEXT = table_csv(rings())


def test_every_tag_lies_where_the_file_says():
    """In all three protocols; written again it is the same file."""
    found = read_map(TEXT, "tags.csv", rings())
    placed = rings().placed(found.at)
    assert placed.is_placed
    assert dict(modbus_map(placed)) == dict(modbus_map(rings()))
    assert dict(s7_map(placed)) == dict(s7_map(rings()))
    assert dict(node_map(placed)) == {tag.name: f"ns=2;s={tag.name}" for tag in rings()}
    assert WireMap(found, MappedOptions()).text() == TEXT


@pytest.mark.parametrize("carrier", ["modbus", "s7", "enip"])
def test_the_bench_s_own_host_finds_its_rings(carrier):
    """What both ends say passes as without a map."""
    clock, transport = Clock(), transports()[carrier]
    face = WireMap(read_map(TEXT, "tags.csv", rings()), MappedOptions()).face(clock.setting("plc"))
    host = PlcHost(PlcOptions(), clock.setting("l2", poll_us=10_000))
    pipe = Pipe(transport.device(TagImage(face), transport.profile(), clock.setting("plc")),
                transport.host(host, transport.profile(), clock.setting("l2", poll_us=10_000)), clock)
    said = [MachineState(2, "power on"), TrackResults(((1, "passed", ""), (2, "rejected", "gap")))]
    asked = [Setup(1, 2, 3), Verdict(1, good=True)]
    for message in said:
        pipe.device.says(message)
    pipe.connect()
    for message in asked:
        pipe.host.says(message)
    pipe.advance(100_000)
    assert [message for message in pipe.host.heard if not isinstance(message, Presence)] == said
    assert [message for message in pipe.device.heard if not isinstance(message, Presence)] == asked


def test_tags_lie_elsewhere_when_the_file_says_so():
    """Cells may be empty and lines missing; what is not there is in no protocol."""
    head = TEXT.splitlines()[0]
    found = read_map(f"{head}\nStatus.StateCurrent,int32,read,holding register,500,500,2,,,\n"
                     "Verdict[3].Good,bool,read/write,coil,7,,,DB9.DBX3.1,,\n", "tags.csv", rings())
    assert found.at == {"Status.StateCurrent": ("HR500",), "Verdict[3].Good": ("DB9.DBX3.1", "CO7")}
    assert found.protocols == {"modbus", "s7"}


@pytest.mark.parametrize(("line", "told"), [
    ("Status.Nothing,bool,read,coil,1,1,1,,,", "name: found 'Status.Nothing'; expected a tag of the bench"),
    ("Status.StateCurrent,int16,read,holding register,1,1,2,,,",
     "type: found 'int16'; expected int32, as Status.StateCurrent is"),
    ("Status.StateCurrent,int32,read/write,holding register,1,1,2,,,",
     "access: found 'read/write'; expected read, as Status.StateCurrent is"),
    ("Status.StateCurrent,int32,read,register,1,1,2,,,",
     "modbus object: found 'register'; expected one of coil, discrete input, holding register"),
    ("Status.StateCurrent,int32,read,holding register,1,x,2,,,",
     "holding register: found 'x'; expected HR12, HR12.3, CO5, DI5, DB10.DBX4.0, DB10.DBW2, DB10.DBD6, "),
    ("Status.StateCurrent,int32,read,,,,,DB1.DBW2,,",
     "s7: found 'DB1.DBW2'; expected an address for int32, such as DB1.DBD2"),
    (("Status.StateCurrent,int32,read,holding register,1,1,2,,,\n"
      "Admin.StopReason[0].ID,int32,read,holding register,2,2,2,,,"),
     "holding register: found '2'; expected a place of its own; line 2 lies there"),
])
def test_what_is_wrong_is_told_with_its_place(line, told):
    """As with any map."""
    with pytest.raises(MapError) as error:
        read_map(f"{TEXT.splitlines()[0]}\n{line}\n", "tags.csv", rings())
    found = [problem.partition(": ")[2] for problem in str(error.value).splitlines()]
    assert [problem[:len(told)] for problem in found] == [told]
