"""What a host orders over a socket of a served line happens at the simulated device: prints and pictures."""

import json
import socket

import pytest

from tests.served import served

STACK = """id = "orders"
[[seat]]
id = "l2"
nature = "real"
[[wire]]
id = "l2-printer"
dialect = "codenet"
[[wire]]
id = "l2-camera"
dialect = "dmcc"
"""
ACK, NAK = b"\x06", b"\x15"
RECORD = "09501101530003,L1,271231,SERIAL0001"
NOTHING_READ = b"1;no_read;;NoRead;\r\n"


class Caller:
    """A bare socket to one device."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=20)

    def ask(self, said: bytes, size: int) -> bytes:
        """Say something and take so many bytes of what comes."""
        self._socket.sendall(said)
        found = b""
        while len(found) < size:
            found += self._socket.recv(size - len(found))
        return found

    def command(self, text: str, size: int = 1) -> bytes:
        """A Codenet command and its answer of so many bytes."""
        return self.ask(b"\x1b" + text.encode() + b"\x04", size)

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(scope="module")
def ports(tmp_path_factory):
    """Ports of a served line by seat."""
    folder = tmp_path_factory.mktemp("orders")
    (folder / "orders.toml").write_text(STACK, encoding="utf-8")
    with served(folder, "--stack", "orders.toml", "--for", "120 s") as (_, text):
        yield {each["seat"]: each["port"] for each in json.loads(text)["endpoints"]}


@pytest.fixture
def caller():
    """Dial a port; all are hung up at the end."""
    dialled = []

    def dial(port):
        dialled.append(Caller(port))
        return dialled[-1]

    yield dial
    for each in dialled:
        each.close()


def test_a_picture_ordered_by_a_host_is_taken(ports, caller):
    """With no pack on the belt nothing is read; each order has the next number."""
    reader = caller(ports["camera"])
    assert reader.ask(b"||>TRIGGER ON\r\n", len(NOTHING_READ)) == NOTHING_READ
    assert reader.ask(b"||>TRIGGER ON\r\n", len(NOTHING_READ)) == NOTHING_READ.replace(b"1", b"2", 1)


def test_a_print_ordered_by_a_host_is_made_and_announced(ports, caller):
    """A record that waits goes onto the bare belt, and the print character comes; without one none is announced."""
    printer = caller(ports["printer"])
    said = [printer.command(text) for text in ("I12", "ON105BEANS", f"OE{len(RECORD):04d}{RECORD}")]
    assert said == [ACK, ACK, ACK]
    assert printer.command("N1", 2) == ACK + b"2"
    assert printer.command("N1") + printer.command("T1?", 14) == ACK + b"\x1bT10000000001\x04"


def test_a_head_that_a_host_turned_off_says_so(ports, caller):
    """Standby while it is off, ready again when it is on."""
    printer = caller(ports["printer"])
    told = []
    for command in ("Q1N", "Q1Y"):
        assert printer.command(command) == ACK
        told.append((printer.command("Q1?", 5), printer.command("O1?", 9)[:6]))
    assert told[0] == (b"\x1bQ1N\x04", b"\x1bO1009")
    assert told[1][0] == b"\x1bQ1Y\x04"
