"""The process image: symbols of the program on registers of a station, read and written as one block each."""

import csv
import pathlib

from program.modbus import Master

__all__ = ["Station"]

_WIDTH = {"BOOL": 1, "UINT": 1, "UDINT": 2}


class Station:
    """One station by the list of symbols. ``values``: by symbol; ``%I`` are read, ``%Q`` are written."""

    def __init__(self, master: Master, file: pathlib.Path, name: str) -> None:
        self.values: dict[str, int] = {}
        self._master = master
        self._inputs: dict[str, tuple[int, int, str]] = {}
        self._outputs: dict[str, tuple[int, int, str]] = {}
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter=";"):
                if row["station"] == name:
                    self._add(row["symbol"], row["address"], row["type"])
        self._read_from, self._read_count = _block(self._inputs)
        self._write_from, self._write_count = _block(self._outputs)

    def _add(self, symbol: str, address: str, kind: str) -> None:
        area, place = address[:2], address[2:]
        register, _, bit = place.partition(".")
        table = self._inputs if area == "%I" else self._outputs
        table[symbol] = int(register), int(bit or 0), kind
        self.values[symbol] = 0

    def connect(self) -> None:
        """Dial the station."""
        self._master.connect()

    def read(self) -> None:
        """Take the inputs, all at one moment."""
        registers = self._master.read(self._read_from, self._read_count)
        for symbol, (register, bit, kind) in self._inputs.items():
            at = register - self._read_from
            if kind == "BOOL":
                self.values[symbol] = registers[at] >> bit & 1
            elif kind == "UDINT":
                self.values[symbol] = registers[at] << 16 | registers[at + 1]
            else:
                self.values[symbol] = registers[at]

    def write(self) -> None:
        """Give the outputs, all at one moment."""
        registers = [0] * self._write_count
        for symbol, (register, bit, kind) in self._outputs.items():
            at, value = register - self._write_from, self.values[symbol]
            if kind == "BOOL":
                registers[at] |= bool(value) << bit
            elif kind == "UDINT":
                registers[at], registers[at + 1] = value >> 16 & 0xFFFF, value & 0xFFFF
            else:
                registers[at] = value & 0xFFFF
        self._master.write(self._write_from, registers)


def _block(table: dict[str, tuple[int, int, str]]) -> tuple[int, int]:
    first = min(register for register, _, _ in table.values())
    return first, max(register + _WIDTH[kind] for register, _, kind in table.values()) - first
