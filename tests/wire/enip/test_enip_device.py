"""What the controller's end answers to requests on tags and objects, and what it refuses."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.plc import Command
from linebench.wire.enip.cip import (
    GET_ALL,
    GET_LIST,
    GET_ONE,
    LIST_INSTANCES,
    MODIFY,
    MULTIPLE,
    READ,
    READ_PART,
    ROUTER,
    WRITE,
    WRITE_PART,
    Reply,
    Request,
    encode_request,
    join,
    parse_reply,
    split,
)
from linebench.wire.enip.connection import MANAGER
from linebench.wire.enip.path import Step
from linebench.wire.tags.logix_names import logix_names
from linebench.wire.tags.tag import Tag, TagTable
from tests.wire.enip.controller import Client, Plc, named
from tests.wire.tagrig import LONG, SAID, TABLE

ONE = b"\1\0"
STRING = b"\xa0\x02\xce\x0f"
TEXTS = (Step("class", 0x6C), Step("instance", 0xFCE))
SYMBOLS = (Step("class", 0x6B), Step("instance", 0))


def text(words, size=88):
    return STRING + ONE + len(words).to_bytes(4, "little") + words.encode().ljust(size - 4, b"\0")


@pytest.fixture
def plc():
    return Plc()


@pytest.fixture
def client(plc):
    return Client(plc)


@pytest.mark.parametrize(("name", "data"), [
    ("Running", "C100 01"), ("Fault", "C100 00"), ("State", "C700 0600"), ("Lowest", "C300 FBFF"),
    ("Count", "C800 01286BEE"), ("Drift", "C400 90EEFEFF"), ("Warmth", "CA00 0000AC41")])
def test_numbers_are_read(client, name, data):
    """Each begins with its type, little-endian, whatever the case of the name's letters."""
    for spelt in (name, name.upper()):
        assert client.ask(READ, named(spelt), ONE) == Reply(READ, data=bytes.fromhex(data))


def test_texts_are_structures(client):
    """LEN and DATA of the controller's own type, as a whole, as members, and as single characters."""
    whole = b"jam \xc3\xa9"
    assert client.ask(READ, named("Reason"), ONE).data == STRING + b"\6\0\0\0" + whole.ljust(84, b"\0")
    member = (*named("Reason"), Step("symbol", "LEN"))
    assert client.ask(READ, member, ONE).data == b"\xc4\0\6\0\0\0"
    characters = (*named("Reason"), Step("symbol", "DATA"), Step("element", 1))
    assert client.ask(READ, characters, b"\2\0").data == b"\xc2\0am"


def test_a_tag_has_a_number_and_a_member_path_too(client):
    """The instance of the Symbol class, and our own name taken as members and elements of structures."""
    plc = Client(Plc(table=LONG))
    assert client.ask(READ, (Step("class", 0x6B), Step("instance", 3)), ONE).data == b"\xc7\0\6\0"
    member = (Step("symbol", "Set"), Step("symbol", "Code"))
    assert client.ask(READ, member, ONE) == client.ask(READ, named("Set_Code"), ONE)
    element = (Step("symbol", "Text"), Step("element", 3))
    assert plc.ask(READ, element, ONE) == plc.ask(READ, named("Text_3"), ONE)
    assert len(plc.ask(READ, element, ONE).data) == 4 + 104


def test_what_is_written_is_one_write_of_the_image(client, plc):
    """A command is heard with its counter."""
    parts = [Request(WRITE, named("Set_Code"), b"\xc7\0\1\0\5\0"), Request(WRITE, named("Set_Lot"), text("QA")),
             Request(WRITE, named("Set_Number"), b"\xc7\0\1\0\1\0")]
    reply = client.ask(MULTIPLE, ROUTER, join([encode_request(part) for part in parts]))
    assert reply.status == 0
    assert [parse_reply(part) for part in split(reply.data)] == [Reply(WRITE)] * 3
    assert plc.heard == [Command("5", "QA")]
    assert plc.face.wrote == [{"Set.Code", "Set.Lot", "Set.Number"}]


def test_one_refused_of_several_stops_no_other(client, plc):
    """Each has a status of its own, and the whole says that not all went well."""
    parts = [Request(READ, named("State"), ONE), Request(READ, named("Nix"), ONE),
             Request(WRITE, named("Set_Code"), b"\xc7\0\1\0\5\0"), Request(MULTIPLE, ROUTER, join([b"x"]))]
    reply = client.ask(MULTIPLE, ROUTER, join([encode_request(part) for part in parts]))
    assert reply.status == 0x1E
    assert [parse_reply(part).status for part in split(reply.data)] == [0, 4, 0, 8]
    assert plc.image.values["Set.Code"] == 5


@pytest.mark.parametrize(("wrong", "status"), [
    ((READ, named("Nix"), ONE), (0x04,)),
    ((READ, (*named("State"), Step("symbol", "Nix")), ONE), (0x04,)),
    ((READ, (*named("State"), Step("element", 0)), ONE), (0xFF, 0x2105)),
    ((READ, named("State"), b"\2\0"), (0xFF, 0x2105)),
    ((READ, named("State"), b"\0\0"), (0xFF, 0x2105)),
    ((READ, named("State"), b""), (0x13,)),
    ((READ, (Step("class", 0x6B), Step("instance", 99)), ONE), (0x05,)),
    ((READ, (*named("Reason"), Step("symbol", "DATA"), Step("element", 82)), ONE), (0xFF, 0x2105)),
    ((READ_PART, named("State"), ONE + b"\2\0\0\0"), (0xFF, 0x2105)),
    ((WRITE, named("State"), b"\xc7\0\1\0\5\0"), (0x0F,)),
    ((WRITE, named("Set_Code"), b"\xc4\0\1\0\5\0\0\0"), (0xFF, 0x2107)),
    ((WRITE, named("Set_Code"), b"\xc7\0\1\0\5"), (0x13,)),
    ((WRITE, named("Set_Code"), b"\xc7\0"), (0x13,)),
    ((WRITE, named("Set_Code"), b"\xc7"), (0x13,)),
    ((WRITE, named("Set_Lot"), text("x" * 13)), (0x15,)),
    ((WRITE, (*named("Set_Lot"), Step("symbol", "LEN")), b"\xc4\0\1\0\xff\xff\xff\xff"), (0x15,)),
    ((WRITE_PART, named("Set_Lot"), STRING + ONE + struct.pack("<I", 80) + bytes(9)), (0xFF, 0x2105)),
    ((MODIFY, named("Set_Code"), b"\4\0" + bytes(8)), (0x03,)),
    ((MODIFY, named("Set_Code"), b"\2\0\1"), (0x13,)),
    ((MODIFY, named("State"), b"\2\0\1\0\xff\xff"), (0x0F,)),
    ((MODIFY, named("Set_Lot"), b"\2\0" + bytes(4)), (0x03,)),
    ((0x4F, named("State"), b""), (0x08,)),
    ((GET_ALL, (Step("class", 9), Step("instance", 1)), b""), (0x05,)),
    ((GET_ALL, (), b""), (0x04,)),
    ((MULTIPLE, ROUTER, b"\1\0\0\0"), (0x13,)),
    ((GET_ONE, (Step("class", 1), Step("instance", 1), Step("attribute", 99)), b""), (0x14,)),
    ((0x4B, (Step("class", 1), Step("instance", 1)), b""), (0x08,)),
])
def test_what_is_refused_changes_nothing(client, plc, wrong, status):
    """With the status of a real controller, or the profile's; it is noted, and the session goes on."""
    before = dict(plc.image.values)
    reply = client.ask(*wrong)
    assert (reply.service, reply.status, *reply.extended) == (wrong[0], *status)
    assert (plc.image.values, plc.face.wrote, plc.noted) == (before, [], ["refused"])
    assert client.ask(READ, named("State"), ONE).data == b"\xc7\0\6\0"


def test_options_of_refusals():
    """Bytes behind a write, its status, and writes that are taken without effect."""
    behind = b"\xc7\0\1\0\5\0" * 2
    assert Client(Plc()).ask(WRITE, named("Set_Code"), behind).status == 0
    assert Client(Plc(trailing="refused")).ask(WRITE, named("Set_Code"), behind).status == 0x15
    assert Client(Plc(trailing="refused")).ask(READ, named("State"), b"\1\0\0").status == 0x15
    assert Client(Plc(read_only=0x0E)).ask(WRITE, named("State"), b"\xc7\0\1\0\5\0").status == 0x0E
    quiet = Plc(guarded="ignored")
    assert Client(quiet).ask(WRITE, named("State"), b"\xc7\0\1\0\5\0").status == 0
    assert quiet.image.values["State"] == SAID["State"]


@given(st.integers(0, 0xFFFF), st.integers(0, 0xFFFF), st.integers(0, 0xFFFF))
def test_bits_are_set_and_cleared(value, put, keep):
    """Set first, then cleared, all others as they were."""
    plc = Plc()
    client = Client(plc)
    plc.image.set({"Set.Code": value})
    assert client.ask(MODIFY, named("Set_Code"), struct.pack("<HHH", 2, put, keep)) == Reply(MODIFY)
    assert plc.image.values["Set.Code"] == (value | put) & keep


@given(st.integers(100, 300), st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=100))
def test_a_long_value_is_read_in_parts(size, words):
    """As much as there is room for, with the status that says there is more; whole where it is read whole."""
    plc = Plc(table=LONG, unconnected=size)
    client = Client(plc)
    plc.image.set({"Text[1]": words})
    data, status = b"", 6
    while status == 6:
        reply = client.ask(READ_PART, named("Text_1"), ONE + len(data).to_bytes(4, "little"))
        status, prefix = reply.status, reply.data[:4]
        data += reply.data[4:]
        assert (len(reply.data) + 4 <= size, prefix[:2]) == (True, b"\xa0\2")
    assert (status, data) == (0, len(words).to_bytes(4, "little") + words.encode().ljust(100, b"\0"))


def test_a_long_value_is_written_in_parts(client, plc):
    """What it says is there with its last part."""
    data = text("ABC")[6:]
    for at in range(0, len(data), 40):
        part = STRING + ONE + at.to_bytes(4, "little") + data[at:at + 40]
        assert client.ask(WRITE_PART, named("Set_Lot"), part) == Reply(WRITE_PART)
    assert plc.image.values["Set.Lot"] == "ABC"


def test_the_list_of_tags_in_parts():
    """Number, name and type of each, as many as there is room for; the next request goes on behind."""
    client = Client(Plc(table=LONG, unconnected=100))
    found, first, status = [], 0, 6
    while status == 6:
        reply = client.ask(LIST_INSTANCES, (Step("class", 0x6B), Step("instance", first)), b"\2\0\1\0\2\0")
        assert len(reply.data) <= 96
        data, status = reply.data, reply.status
        while data:
            number, length = struct.unpack_from("<IH", data)
            name, kind, data = data[6:6 + length], data[6 + length:8 + length], data[8 + length:]
            found.append((number, name.decode(), int.from_bytes(kind, "little")))
            first = number + 1
    assert [name for _, name, _ in found] == list(logix_names(LONG).values())
    assert [number for number, _, _ in found] == list(range(1, len(LONG) + 1))
    assert {name: kind for _, name, kind in found if name in ("Running", "State", "Reason", "Text_1")} == {
        "Running": 0xC1, "State": 0xC7, "Reason": 0x8FCE, "Text_1": 0x8101}
    assert status == 0
    assert client.ask(LIST_INSTANCES, SYMBOLS, b"\1\0\x63\0").status == 0x14


def test_types_of_texts():
    """The template of the controller's own STRING, and of a longer text."""
    client = Client(Plc(table=LONG))
    for number, handle, size in ((0xFCE, 0x0FCE, 88), (0x101, None, 104)):
        path = (Step("class", 0x6C), Step("instance", number))
        told = client.ask(GET_LIST, path, struct.pack("<5H", 4, 4, 5, 2, 1)).data
        count, _, _, words, _, _, whole, _, _, members, _, _, found = struct.unpack("<HHHIHHIHHHHHH", told)
        assert (count, whole, members) == (4, size, 2)
        assert handle in (None, found)
        definition = client.ask(READ, path, struct.pack("<IH", 0, words * 4 - 21))
        assert definition.status == 0
        assert definition.data.endswith(b"\0LEN\0DATA\0")
        assert client.ask(READ, path, struct.pack("<IH", 8, 6)).data == definition.data[8:14]
    assert client.ask(READ, (Step("class", 0x6C), Step("instance", 7)), bytes(6)).status == 0x05


def test_what_the_controller_says_of_itself(client):
    """Identity as a whole and by attributes, the name of its project, its clock."""
    path = (Step("class", 1), Step("instance", 1))
    whole = client.ask(GET_ALL, path).data
    assert whole == struct.pack("<HHHBBHI", 1, 14, 166, 33, 11, 0x3060, 0x00B00001) + b"\x0b1756-L83E/B"
    assert client.ask(GET_ONE, (*path, Step("attribute", 7))).data == b"\x0b1756-L83E/B"
    assert client.ask(GET_LIST, path, b"\2\0\1\0\x63\0") == Reply(
        GET_LIST, 0x0A, data=b"\2\0\1\0\0\0\1\0\x63\0\x14\0")
    assert client.ask(GET_ALL, (Step("class", 0x64), Step("instance", 1))).data == b"\x09\0linebench"
    clock = client.ask(GET_LIST, (Step("class", 0x8B), Step("instance", 1)), b"\1\0\6\0").data
    assert int.from_bytes(clock[6:], "little") == 1_767_592_800_000_000


def test_a_table_that_is_placed_shows_what_lies_somewhere():
    """The others are not there."""
    table = TagTable(tuple(Tag(name=tag.name, kind=tag.kind, size=tag.size, writable=tag.writable,
                               at=() if tag.name == "Fault" else (f"tag=P.{tag.name.replace('.', '')}",))
                           for tag in TABLE))
    client = Client(Plc(table=table))
    assert client.ask(READ, named("P_State"), ONE).data == b"\xc7\0\6\0"
    assert client.ask(READ, (Step("symbol", "P"), Step("symbol", "State")), ONE).data == b"\xc7\0\6\0"
    assert [client.ask(READ, named(name), ONE).status for name in ("State", "P_Fault", "Fault")] == [4, 4, 4]


@given(st.integers(0, 127), st.sampled_from([named("Set_Lot"), named("State"), ROUTER, SYMBOLS, MANAGER, TEXTS]),
       st.binary(max_size=80))
def test_any_request_has_an_answer(service, path, data):
    """Of that service, without an exception, and the next one is answered as ever."""
    client = Client(Plc())
    assert client.ask(service, path, data).service == service or service == 0x52, "which may send another one on"
    assert client.ask(READ, named("State"), ONE).data == b"\xc7\0\6\0"
