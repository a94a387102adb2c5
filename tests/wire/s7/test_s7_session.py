"""The CPU's end: who connects, what is agreed on, and what engineering tools ask."""

import struct

import pytest

from linebench.wire.s7.codec import REQUEST, Connect, Disconnect, encode_connect, encode_message
from linebench.wire.s7.items import encode_items, parse_data
from linebench.wire.s7.pdu import (
    JOB,
    READ,
    USERDATA,
    Pdu,
    Setup,
    encode_pdu,
    encode_setup,
    parse_pdu,
    parse_setup,
)
from linebench.wire.side import Hang, Noted, Write
from tests.wire.s7.cpu import Cpu, at


@pytest.mark.parametrize(("wish", "profile", "agreed"), [
    (480, "", Setup(2, 2, 480)), (960, "s7-1200", Setup(2, 2, 240)), (240, "s7-400", Setup(2, 2, 240)),
    (65_535, "s7-300", Setup(1, 1, 240)), (960, "s7-400", Setup(2, 2, 480)), (0, "", Setup(2, 2, 112))])
def test_the_shorter_pdu_is_agreed_on(wish, profile, agreed):
    """Length and number of jobs are the smaller of both ends'."""
    answer = Cpu(profile).job(encode_setup(Setup(2, 2, wish)))
    assert parse_setup(answer.parameters) == agreed


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


def test_the_parts_of_a_long_list():
    """Each but the last says that more follows, and under which number to ask for it."""
    cpu = Cpu("s7-300", size=112)
    heads, sizes = [], []
    first, follow = ("000112041144 0100", "FF090004 001C 0000"), ("000112081244 01 01 00000000", "0A000000")
    for asked, data in (first, follow, follow, follow):
        answer = cpu.job(bytes.fromhex(asked), bytes.fromhex(data), USERDATA)
        heads.append(answer.parameters[7:].hex())
        sizes.append(len(answer.data) - 4)
    assert heads == ["0101010000", "0101010000", "0100000000", "0000008104"]
    assert sizes == [86, 86, 8 + 6 * 34 - 2 * 86, 0]
    assert cpu.system(0x001C) == Cpu("s7-300").system(0x001C)


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
