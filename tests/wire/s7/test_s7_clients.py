"""python-snap7's client, as it is, against the CPU's end on a real port."""

import ctypes
import socket
import struct
from datetime import datetime

import pytest
from snap7.client import Client
from snap7.error import S7Error
from snap7.type import Area, S7DataItem, WordLen

from linebench.ports.plc import Command
from linebench.wire.s7.items import BIT, BYTE, DB, Datum, Item, encode_data, encode_items
from linebench.wire.s7.pdu import JOB, WRITE, Pdu, encode_pdu, parse_pdu
from linebench.wire.s7.transport import TRANSPORTS
from tests.wire.tagrig import LONG, TABLE, Controlled

S7 = TRANSPORTS[0]
HOST = "127.0.0.1"


class Cpu(Controlled):
    """A CPU on a port, and clients that connect to it."""

    def __init__(self, table=TABLE, profile="", **options):
        super().__init__(S7, table, profile, now=1_000_000, **options)

    def client(self, slot=1):
        client = Client()
        client.connect(HOST, 0, slot, self.port)
        return client


@pytest.fixture
def plc():
    with Cpu() as opened:
        yield opened


@pytest.fixture
def client(plc):
    connected = plc.client()
    yield connected
    connected.disconnect()


def test_data_blocks_are_read(client):
    """Any place and any length, also odd ones, and the values that the client makes of them."""
    assert client.db_read(1, 0, 2) == b"\1\0"
    assert bytes(client.db_read(1, 2, 3)) == struct.pack(">HB", 6, 0xFF)
    assert client.db_read_bool(1, 0, 0) is True
    assert client.db_read_bool(1, 0, 1) is False
    assert (client.db_read_word(1, 2), client.db_read_int(1, 4)) == (6, -5)
    assert client.db_read_udint(1, 6) == 4_000_000_001
    assert (client.db_read_dint(1, 10), client.db_read_real(1, 14)) == (-70_000, 21.5)
    assert client.db_read(1, 18, 8) == b"\x09\x06" + "jam é".encode()


def test_data_blocks_are_written(client, plc):
    """Each write is one write of the image; a command is heard with its counter."""
    client.db_write(1, 30, bytearray(b"\0\5"))
    client.db_write_string(1, 34, "QA", 12)
    client.db_write_dint(1, 56, -9)
    client.db_write_real(1, 48, 1.5)
    client.db_write(1, 35, bytearray(b"\x03ABC"))
    client.db_write_uint(1, 60, 1)
    values = plc.image.values
    assert [values[f"Set.{name}"] for name in ("Code", "Lot", "Shift", "Level", "Number")] == [5, "ABC", -9, 1.5, 1]
    assert plc.heard == [Command("5", "ABC")]


def test_single_bits_are_written_right(client, plc):
    """A bit item changes its own bit and no other."""
    client.write_area(Area.DB, 1, 29 * 8 + 1, bytearray(b"\1"), WordLen.Bit)
    assert (plc.image.values["Set.On"], plc.image.values["Set.Dry"]) == (False, True)
    assert client.read_area(Area.DB, 1, 29 * 8 + 1, 1, WordLen.Bit) == b"\1"
    assert client.read_area(Area.DB, 1, 29 * 8, 1, WordLen.Bit) == b"\0"
    client.db_write_bool(1, 29, 0, True)
    client.write_area(Area.DB, 1, 29 * 8 + 1, bytearray(b"\0"), WordLen.Bit)
    assert (plc.image.values["Set.On"], plc.image.values["Set.Dry"]) == (True, False)


def test_several_variables_at_once(client, plc):
    """Reads of many places are one request or few; writes arrive each with its value."""
    wanted = [(2, 2), (18, 5), (6, 4), (14, 4), (29, 1)]
    code, data = client.read_multi_vars([{"area": Area.DB, "db_number": 1, "start": at, "size": size}
                                         for at, size in wanted])
    whole = bytes(client.db_read(1, 0, 62))
    assert (code, [bytes(part) for part in data]) == (0, [whole[at:at + size] for at, size in wanted])
    assert client.write_multi_vars([
        {"area": Area.DB, "db_number": 1, "start": start, "data": bytearray(data)}
        for start, data in ((30, b"\0\7"), (35, b"\x01A"))]) == 0
    item = S7DataItem(Area=Area.DB, WordLen=WordLen.Word, DBNumber=1, Start=32, Amount=1)
    value = (ctypes.c_uint8 * 2)(0xFF, 0xFD)
    item.pData = ctypes.cast(value, ctypes.POINTER(ctypes.c_uint8))
    assert client.write_multi_vars([item]) == 0
    assert [plc.image.values[f"Set.{name}"] for name in ("Code", "Lot", "Offset")] == [7, "A", -3]


def test_every_item_of_a_write_is_done(client, plc):
    """One request with a number, a bit and an odd text: all three are written and acknowledged, each by itself."""
    items = (Item(DB, 1, 30 * 8, BYTE, 2), Item(DB, 1, 29 * 8 + 1, BIT, 1), Item(DB, 1, 34 * 8, BYTE, 5),
             Item(DB, 9, 0, BYTE, 1))
    data = (Datum(0, BYTE, b"\0\7"), Datum(0, BIT, b"\1"), Datum(0, BYTE, b"\x0c\x03ABC"), Datum(0, BYTE, b"x"))
    sent = encode_pdu(Pdu(JOB, 77, encode_items(WRITE, items), encode_data(data)))
    answer = parse_pdu(bytes(client.iso_exchange_buffer(bytearray(sent))))
    assert (answer.reference, answer.data) == (77, b"\xff\xff\xff\x0a")
    assert [plc.image.values[f"Set.{name}"] for name in ("Code", "Dry", "Lot")] == [7, True, "ABC"]
    assert plc.face.wrote == [{"Set.Code", "Set.Dry", "Set.Lot"}]


@pytest.mark.parametrize(("ask", "why"), [
    (lambda client: client.db_read(9, 0, 1), "Object does not exist"),
    (lambda client: client.db_read(1, 60, 3), "Invalid address"),
    (lambda client: client.db_write(9, 0, bytearray(1)), "Object does not exist"),
    (lambda client: client.db_write(1, 2, bytearray(2)), "Accessing the object not allowed"),
    (lambda client: client.mb_read(0, 1), "Invalid address"),
    (lambda client: client.eb_read(0, 1), "Invalid address"),
    (lambda client: client.ab_read(0, 1), "Invalid address"),
    (lambda client: client.plc_stop(), "not implemented"),
    (lambda client: client.read_szl(0x9999), "D401|d401|unavailable")])
def test_what_is_refused_raises_at_the_client(client, ask, why):
    """With the reason, and the connection goes on."""
    with pytest.raises(S7Error, match=why):
        ask(client)
    assert client.db_read_word(1, 2) == 6


def test_what_the_cpu_says_of_itself():
    """State, order code with firmware, names and clock."""
    with Cpu(profile="s7-300", pdu=112) as plc:  # so short that the names come in parts
        client = plc.client(slot=2)
        assert client.get_cpu_state() == "S7CpuStatusRun"
        code = client.get_order_code()
        assert (code.OrderCode, code.V1, code.V2, code.V3) == (b"6ES7 315-2EH14-0AB0", 3, 2, 6)
        info = client.get_cpu_info()
        assert (info.ASName, info.ModuleName, info.ModuleTypeName, info.SerialNumber) == (
            b"linebench", b"L1", b"CPU 315-2 PN/DP", b"S LB000000001")
        state = client.read_szl(0x0424)
        assert state.Data[4 + 3] == 0x08
        assert client.get_plc_datetime() == datetime(2026, 1, 5, 6, 0, 1)  # noqa: DTZ001 - the client knows no zones
        client.disconnect()


@pytest.mark.parametrize(("profile", "slot"), [("s7-1200", 1), ("s7-300", 2), ("s7-400", 3), ("s7-1500", 0)])
def test_a_long_block_in_parts(profile, slot):
    """The client splits by the agreed PDU, and gets every byte right."""
    with Cpu(LONG, profile) as plc:
        plc.image.set({f"Text[{at}]": f"text {at}" for at in range(12)})
        client = plc.client(slot)
        found = bytes(client.db_read(1, 0, 62 + 12 * 102))
        assert [found[62 + at * 102:][2:9].rstrip(b"\0") for at in range(12)] \
            == [f"text {at}".encode() for at in range(12)]
        client.disconnect()


def test_a_wrong_slot_is_refused():
    """As a real CPU does: no connection."""
    with Cpu() as plc, pytest.raises(S7Error):
        plc.client(slot=2)


def test_it_listens_on_one_address_only(plc):
    """Another address of the same machine finds nobody."""
    with pytest.raises(OSError):  # noqa: PT011 - refused or unreachable, as the system has it
        socket.create_connection(("127.0.0.2", plc.port), timeout=5)


def test_clients_come_and_go(plc):
    """Several at once see the same image; leave-taking frees a place."""
    clients = [plc.client() for _ in range(3)]
    clients[0].db_write_uint(1, 30, 8)
    assert [client.db_read_uint(1, 30) for client in clients] == [8, 8, 8]
    for client in clients:
        client.disconnect()
    assert plc.client().get_connected()
