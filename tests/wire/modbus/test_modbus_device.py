"""The server end, request by request."""

import struct

import pytest

from linebench.ports.plc import Command, MachineState
from linebench.wire.modbus.codec import Frame, FrameDecoder, encode_frame
from linebench.wire.modbus.transport import TRANSPORTS
from linebench.wire.side import Arm, Hang, Heard, Noted, Write
from tests.wire.pipe import Clock
from tests.wire.tagrig import controller

MODBUS = TRANSPORTS[0]


class Asked:
    """A device side with one client that asks and reads answers."""

    def __init__(self, profile="", **options):
        self.face, self.image, make = controller(MODBUS, profile=profile, **options)
        self.side = make(Clock().setting("plc"))
        self.side.opened(1)
        self.effects = []

    def raw(self, data, client=1):
        self.effects = list(self.side.received(client, data))
        decoder = FrameDecoder()
        written = [effect.data for effect in self.effects if isinstance(effect, Write)]
        return [frame for data in written for frame in decoder.feed(data)]

    def __call__(self, text, unit=1):
        answers = self.raw(encode_frame(Frame(9, unit, bytes.fromhex(text))))
        assert all(frame.transaction == 9 and frame.unit == unit for frame in answers)
        return answers[0].pdu.hex() if answers else None


def test_all_tags_are_holding_registers():
    """Every kind stands where the map says, high word first, texts as UTF-8 with NUL behind."""
    answer = bytes.fromhex(Asked()("03 0000 000F"))
    assert answer[2:] == struct.pack(">HHHhIif10s", 1, 0, 6, -5, 4_000_000_001, -70_000, 21.5, "jam é".encode())


def test_input_registers_mirror_them_or_do_not_exist():
    """Function 4 reads the same registers; the profile takes it away."""
    assert Asked()("04 0002 0001") == "04020006"
    assert Asked(inputs="none")("04 0002 0001") == "8402"


def test_words_and_texts_in_the_other_order():
    """A profile turns the two words of 32 bits, or the two bytes of each register of a text."""
    swapped = bytes.fromhex(Asked("low_word_first")("03 0004 0002"))[2:]
    assert swapped[2:] + swapped[:2] == struct.pack(">I", 4_000_000_001)
    turned = bytes.fromhex(Asked(text="low_first")("03 000A 0002"))[2:]
    assert turned == b"aj m"


def test_bools_are_coils_and_inputs_too():
    """What the host writes is a coil, what the controller says an input, and both are registers."""
    device = Asked()
    assert device("02 0000 0002") == "020101"
    assert device("05 0001 FF00") == "050001ff00"
    assert device("01 0000 0002") == "010102"
    assert device("03 000F 0002") == "030400000001"
    assert device("0F 0000 0002 01 01") == "0f00000002"
    assert (device.image.values["Set.On"], device.image.values["Set.Dry"]) == (True, False)
    assert device.face.wrote == [{"Set.Dry"}, {"Set.On", "Set.Dry"}]


def test_one_request_is_one_write_of_the_image():
    """All registers of a request reach the face together, as values."""
    device = Asked()
    data = struct.pack(">Hh12sfIi", 7, -3, b"LOT-7A", 1.5, 3_000_000_000, -9)
    assert device(f"10 0011 000E 1C {data.hex()}") == "100011000e"
    wrote = {"Set.Code": 7, "Set.Offset": -3, "Set.Lot": "LOT-7A", "Set.Level": 1.5, "Set.Total": 3_000_000_000,
             "Set.Shift": -9}
    assert device.face.wrote == [set(wrote)]
    assert {name: device.image.values[name] for name in wrote} == wrote


def test_what_a_write_means_is_heard():
    """The face hears a command when its counter changes."""
    device = Asked()
    device("06 0011 0005")
    assert [e for e in device.effects if isinstance(e, Heard)] == []
    device("06 001F 0001")
    assert [e for e in device.effects if isinstance(e, Heard)] == [Heard(Command("5", ""))]


def test_a_value_may_come_in_pieces():
    """Half a number and half a character are kept until the rest comes, and read back as they are."""
    device = Asked()
    device("06 001B B2D0")
    device("06 001C 5E01")
    assert device.image.values["Set.Total"] == 0xB2D05E01
    halves = struct.unpack(">2H", "aéb".encode())
    device(f"06 0013 {halves[0]:04x}")
    assert device.image.values["Set.Lot"] == "a�"
    assert device("03 0013 0001") == f"0302{halves[0]:04x}"
    device(f"06 0014 {halves[1]:04x}")
    assert device.image.values["Set.Lot"] == "aéb"


def test_mask_write_and_exchange():
    """Function 22 changes single bits; function 23 writes, then reads what is there after it."""
    device = Asked()
    device("06 0011 0012")
    assert device("16 0011 00F2 0025") == "16001100f20025"
    assert device("03 0011 0001") == "03020017"
    assert device("17 0010 0003 0011 0002 04 0001 FFFF") == "170600000001ffff"
    assert device("17 0020 0001 0011 0001 02 0009") == "9702"
    assert device.image.values["Set.Code"] == 1, "the write of a refused exchange is not done"


@pytest.mark.parametrize("text", [
    "03 0020 0001", "03 001F 0002", "03 FFFF 0001", "01 0002 0001", "02 0001 0002", "05 0002 FF00",
    "0F 0001 0002 01 03", "06 0002 0001", "10 000E 0002 04 0000 0000", "16 0002 FFFF 0000", "06 0020 0000"])
def test_addresses_that_are_refused(text):
    """Outside the map, or the controller's own: exception 2, and nothing is changed."""
    device = Asked()
    before = dict(device.image.values)
    assert device(text) == f"{int(text[:2], 16) | 0x80:02x}02"
    assert device.image.values == before
    assert device.face.wrote == []


def test_a_base_moves_all_addresses():
    """Registers, coils and inputs begin where the profile says, and below is nothing."""
    device = Asked(base=100, base_coil=10, base_discrete=20)
    assert device("03 0066 0001") == "03020006"
    assert device("03 0063 0001") == "8302"
    assert (device("05 000A FF00"), device("01 000A 0001")) == ("05000aff00", "010101")
    assert (device("02 0014 0001"), device("02 0013 0001")) == ("020101", "8202")


def test_several_requests_in_one_segment():
    """Each is answered, in order, also those that are refused."""
    device = Asked()
    asked = ("03 0002 0001", "07", "05 0000 1234", "06 0011 0002", "03 0011 0001")
    answers = device.raw(b"".join(encode_frame(Frame(at, 1, bytes.fromhex(text))) for at, text in enumerate(asked)))
    assert [(frame.transaction, frame.pdu.hex()) for frame in answers] == [
        (0, "03020006"), (1, "8701"), (2, "8503"), (3, "0600110002"), (4, "03020002")]


@pytest.mark.parametrize(("options", "zero", "full", "other"), [
    ({}, "03020006", "03020006", None),
    ({"foreign": "path", "zero": "foreign"}, "830a", "03020006", "830a"),
    ({"foreign": "target", "full": "foreign"}, "03020006", "830b", "830b"),
    ({"zero": "broadcast", "full": "foreign"}, None, None, None)])
def test_units(options, zero, full, other):
    """Its own unit is answered; 0, 255 and any other as the profile says."""
    device = Asked(**options)
    answers = [device("03 0002 0001", unit=unit) for unit in (1, 0, 255, 2)]
    assert answers == ["03020006", zero, full, other]


def test_a_broadcast_is_done_without_an_answer():
    """A write to unit 0 takes effect, one to a foreign unit does not and is noted."""
    device = Asked("gateway", foreign="silent")
    assert device("06 0011 0008", unit=0) is None
    assert device.image.values["Set.Code"] == 8
    assert device("06 0011 0009", unit=3) is None
    assert device.image.values["Set.Code"] == 8
    assert device.effects == [Noted("foreign", "unit 3; this is unit 1")]


def test_identification():
    """Basic, regular, one object, an unknown one, and a stream that needs two answers."""
    device = Asked()
    text = bytes.fromhex(device("2B 0E 01 00"))
    assert text == b"\x2b\x0e\x01\x82\0\0\x03\0\x09linebench\x01\x05LB-L1\x02\x031.0"
    assert bytes.fromhex(device("2B 0E 04 01")) == b"\x2b\x0e\x04\x82\0\0\x01\x01\x05LB-L1"
    assert device("2B 0E 04 09") == "ab02"
    assert bytes.fromhex(device("2B 0E 02 04")).endswith(b"\x01\x04\x0fLine controller")
    wide = Asked(vendor="v" * 150, product="p" * 150)
    first = bytes.fromhex(wide("2B 0E 01 00"))
    assert first[4:7] == b"\xff\x01\x01"
    assert bytes.fromhex(wide("2B 0E 01 01"))[4:7] == b"\0\0\x02"


def test_a_broken_header_ends_the_connection():
    """What came before it is answered; then the connection is closed and the reason noted."""
    device = Asked()
    good = encode_frame(Frame(1, 1, bytes.fromhex("0300020001")))
    assert len(device.raw(good + b"\0\1\0\7\0\6\1" + good)) == 1
    why = "protocol id 7 instead of 0"
    assert device.effects[-2:] == [Noted("garbage", why), Hang(1, why)]
    assert device.raw(good) == []


def test_clients_share_the_image_and_nothing_else():
    """Half a frame of one client does not disturb the other, and both see what either writes."""
    device = Asked()
    device.side.opened(2)
    ask = encode_frame(Frame(1, 1, bytes.fromhex("06 0011 0003")))
    assert device.raw(ask[:5]) == []
    assert [f.pdu.hex() for f in device.raw(encode_frame(Frame(2, 1, bytes.fromhex("06 0011 0004"))), 2)] \
        == ["0600110004"]
    assert [f.pdu.hex() for f in device.raw(ask[5:])] == ["0600110003"]
    assert device("03 0011 0001") == "03020003"
    device.side.closed(2)
    assert device.raw(ask, 2) == []


def test_what_the_controller_says_is_there_at_once():
    """A change of state shows in the next read; timers of the face reach it."""
    device = Asked()
    assert device.side.tell(MachineState(9, "guard")) == ()
    assert device("03 0002 0001") == "03020009"
    assert list(device.side.expired("x")) == [Heard(Command("expired x", ""))]
    assert device.side.poll() == ()
    assert not any(isinstance(effect, Arm) for effect in device.effects)
