"""Clients of others, as they are, against the server end on a real port."""

import asyncio
import shutil
import socket
import struct
import subprocess

import pytest
from pymodbus.client import AsyncModbusTcpClient, ModbusTcpClient

from linebench.ports.plc import Command
from linebench.wire.modbus.codec import Frame, FrameDecoder, encode_frame
from linebench.wire.modbus.transport import TRANSPORTS
from tests.wire.tagrig import Controlled

MODBUS = TRANSPORTS[0]
HOST = "127.0.0.1"


@pytest.fixture
def plc():
    with Controlled(MODBUS) as opened:
        yield opened


@pytest.fixture
def client(plc):
    with ModbusTcpClient(HOST, port=plc.port, timeout=5, retries=0) as connected:
        yield connected


def test_every_function_of_pymodbus(client, plc):
    """Bits, registers, mask, exchange and identification, each with the values that the controller has."""
    assert client.read_discrete_inputs(0, count=2).bits[:2] == [True, False]
    assert client.write_coil(1, True).isError() is False
    assert client.read_coils(0, count=2).bits[:2] == [False, True]
    assert client.write_coils(0, [True, False]).isError() is False
    assert client.read_coils(0, count=2).bits[:2] == [True, False]
    assert client.read_holding_registers(0, count=4).registers == [1, 0, 6, 0xFFFB]
    assert client.read_input_registers(2, count=1).registers == [6]
    assert client.write_register(17, 0x12).registers == [0x12]
    assert client.mask_write_register(address=17, and_mask=0xF2, or_mask=0x25).isError() is False
    assert client.read_holding_registers(17, count=1).registers == [0x17]
    assert client.write_registers(17, [7, 8]).isError() is False
    assert client.readwrite_registers(read_address=17, read_count=2, address=17, values=[9]).registers == [9, 8]
    assert client.read_device_information(read_code=2).information == {
        0: b"linebench", 1: b"LB-L1", 2: b"1.0", 4: b"Line controller"}
    assert plc.noted == [("connected", "client 1")]


def test_values_as_pymodbus_converts_them(client, plc):
    """Numbers of 32 bits, floats and texts mean the same at both ends."""
    kinds = client.DATATYPE
    whole = client.read_holding_registers(0, count=15).registers
    assert [client.convert_from_registers(whole[start:end], kind) for start, end, kind in (
        (4, 6, kinds.UINT32), (6, 8, kinds.INT32), (8, 10, kinds.FLOAT32), (10, 15, kinds.STRING))] == [
            4_000_000_001, -70_000, 21.5, "jam é"]
    registers = client.convert_to_registers("LOT-7A", kinds.STRING)
    level = client.convert_to_registers(-1.5, kinds.FLOAT32)
    client.write_registers(19, registers + [0] * (6 - len(registers)) + level)
    assert (plc.image.values["Set.Lot"], plc.image.values["Set.Level"]) == ("LOT-7A", -1.5)


def test_what_pymodbus_writes_is_heard(client, plc):
    """A command with its counter reaches the controller's seat."""
    client.write_registers(17, [5, 0, *struct.unpack(">6H", b"QA".ljust(12, b"\0"))])
    client.write_register(31, 1)
    assert plc.heard == [Command("5", "QA")]


def test_exceptions_as_pymodbus_reads_them(client):
    """Addresses that are not there or not the host's are 2; a function that is not there is 1."""
    assert client.read_holding_registers(32, count=1).exception_code == 2
    assert client.read_coils(1, count=2).exception_code == 2
    assert client.write_register(2, 1).exception_code == 2
    assert client.read_exception_status().exception_code == 1
    assert client.report_device_id().exception_code == 1
    assert client.diag_query_data(b"ab").exception_code == 1
    assert client.read_fifo_queue(address=0).exception_code == 1


def test_pymodbus_asynchronous(plc):
    """Many requests of the asynchronous client, each with its own answer."""
    async def main():
        async with AsyncModbusTcpClient(HOST, port=plc.port, timeout=5, retries=0) as client:
            written = await asyncio.gather(*(client.write_register(17 + at % 2, at) for at in range(20)))
            read = await asyncio.gather(*(client.read_holding_registers(at, count=1) for at in range(4)))
            return [found.registers for found in written], [found.registers for found in read]

    assert asyncio.run(main()) == ([[at] for at in range(20)], [[1], [0], [6], [0xFFFB]])
    assert (plc.image.values["Set.Code"], plc.image.values["Set.Offset"]) == (18, 19)


def exchanged(port, data, expected):
    """What a plain socket gets back: as many frames as ``expected``, or all until the end."""
    decoder, frames = FrameDecoder(), []
    with socket.create_connection((HOST, port), timeout=5) as connection:
        connection.sendall(data)
        while len(frames) < expected and (found := connection.recv(4096)):
            frames += decoder.feed(found)
    return [(frame.transaction, frame.unit, frame.pdu.hex()) for frame in frames]


def asked(*texts, unit=1):
    return b"".join(encode_frame(Frame(at, unit, bytes.fromhex(text))) for at, text in enumerate(texts))


def test_several_requests_in_one_segment_are_all_answered(plc):
    """Not only the first, and in order."""
    assert exchanged(plc.port, asked("0300020001", "0600110005", "0300110001"), 3) == [
        (0, 1, "03020006"), (1, 1, "0600110005"), (2, 1, "03020005")]


def test_unknown_functions_and_counts_name_the_function(plc):
    """The function with the high bit, with 1 or 3; never 80."""
    assert exchanged(plc.port, asked("0700", "64", "0300000000", "030000007E", "0100000000"), 5) == [
        (0, 1, "8701"), (1, 1, "e401"), (2, 1, "8303"), (3, 1, "8303"), (4, 1, "8103")]


def test_a_coil_takes_two_values_only(plc):
    """Any other is refused with 3 and switches nothing."""
    assert exchanged(plc.port, asked("0500001234", "050000FFFF", "0100000001"), 3) == [
        (0, 1, "8503"), (1, 1, "8503"), (2, 1, "010100")]
    assert plc.face.wrote == []


@pytest.mark.parametrize(("foreign", "answers"), [
    ("silent", []), ("path", [(0, 9, "830a")]), ("target", [(0, 9, "830b")])])
def test_a_foreign_unit_gets_silence_or_a_gateways_answer(foreign, answers):
    """Never exception 4, which would be a failure of the device."""
    with Controlled(MODBUS, foreign=foreign) as plc:
        both = asked("0300020001", unit=9) + encode_frame(Frame(5, 1, bytes.fromhex("0300020001")))
        assert exchanged(plc.port, both, len(answers) + 1) == [*answers, (5, 1, "03020006")]


def test_what_is_no_modbus_ends_the_connection(plc):
    """A browser's request is closed, noted, and disturbs nobody."""
    assert exchanged(plc.port, b"GET / HTTP/1.1\r\n\r\n", 1) == []
    assert ("garbage", "protocol id 21536 instead of 0") in plc.noted
    assert exchanged(plc.port, asked("0300020001"), 1) == [(0, 1, "03020006")]


@pytest.mark.skipif(shutil.which("mbpoll") is None, reason="mbpoll is not installed")
def test_mbpoll_reads_and_writes(plc):
    """The command-line master of Debian."""
    def mbpoll(*words):
        command = ["mbpoll", "-m", "tcp", "-p", str(plc.port), "-a", "1", "-0", "-1", *words]
        return subprocess.run(command, text=True, capture_output=True, timeout=20, check=True).stdout

    assert "[2]: \t6" in mbpoll("-t", "4", "-r", "2", HOST)
    mbpoll("-t", "4", "-r", "17", HOST, "77")
    assert plc.image.values["Set.Code"] == 77
