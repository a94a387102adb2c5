"""The CPU's end, packet by packet."""

import struct

import pytest

from linebench.ports.plc import Command, MachineState
from linebench.wire.s7.codec import REQUEST, Connect, Disconnect, MessageDecoder, encode_connect, encode_message
from linebench.wire.s7.items import BIT, BYTE, DB, Datum, Item, encode_data, encode_items, parse_data
from linebench.wire.s7.pdu import (
    ANSWER,
    JOB,
    READ,
    USERDATA,
    WRITE,
    Pdu,
    Setup,
    encode_pdu,
    encode_setup,
    parse_pdu,
    parse_setup,
)
from linebench.wire.s7.transport import TRANSPORTS
from linebench.wire.side import Hang, Heard, Noted, Write
from tests.wire.pipe import Clock
from tests.wire.tagrig import controller

S7 = TRANSPORTS[0]
RUNNING, ON, DRY = (Item(DB, 1, at * 8 + bit, BIT, 1) for at, bit in ((0, 0), (29, 0), (29, 1)))


def at(byte, count, size=BYTE, db=1, area=DB):
    return Item(area, db, byte * 8, size, count)


class Cpu:
    """A device side with one client, connected and agreed unless ``size`` is 0."""

    def __init__(self, profile="", size=480, **options):
        self.face, self.image, make = controller(S7, profile=profile, **options)
        self.clock = Clock()
        self.side = make(self.clock.setting("plc"))
        self.side.opened(1)
        self.effects, self._reference = [], 0
        slot = S7.profile(profile).slots[-1]
        if size:
            self.raw(encode_connect(Connect(REQUEST, 0, 1, 10, b"\1\0", bytes((1, slot)))))
            self.job(encode_setup(Setup(2, 2, size)))

    def raw(self, data, client=1):
        self.effects = list(self.side.received(client, data))
        decoder = MessageDecoder(4096)
        return [item for effect in self.effects if isinstance(effect, Write) for item in decoder.feed(effect.data)]

    def job(self, parameters, data=b"", kind=JOB):
        self._reference += 1
        answers = self.raw(encode_message(encode_pdu(Pdu(kind, self._reference, parameters, data))))
        if not answers:
            return None
        answer = parse_pdu(answers[0])
        assert (len(answers), answer.reference) == (1, self._reference)
        assert answer.kind == (USERDATA if kind == USERDATA else ANSWER)
        return answer

    def read(self, *items):
        answer = self.job(encode_items(READ, items))
        assert answer.parameters == bytes((READ, len(items)))
        return [datum.data if datum.code == 0xFF else datum.code for datum in parse_data(answer.data, len(items))]

    def write(self, *pairs):
        data = encode_data([Datum(0, item.size, data) for item, data in pairs])
        answer = self.job(encode_items(WRITE, [item for item, _ in pairs]), data)
        assert answer.parameters == bytes((WRITE, len(pairs)))
        return list(answer.data)

    def system(self, number, index=0):
        """All of a system status list, part by part; or the error."""
        head = bytes.fromhex("000112041144 0100")
        found, answer = b"", self.job(head, struct.pack(">BBHHH", 0xFF, 9, 4, number, index), USERDATA)
        while True:
            if error := int.from_bytes(answer.parameters[10:12]):
                return error
            found += answer.data[4:]
            if not answer.parameters[9]:
                return found
            follow = bytes.fromhex("000112081244 01") + answer.parameters[7:8] + bytes(4)
            answer = self.job(follow, b"\x0a\0\0\0", USERDATA)


def test_all_tags_are_bytes_of_the_data_block():
    """Bools are single bits, numbers big-endian at even bytes, a text with its room and its length before it."""
    assert Cpu().read(at(0, 29)) == [
        b"\1\0" + struct.pack(">HhIif", 6, -5, 4_000_000_001, -70_000, 21.5) + b"\x09\x06" + "jam é\0\0\0".encode()]


@pytest.mark.parametrize(("wish", "profile", "agreed"), [
    (480, "", Setup(2, 2, 480)), (960, "s7-1200", Setup(2, 2, 240)), (240, "s7-400", Setup(2, 2, 240)),
    (65_535, "s7-300", Setup(1, 1, 240)), (960, "s7-400", Setup(2, 2, 480)), (0, "", Setup(2, 2, 112))])
def test_the_shorter_pdu_is_agreed_on(wish, profile, agreed):
    """Length and number of jobs are the smaller of both ends'."""
    answer = Cpu(profile).job(encode_setup(Setup(2, 2, wish)))
    assert parse_setup(answer.parameters) == agreed


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


def test_nothing_goes_before_the_agreement():
    """A read without one is refused; data without a connection ends it."""
    cpu = Cpu(size=0)
    cpu.raw(encode_connect(Connect(REQUEST, 0, 1, 10, b"\1\0", b"\1\1")))
    assert cpu.job(encode_items(READ, [at(0, 1)])).error == 0x8104
    early = Cpu(size=0)
    assert early.raw(encode_message(b"x")) == []
    assert early.effects == [Noted("garbage", "data before the connection was requested"),
                             Hang(1, "data before the connection was requested")]


@pytest.mark.parametrize(("profile", "called", "taken"), [
    ("s7-1500", b"\1\1", True), ("s7-1500", b"\3\0", True), ("s7-1500", b"\1\2", False), ("s7-300", b"\2\2", True),
    ("s7-300", b"\1\1", False), ("s7-300", b"\1\x22", False), ("simple", b"\1\x55", True), ("s7-1500", b"", False)])
def test_who_is_called(profile, called, taken):
    """Rack and slot of the called TSAP have to be the CPU's, unless the profile takes any."""
    cpu = Cpu(profile, size=0)
    found = cpu.raw(encode_connect(Connect(REQUEST, 0, 7, 10, b"\1\0", called)))
    if taken:
        assert found == [Connect(0xD0, 7, 1, 10, b"\1\0", called)]
    else:
        assert found == [Disconnect(3)]
        assert cpu.effects[1:] == [Noted("refused", f"called TSAP {called.hex()}"),
                                   Hang(1, f"called TSAP {called.hex()}")]


def test_one_client_more_than_it_takes():
    """Refused while the others stay; taken when one of them has gone."""
    cpu = Cpu(connections=1)
    ask = encode_connect(Connect(REQUEST, 0, 1, 10, b"\1\0", b"\1\1"))
    cpu.side.opened(2)
    assert cpu.raw(ask, 2) == [Disconnect(3)]
    assert cpu.read(at(2, 2)) == [b"\0\6"]
    cpu.side.closed(1)
    cpu.side.opened(3)
    assert cpu.raw(ask, 3) == [Connect(0xD0, 1, 3, 10, b"\1\0", b"\1\1")]


def test_fragments_both_ways():
    """A request in fragments is understood; an answer keeps to the client's size of packets."""
    cpu = Cpu(size=0)
    cpu.raw(encode_connect(Connect(REQUEST, 0, 1, 7, b"\1\0", b"\1\1")))
    cpu.job(encode_setup(Setup(1, 1, 480)))
    ask = encode_message(encode_pdu(Pdu(JOB, 9, encode_items(READ, [at(0, 40)] * 10))), 7)
    found = cpu.raw(ask[:130]) + cpu.raw(ask[130:])
    assert [datum.code for datum in parse_data(parse_pdu(found[0]).data, 10)] == [0xFF] * 10
    sent = next(effect.data for effect in cpu.effects if isinstance(effect, Write))
    assert sent[:7] == bytes.fromhex("0300008402f000")


def test_several_requests_in_one_segment():
    """Each is answered, in order."""
    cpu = Cpu()
    asks = [Pdu(JOB, number, encode_items(READ, [at(2, number)])) for number in (3, 1, 2)]
    answers = cpu.raw(b"".join(encode_message(encode_pdu(ask)) for ask in asks))
    assert [parse_pdu(answer).reference for answer in answers] == [3, 1, 2]


def test_system_status_lists():
    """Order code with firmware last, names, state, and what does not exist; also in parts where a PDU is short."""
    cpu = Cpu("s7-300")
    assert cpu.system(0x0011)[:8] == struct.pack(">HHHH", 0x11, 0, 28, 3)
    assert cpu.system(0x0011)[10:30] == b"6ES7 315-2EH14-0AB0 "
    assert cpu.system(0x0011)[-3:] == b"\3\2\6"
    assert cpu.system(0x0011, 7) == struct.pack(">HHHH", 0x11, 7, 28, 1) + cpu.system(0x0011)[-28:]
    names = cpu.system(0x001C)
    assert (len(names), names[8 + 5 * 34:]) == (8 + 6 * 34, b"\0\7" + b"CPU 315-2 PN/DP".ljust(32, b"\0"))
    assert cpu.system(0x0424)[8 + 3] == 0x08
    assert Cpu(cpu="stop").system(0x0424)[8 + 3] == 0x04
    assert cpu.system(0)[8:] == struct.pack(">5H", 0x11, 0x1C, 0x131, 0x232, 0x424)
    assert (cpu.system(0x9999), cpu.system(0x0011, 99)) == (0xD401, 0xD402)


def test_tools_that_ask_for_anything_else():
    """Services that are not there have an error, and a continuation of nothing too."""
    cpu = Cpu()
    for head in ("0001120411430100", "000112041147 0200", "00011208124401090000 0000"):
        assert int.from_bytes(cpu.job(bytes.fromhex(head), b"\x0a\0\0\0", USERDATA).parameters[10:12]) == 0x8104
    assert cpu.job(b"\0\1", b"", USERDATA) is None


def test_the_clock_is_that_of_the_attempt():
    """The CPU's time is the epoch and the time since then."""
    cpu = Cpu()
    cpu.clock.time = 3_661_234_000
    answer = cpu.job(bytes.fromhex("0001120411470100"), b"\x0a\0\0\0", USERDATA)
    assert answer.data == bytes.fromhex("FF09000A 0019 26 01 05 07 01 01 23 42")


def test_leave_taking_ends_the_connection():
    """The client's disconnect is followed; nothing behind it is answered."""
    cpu = Cpu()
    ask = encode_message(encode_pdu(Pdu(JOB, 1, encode_items(READ, [at(2, 2)]))))
    assert cpu.raw(bytes.fromhex("0300000B06800001000000") + ask) == []
    assert cpu.effects == [Hang(1, "the client took leave")]
    assert cpu.raw(ask) == []
