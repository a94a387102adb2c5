"""Data blocks, served by S7: the line controller reads what the program writes, and writes what it reads."""

import csv
import pathlib
import re

from snap7.server import Server
from snap7.type import SrvArea

__all__ = ["Blocks"]

_PLACE = re.compile(r"DB(\d+)\.DB[XWD](\d+)(?:\.(\d))?")
_WIDTH = {"BOOL": 1, "UINT": 2, "UDINT": 4}
_SIZE = 64


class Blocks:
    """Symbols of the program in data blocks. ``values``: by symbol; those with ``I_`` are the line controller's.

    ``first``: a defect, a result is announced a cycle before it is there.
    """

    def __init__(self, host: str, port: int, file: pathlib.Path, *, first: bool = False) -> None:
        self.values: dict[str, int] = {}
        self._address, self._first = (host, port), first
        self._places: dict[str, tuple[int, int, int, str]] = {}
        self._blocks: dict[int, bytearray] = {}
        self._before: dict[str, int] = {}
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter=";"):
                block, byte, bit = (int(part or 0) for part in _PLACE.fullmatch(row["address"]).groups())
                self._places[row["symbol"]] = block, byte, bit, row["type"]
                self._blocks.setdefault(block, bytearray(_SIZE))
                self.values[row["symbol"]] = 0
        self._server = Server()

    def connect(self) -> None:
        """Serve."""
        for number, data in self._blocks.items():
            self._server.register_area(SrvArea.DB, number, data)
        self._server.start_to(*self._address)

    def read(self) -> None:
        """Take what the line controller wrote."""
        for symbol, (block, byte, bit, kind) in self._places.items():
            if symbol.startswith("I_"):
                raw = int.from_bytes(self._blocks[block][byte:byte + _WIDTH[kind]], "big")
                self.values[symbol] = raw >> bit & 1 if kind == "BOOL" else raw

    def write(self) -> None:
        """Show what the program says: data first, then that they are new."""
        own = {symbol: self.values[symbol] for symbol in self._places if symbol.startswith("Q_")}
        news = [symbol for symbol in own if self._places[symbol][3] == "BOOL"]
        late = {symbol for symbol in own if symbol.startswith("Q_Result_") and symbol not in news}
        for symbol in sorted(own, key=lambda each: each in news):
            self._put(symbol, self._before.get(symbol, 0) if self._first and symbol in late else own[symbol])
        self._before = own

    def _put(self, symbol: str, value: int) -> None:
        block, byte, bit, kind = self._places[symbol]
        data = self._blocks[block]
        if kind == "BOOL":
            data[byte] = data[byte] & ~(1 << bit) | bool(value) << bit
        else:
            width = _WIDTH[kind]
            data[byte:byte + width] = (value & (1 << 8 * width) - 1).to_bytes(width, "big")
