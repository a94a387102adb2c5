"""The CPU's end, packet by packet."""

import struct

import pytest

from linebench.ports.plc import Command, MachineState
from linebench.wire.s7.codec import encode_message
from linebench.wire.s7.items import BIT, BYTE, DB, Datum, Item, encode_data, encode_items, parse_data
from linebench.wire.s7.pdu import (
    ANSWER,
    JOB,
    READ,
    WRITE,
    Pdu,
    encode_pdu,
    parse_pdu,
)
from linebench.wire.side import Heard, Noted
from tests.wire.s7.cpu import DRY, ON, RUNNING, Cpu, at


def test_all_tags_are_bytes_of_the_data_block():
    """Bools are single bits, numbers big-endian at even bytes, a text with its room and its length before it."""
    assert Cpu().read(at(0, 29)) == [
        b"\1\0" + struct.pack(">HhIif", 6, -5, 4_000_000_001, -70_000, 21.5) + b"\x09\x06" + "jam é\0\0\0".encode()]


def test_several_items_of_any_kind():
    """Each item has its own answer, odd lengths are filled up, and a wrong one does not spoil the others."""
    found = Cpu().read(at(18, 5), RUNNING, at(2, 1, 4), at(500, 1), at(0, 1, db=7), at(6, 1, 6), at(14, 1, 8),
                       at(2, 3, 0x7F), at(19, 3, 3))
    assert found == [b"\x09\x06jam", b"\1", b"\0\6", 0x05, 0x0A, struct.pack(">I", 4_000_000_001),
                     struct.pack(">f", 21.5), 0x06, b"\x06ja"]


@pytest.mark.parametrize(("item", "code"), [
    (at(62, 1), 0x05), (at(61, 2), 0x05), (at(0, 0), 0x05), (Item(DB, 1, 3, BYTE, 1), 0x05),
    (Item(DB, 1, 0, BIT, 2), 0x06), (at(0, 1, 0x1D), 0x06), (at(0, 1, db=2), 0x0A), (at(0, 1, area=0x83), 0x05),
    (at(0, 1, area=0x81), 0x05), (at(0, 1, area=0x82), 0x05), (at(0, 1, area=0x1C), 0x05),
    (at(0, 1, area=0x99), 0x0A)])
def test_items_that_are_refused(item, code):
    """Outside the block 05, a type that is not there 06, a block or area that does not exist 0A; writes too."""
    cpu = Cpu()
    assert cpu.read(item) == [code]
    assert cpu.write((item, b"\0" * max(item.width, 1))) == [code]
    assert cpu.face.wrote == []


def test_another_syntax_than_absolute_addresses():
    """A symbolic item is refused by itself, whatever its length."""
    cpu = Cpu()
    symbolic = b"\x12\x0e\xb2\xff" + bytes(12)
    plain = encode_items(READ, [at(2, 2)])
    answer = cpu.job(bytes((READ, 2)) + symbolic + plain[2:])
    assert [datum.code for datum in parse_data(answer.data, 2)] == [0x06, 0xFF]


def test_all_items_of_a_write_are_one_write_of_the_image():
    """Bits, odd lengths and numbers in one request reach the face together."""
    cpu = Cpu()
    assert cpu.write((ON, b"\1"), (at(34, 5), b"\x0c\x03A7x"), (DRY, b"\1"), (at(30, 1, 4), b"\0\7"),
                     (at(56, 1, 7), struct.pack(">i", -9))) == [0xFF] * 5
    assert cpu.face.wrote == [{"Set.On", "Set.Lot", "Set.Dry", "Set.Code", "Set.Shift"}]
    assert {name: value for name, value in cpu.image.values.items() if name in cpu.face.wrote[0]} == {
        "Set.On": True, "Set.Lot": "A7x", "Set.Dry": True, "Set.Code": 7, "Set.Shift": -9}


def test_a_single_bit_leaves_its_neighbours():
    """Each bit of a shared byte is written and read by itself."""
    cpu = Cpu()
    assert cpu.write((DRY, b"\1")) == [0xFF]
    assert cpu.read(ON, DRY, at(29, 1)) == [b"\0", b"\1", b"\2"]
    assert cpu.write((ON, b"\1"), (DRY, b"\0")) == [0xFF, 0xFF]
    assert cpu.read(ON, DRY, at(29, 1)) == [b"\1", b"\0", b"\1"]
    assert cpu.face.wrote == [{"Set.Dry"}, {"Set.On", "Set.Dry"}]


def test_a_write_that_is_refused_in_part():
    """What only the controller writes is 03, a length that does not fit 07; the other items are written."""
    cpu = Cpu()
    codes = cpu.write((at(2, 2), b"\0\1"), (RUNNING, b"\0"), (at(30, 2), b"\0\5"), (at(32, 2), b"\1"))
    assert codes == [0x03, 0x03, 0xFF, 0x07]
    assert cpu.face.wrote == [{"Set.Code"}]
    assert (cpu.image.values["State"], cpu.image.values["Set.Code"]) == (6, 5)
    assert cpu.effects[:-1] == [Noted("refused", f"write of item {n}: {code:02X}")
                                for n, code in ((1, 3), (2, 3), (4, 7))]
    bit_as_byte = cpu.job(encode_items(WRITE, [ON]), encode_data([Datum(0, BYTE, b"\1")]))
    assert bit_as_byte.data == b"\x07"


def test_what_a_write_means_is_heard():
    """The face hears a command when its counter changes; what it says shows at once; timers reach it."""
    cpu = Cpu()
    cpu.write((at(30, 2), b"\0\5"), (at(60, 2), b"\0\1"))
    assert [effect for effect in cpu.effects if isinstance(effect, Heard)] == [Heard(Command("5", ""))]
    assert cpu.side.tell(MachineState(9, "guard")) == ()
    assert cpu.read(at(2, 2)) == [b"\0\x09"]
    assert list(cpu.side.expired("x")) == [Heard(Command("expired x", ""))]
    assert cpu.side.poll() == ()


def test_an_unknown_function_has_an_error_in_its_head():
    """Stop, start, block transfer and nonsense are answered, and the next request is."""
    cpu = Cpu()
    for function in (0x28, 0x29, 0x1A, 0x1D, 0x99):
        assert cpu.job(bytes((function,)) + bytes(8)).error == 0x8104
    assert cpu.job(b"").error == 0x8104
    assert cpu.read(at(2, 2)) == [b"\0\6"]


def test_an_answer_that_does_not_fit_is_refused():
    """More than the agreed length is an error of the whole request; just as much is not."""
    cpu = Cpu("s7-1200", size=112)
    assert cpu.job(encode_items(READ, [at(0, 47), at(0, 46)])).error == 0x8500
    assert [len(data) for data in cpu.read(at(0, 46), at(0, 44))] == [46, 44]
    assert cpu.job(encode_items(READ, [at(0, 1)] * 9)).error == 0x8500, "the request is too long itself"


@pytest.mark.parametrize("parameters", [
    b"\4\2" + encode_items(READ, [at(0, 1)])[2:], b"\4\1\x12\x0a\x10", b"\4\0\0", b"\xf0\0"])
def test_a_frame_that_is_wrong_has_an_error_in_its_head(parameters):
    """Counts and lengths that do not agree."""
    assert Cpu().job(parameters).error == 0x8500


def test_a_read_without_items():
    """Answered without items, or with an error where the profile says so."""
    assert Cpu().job(b"\4") == Pdu(ANSWER, 2, b"\4\0")
    assert Cpu(bare_read="refuse").job(b"\4").error == 0x8500


def test_garbage_in_a_message():
    """What has no reference cannot be answered; what has one gets the error of a wrong frame."""
    cpu = Cpu()
    assert cpu.raw(encode_message(b"\x72\1\0\0hello world")) == []
    assert cpu.effects == [Noted("garbage", "protocol id 72 instead of 32")]
    assert parse_pdu(cpu.raw(encode_message(bytes.fromhex("32010000000900050000")))[0]) == Pdu(ANSWER, 9, b"",
                                                                                               error=0x8500)
    assert cpu.raw(encode_message(encode_pdu(Pdu(ANSWER, 1, b"\4")))) == []
    assert cpu.effects == [Noted("garbage", "PDU of kind 3, which no client sends")]


def test_several_requests_in_one_segment():
    """Each is answered, in order."""
    cpu = Cpu()
    asks = [Pdu(JOB, number, encode_items(READ, [at(2, number)])) for number in (3, 1, 2)]
    answers = cpu.raw(b"".join(encode_message(encode_pdu(ask)) for ask in asks))
    assert [parse_pdu(answer).reference for answer in answers] == [3, 1, 2]
