"""Tags where a map puts them: registers and bits of them, coils, data blocks, gaps between them."""

import struct

import pytest

from linebench.wire.modbus.codec import Frame, FrameDecoder, encode_frame
from linebench.wire.modbus.pdu import (
    MaskWrite,
    ReadBits,
    ReadRegisters,
    Refused,
    WriteBits,
    WriteOneRegister,
    WriteRegisters,
    parse_answer,
)
from linebench.wire.s7.items import ADDRESS, BIT, BYTE, DB, DENIED, DONE, MISSING, Datum, Item
from linebench.wire.s7.layout import S7Layout
from linebench.wire.s7.store import Store
from linebench.wire.side import Setting, Write
from linebench.wire.tags.address_text import AddressError, read_address
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.memory import TagMemory
from linebench.wire.tags.tag import Tag, TagTable
from linebench.wire.tags.transport import transports
from tests.wire.tagrig import Controller

TABLE = TagTable((
    Tag(name="State", kind="uint16", at=("HR10", "DB5.DBW2")),
    Tag(name="Low", kind="uint32", order="little", at=("HR4", "DB5.DBD4")),
    Tag(name="Lamp", kind="bool", at=("HR6.3", "DB7.DBX1.0")),
    Tag(name="Ready", kind="bool", at=("DI2",)),
    Tag(name="Ask", kind="bool", writable=True, at=("HR6.12", "DB7.DBX1.6")),
    Tag(name="Go", kind="bool", writable=True, at=("CO3",)),
    Tag(name="Both", kind="bool", writable=True, at=("HR0", "CO1")),
    Tag(name="Speed", kind="int16", writable=True, at=("HR8", "DB7.DBW4")),
    Tag(name="Set.Number", kind="uint16", writable=True, at=()),
))


class Plc:
    def __init__(self, **options):
        self.image = TagImage(Controller(TABLE))
        modbus = transports()["modbus"]
        self._side = modbus.device(self.image, modbus.profile("", options), Setting(name="plc", now=lambda: 0))
        self._side.opened(1)

    def ask(self, request):
        effects = self._side.received(1, encode_frame(Frame(1, 1, request.encode())))
        sent = b"".join(effect.data for effect in effects if isinstance(effect, Write))
        return parse_answer(request, FrameDecoder().feed(sent)[0].pdu)

    def __getitem__(self, name):
        return self.image.values[name]


REFUSED = {function: Refused(function, 2) for function in (3, 6, 15, 16)}


def test_registers_show_tags_at_their_addresses_and_zeros_between():
    """Single bits by their worth, words of 32 bits in the order of the tag; nothing lies behind the last."""
    plc = Plc()
    plc.image.set({"State": 7, "Low": 0x1234_5678, "Lamp": True, "Both": True, "Speed": -2})
    assert plc.ask(ReadRegisters(3, 0, 11)) == (1, 0, 0, 0, 0x5678, 0x1234, 8, 0, 0xFFFE, 0, 7)
    assert plc.ask(ReadRegisters(3, 10, 2)) == REFUSED[3]
    assert Plc(registers=100).ask(ReadRegisters(3, 90, 10)) == (0,) * 10


def test_coils_and_inputs_have_gaps_too():
    """A bool with a bit alone has no register; one with both shows in both."""
    plc = Plc()
    plc.image.set({"Ready": True})
    assert list(plc.ask(ReadBits(2, 0, 3)))[:3] == [False, False, True]
    plc.ask(WriteBits(0, (True, True, True, True)))
    assert (plc["Both"], plc["Go"], plc.ask(ReadRegisters(3, 0, 1))) == (True, True, (1,))
    assert list(plc.ask(ReadBits(1, 0, 4)))[:4] == [False, True, False, True]


def test_a_bit_of_a_register_is_written_with_it():
    """Bits of no tag stay zero; one of the controller's in the same register that would change is refused."""
    plc = Plc()
    plc.ask(WriteOneRegister(6, 0xF0F7))
    assert (plc["Ask"], plc.ask(ReadRegisters(3, 6, 1))) == (True, (0x1000,))
    assert plc.ask(WriteOneRegister(6, 0x0008)) == REFUSED[6]
    plc.image.set({"Lamp": True})
    plc.ask(MaskWrite(6, 0xEFFF, 0))
    assert (plc["Ask"], plc["Lamp"], plc.ask(ReadRegisters(3, 6, 1))) == (False, True, (8,))


@pytest.mark.parametrize(("options", "gap", "own"), [
    ({}, False, True), ({"gaps": "refused"}, True, True), ({"guarded": "ignored"}, False, False),
    ({"gaps": "refused", "guarded": "ignored"}, True, False)])
def test_what_is_not_the_hosts_is_refused_or_ignored(options, gap, own):
    """Gaps and the controller's own, as the profile says; what is ignored changes nothing."""
    plc = Plc(**options)
    asked = (WriteRegisters(8, (5, 6)), WriteOneRegister(10, 9), WriteBits(2, (True, True)))
    answers = [plc.ask(each) for each in asked]
    assert [isinstance(answer, Refused) for answer in answers] == [gap, own, gap]
    assert (plc["Speed"], plc["State"], plc["Go"]) == (0 if gap else 5, 0, not gap)
    assert plc.ask(ReadRegisters(3, 9, 2)) == (0, 0)


@pytest.mark.parametrize(("gaps", "guarded", "codes"), [
    ("ignored", "refused", (DONE, DENIED)), ("refused", "ignored", (DENIED, DONE))])
def test_data_blocks_lie_side_by_side_and_end_where_their_tags_do(gaps, guarded, codes):
    """Each by its number; a block without tags does not exist."""
    image = TagImage(Controller(TABLE))
    layout = S7Layout(TABLE)
    store = Store(TagMemory(image, layout, gaps=gaps, guarded=guarded), layout.blocks)
    image.set({"State": 7, "Low": 0x1234_5678, "Lamp": True})
    assert store.read(Item(DB, 5, 0, BYTE, 8)).data == struct.pack(">HHHH", 0, 7, 0x5678, 0x1234)
    assert [store.read(Item(DB, db, 0, BYTE, count)).code for db, count in ((5, 9), (7, 7), (6, 1))] == [
        ADDRESS, ADDRESS, MISSING]
    assert store.write(Item(DB, 7, 14, BIT, 1), Datum(0, BIT, b"\1")) == DONE
    assert store.write(Item(DB, 7, 32, BYTE, 2), Datum(0, BYTE, b"\0\x05")) == DONE
    assert tuple(store.write(Item(DB, db, at, BYTE, 1), Datum(0, BYTE, b"\x09"))
                 for db, at in ((7, 16), (5, 16))) == codes
    store.commit()
    assert (image.values["Ask"], image.values["Speed"], image.values["State"]) == (True, 5, 7)
    assert store.read(Item(DB, 7, 0, BYTE, 6)).data == b"\0\x41\0\0\0\x05"


def test_a_data_block_may_be_longer_than_its_tags():
    """As the profile says."""
    assert S7Layout(TABLE, length=20).blocks == {5: (0, 20), 7: (20, 20)}
    assert S7Layout(TABLE, length=3).blocks == {5: (0, 8), 7: (8, 6)}


@pytest.mark.parametrize("text", ["HR0", "HR65535.15", "CO5", "DI5", "DB10.DBX4.0", "DB10.DBW2", "DB10.DBD6",
                                  "DB65535.DBB8[254]", "DB1.DBB8", 'ns=3;s="A"."B"', "ns=2;i=5"])
def test_an_address_is_read_as_it_is_written(text):
    """In either case of letters."""
    assert read_address(text).text == text
    if not text.startswith("ns"):
        assert read_address(text.lower()).text == text


@pytest.mark.parametrize("text", ["", "HR", "HR-1", "HR65536", "HR1.16", "CO1.2", "DB0.DBW1", "DB1.DBX1",
                                  "DB1.DBX1.8", "DB1.DBW1.1", "DB1.DBW1[4]", "DB1.DBB1[255]", "DB1.DBW70000",
                                  "ns=2;q=5", "ns=2;i=x"])
def test_what_is_no_address_is_refused(text):
    """With what was expected."""
    with pytest.raises(AddressError):
        read_address(text)
