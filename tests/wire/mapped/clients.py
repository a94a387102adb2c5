"""A small line controller of somebody else's: signals of a map over public clients of two protocols."""

import re
import struct
import time

from pymodbus.client import ModbusTcpClient
from snap7.client import Client
from snap7.type import Area, WordLen

HOST = "127.0.0.1"
FORMATS = {"uint16": ">H", "uint32": ">I", "bool": ">H"}
PERIOD_S = 0.003


class Modbus:
    """Signals by their addresses; ``places``: name to (address, type). 32 bits have the low word first."""

    def __init__(self, port, places):
        self._client = ModbusTcpClient(HOST, port=port, timeout=5, retries=0)
        assert self._client.connect()
        self._places = places

    def get(self, name):
        address, kind = self._places[name]
        area, number, bit = re.fullmatch(r"(\w\w)(\d+)(?:\.(\d+))?", address).groups()
        if area != "HR":
            read = self._client.read_coils if area == "CO" else self._client.read_discrete_inputs
            return int(read(int(number), count=1).bits[0])
        if kind.startswith("string"):
            words = self._client.read_holding_registers(int(number), count=(int(kind[7:-1]) + 1) // 2).registers
            return struct.pack(f">{len(words)}H", *words).rstrip(b"\0").decode()
        words = self._client.read_holding_registers(int(number), count=2 if kind == "uint32" else 1).registers
        value = words[0] + (words[1] << 16 if kind == "uint32" else 0)
        return value >> int(bit) & 1 if bit else value

    def set(self, name, value):
        address, kind = self._places[name]
        area, number, bit = re.fullmatch(r"(\w\w)(\d+)(?:\.(\d+))?", address).groups()
        if area == "CO":
            answer = self._client.write_coil(int(number), bool(value))
        elif bit:
            answer = self._client.mask_write_register(
                address=int(number), and_mask=0xFFFF & ~(1 << int(bit)), or_mask=value << int(bit))
        elif kind == "uint32":
            answer = self._client.write_registers(int(number), [value & 0xFFFF, value >> 16])
        else:
            answer = self._client.write_register(int(number), value)
        assert not answer.isError(), (name, answer)

    def lay(self, values):
        """Write signals whose registers lie side by side, in one request."""
        words = {}
        for name, value in values.items():
            first = int(self._places[name][0][2:])
            wide = self._places[name][1] == "uint32"
            words |= {first: value & 0xFFFF, first + 1: value >> 16} if wide else {first: value}
        start = min(words)
        answer = self._client.write_registers(start, [words[at] for at in range(start, start + len(words))])
        assert not answer.isError()

    def close(self):
        self._client.close()


class S7:
    """As ``Modbus``, in data blocks."""

    def __init__(self, port, places):
        self._client = Client()
        self._client.connect(HOST, 0, 1, port)
        self._places = places

    def get(self, name):
        db, letter, byte, bit, kind = self._place(name)
        if letter == "X":
            return self._client.read_area(Area.DB, db, byte * 8 + bit, 1, WordLen.Bit)[0]
        if letter == "B":
            data = bytes(self._client.db_read(db, byte, int(kind[7:-1]) + 2))
            return data[2:2 + data[1]].decode()
        return struct.unpack(FORMATS[kind], self._client.db_read(db, byte, 4 if letter == "D" else 2))[0]

    def set(self, name, value):
        db, letter, byte, bit, kind = self._place(name)
        if letter == "X":
            self._client.write_area(Area.DB, db, byte * 8 + bit, bytearray((value,)), WordLen.Bit)
        else:
            self._client.db_write(db, byte, bytearray(struct.pack(FORMATS[kind], value)))

    def lay(self, values):
        """As ``Modbus.lay``, side by side in a data block."""
        parts = sorted(((*self._place(name), value) for name, value in values.items()), key=lambda part: part[2])
        data = b"".join(struct.pack(FORMATS[kind], value) for _, _, _, _, kind, value in parts)
        self._client.db_write(parts[0][0], parts[0][2], bytearray(data))

    def close(self):
        self._client.disconnect()

    def _place(self, name):
        address, kind = self._places[name]
        db, letter, byte, bit = re.fullmatch(r"DB(\d+)\.DB([XBWD])(\d+)(?:\.(\d))?", address).groups()
        return int(db), letter, int(byte), int(bit or 0), kind


class Saying:
    """A channel of the controller's over one protocol."""

    def __init__(self, wire, channel, style):
        self._wire, self._channel, self._style, self._strobe = wire, channel, style, 0

    def say(self, **values):
        """Lay the data down, show the strobe, and wait for the PLC."""
        wire, channel = self._wire, self._channel
        wire.lay({f"{channel}.{name}": value for name, value in values.items()})
        if self._style == "level":
            return
        self._strobe = self._strobe + 1 if self._style == "counter" else 1 - self._strobe
        wire.set(channel, self._strobe)
        until(lambda: wire.get(f"{channel} answer") == self._strobe)
        if self._style == "edge":
            self._strobe = 0
            wire.set(channel, 0)
            until(lambda: not wire.get(f"{channel} answer"))


class Taking:
    """A channel of the PLC's, which several protocols may be used for in turn."""

    def __init__(self, channel, style, fields):
        self._channel, self._style, self._fields, self._last = channel, style, fields, 0

    def take(self, wire):
        """The next datum, answered; ``None``: there is none now."""
        channel = self._channel
        if self._style == "level":
            data = self._data(wire)
            news, self._last = data != self._last and any(data), data
            return data if news else None
        strobe = wire.get(channel)
        if strobe == self._last:
            return None
        self._last = strobe
        data = self._data(wire)
        wire.set(f"{channel} answer", strobe)
        if self._style == "edge":
            until(lambda: not wire.get(channel))
            wire.set(f"{channel} answer", 0)
            self._last = 0
        return data

    def _data(self, wire):
        while True:  # until two looks show the same: data of a level may change between two reads
            first, again = (tuple(wire.get(f"{self._channel}.{name}") for name in self._fields) for _ in range(2))
            if first == again:
                return first


def until(holds, within_s=60):
    """Look until it holds; what it then is."""
    end = time.monotonic() + within_s
    while not (found := holds()):
        assert time.monotonic() < end, f"waited in vain for {holds}"
        time.sleep(PERIOD_S)
    return found
