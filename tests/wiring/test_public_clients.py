"""Clients that others wrote find their way on a served line by its document and its tag map alone."""

import asyncio
import csv
import json
import shutil
import subprocess

import pytest
from asyncua import Client
from pymodbus.client import ModbusTcpClient
from snap7.client import Client as S7Client
from snap7.util import get_bool, get_dint, get_int, get_real, get_string, get_udint, get_uint

from tests.served import served

STACK = """id = "public"
[[seat]]
id = "l2"
nature = "real"
[[wire]]
id = "l2-camera"
dialect = "insight"
[[wire]]
id = "l2-l1"
dialect = "modbus"
also = ["s7", "enip", "opcua"]
"""
STATE = "Status.StateCurrent"
STOPPED = 2
WORDS = {"int16": "INT16", "uint16": "UINT16", "int32": "INT32", "uint32": "UINT32", "float": "FLOAT32"}
S7 = {"int16": get_int, "uint16": get_uint, "int32": get_dint, "uint32": get_udint, "float": get_real,
      "string": get_string}
SIZES = {"bool": 1, "int16": 2, "uint16": 2, "int32": 4, "uint32": 4, "float": 4}


@pytest.fixture(scope="module")
def line(tmp_path_factory):
    """A served line: ports by protocol, and the rows of its tag map."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "public.toml").write_text(STACK, encoding="utf-8")
    with served(folder, "--stack", "public.toml", "--tags", "tags.csv", "--for", "120 s") as (_, text):
        endpoints = {each["seat"]: each["ports"] for each in json.loads(text)["endpoints"]}
        with (folder / "tags.csv").open(encoding="utf-8", newline="") as file:
            tags = {row["name"]: row for row in csv.DictReader(file)}
        yield endpoints, tags


def _plain(tags):
    """Tags that stand still while nobody speaks to the line."""
    return {name: row for name, row in tags.items() if "eartbeat" not in name}


@pytest.fixture(scope="module")
def by_modbus(line):
    """Every plain value as pymodbus reads it from the holding registers of the map."""
    endpoints, tags = line
    client = ModbusTcpClient("127.0.0.1", port=endpoints["l1"]["modbus"])
    assert client.connect()
    found = {}
    for name, row in _plain(tags).items():
        read = client.read_holding_registers(int(row["holding register"]), count=int(row["registers"]))
        assert not read.isError(), (name, read)
        found[name] = _of_registers(client, row["type"], read.registers)
    client.close()
    return found


def _of_registers(client, kind, registers):
    if kind == "bool":
        return bool(registers[0])
    if kind.startswith("string"):
        raw = b"".join(each.to_bytes(2, "big") for each in registers)
        return raw.partition(b"\0")[0].decode("ascii")
    return client.convert_from_registers(registers, getattr(client.DATATYPE, WORDS[kind]))


def test_pymodbus_reads_the_state_of_the_line(by_modbus):
    """PackML state 2: the line stands and waits."""
    assert by_modbus[STATE] == STOPPED


def test_python_snap7_reads_what_pymodbus_reads(line, by_modbus):
    """Every tag has the same value in the data block."""
    endpoints, tags = line
    client = S7Client()
    client.connect("127.0.0.1", 0, 1, tcp_port=endpoints["l1"]["s7"])
    found = {}
    for name, row in _plain(tags).items():
        block, place = row["s7"].removeprefix("DB").split(".", 1)
        start, _, bit = place.lstrip("DBXWSTRING ").partition(".")
        kind = row["type"]
        size = 2 + int(kind[7:-1]) if kind.startswith("string") else SIZES[kind]
        data = client.db_read(int(block), int(start), size)
        found[name] = get_bool(data, 0, int(bit)) if kind == "bool" else S7[kind.partition("[")[0]](data, 0)
    client.disconnect()
    assert found == by_modbus


def test_an_asyncua_client_reads_what_pymodbus_reads(line, by_modbus):
    """Every tag has the same value behind its NodeId."""
    endpoints, tags = line

    async def read():
        async with Client(f"opc.tcp://127.0.0.1:{endpoints['l1']['opcua']}/linebench") as client:
            nodes = {name: client.get_node(row["opc ua"]) for name, row in _plain(tags).items()}
            return dict(zip(nodes, await client.read_values(list(nodes.values())), strict=True))

    assert asyncio.run(read()) == by_modbus


def _logix(endpoints):
    pycomm3 = pytest.importorskip("pycomm3")
    return pycomm3.LogixDriver(f"127.0.0.1:{endpoints['l1']['enip']}/0")


def test_pycomm3_reads_what_pymodbus_reads(line, by_modbus):
    """Its driver for Logix controllers uploads the list of tags, which is the map's, and reads every one."""
    endpoints, tags = line
    with _logix(endpoints) as driver:
        assert sorted(driver.tags) == sorted(row["logix"] for row in tags.values())
        assert {row["logix"] for row in tags.values() if row["access"] == "read/write"} == {
            name for name, each in driver.tags.items() if each["external_access"] == "Read/Write"}
        values = {tag.tag: tag.value for tag in driver.read(*(row["logix"] for row in _plain(tags).values()))}
    assert {name: values[row["logix"]] for name, row in _plain(tags).items()} == by_modbus


def test_pycomm3_writes_what_it_may(line):
    """A tag of the host's is written and read again over Modbus; one of the controller's is refused."""
    endpoints, tags = line
    name = "Setup.WeightLow"
    with _logix(endpoints) as driver:
        assert driver.write(tags[name]["logix"], 9_876).error is None
        assert driver.write(tags[STATE]["logix"], 6).error == "Permission denied"
        assert driver.read(tags[STATE]["logix"]).value == STOPPED
    client = ModbusTcpClient("127.0.0.1", port=endpoints["l1"]["modbus"])
    assert client.connect()
    read = client.read_holding_registers(int(tags[name]["holding register"]), count=int(tags[name]["registers"]))
    client.close()
    assert _of_registers(client, tags[name]["type"], read.registers) == 9_876


@pytest.mark.skipif(shutil.which("mbpoll") is None, reason="mbpoll (Debian) is not installed")
def test_mbpoll_reads_the_state_of_the_line(line):
    """The command line tool shows the register of the map."""
    endpoints, tags = line
    register = int(tags[STATE]["holding register"]) + 1
    done = subprocess.run(
        ["mbpoll", "-1", "-m", "tcp", "-p", str(endpoints["l1"]["modbus"]), "-t", "4:int", "-B",
         "-r", str(register), "127.0.0.1"], capture_output=True, text=True, check=True)
    assert f"[{register}]: \t{STOPPED}" in done.stdout


def test_cognexnativepy_talks_with_the_camera(line):
    """Log-in, online state and job of an In-Sight camera, by the public client as it is."""
    cognex = pytest.importorskip("CognexNativePy", exc_type=ImportError)
    endpoints, _ = line
    native = cognex.NativeInterface("127.0.0.1", "admin", "", port=endpoints["camera"]["insight"])
    assert native.get_execution_and_online_commands().get_online() in (0, 1)
    native.close()
