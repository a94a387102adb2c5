"""The list of signals that the maker and the PLC's programmer agreed on, and the registers behind it."""

import csv
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

__all__ = ["Bild", "Signal", "Wert", "signale_aus"]

Wert: TypeAlias = int | str
_ORT = re.compile(r"(\d+)(?:\.(\d+))?")
_TYP = re.compile(r"(BOOL|WORT|DWORT|TEXT)(?:\[(\d+)\])?")


class Signal(NamedTuple):
    """One signal. ``register``: its first; ``bit``: within it, -1 for all of it; ``worte``: how many registers."""

    name: str
    register: int
    bit: int
    typ: str
    worte: int
    richtung: str
    text: str


def signale_aus(datei: Path) -> list[Signal]:
    """Read the list: ``Name;Register;Typ;Richtung;Text``."""
    with datei.open(encoding="utf-8", newline="") as offen:
        return [_signal(zeile) for zeile in csv.DictReader(offen, delimiter=";")]


def _signal(zeile: dict[str, str]) -> Signal:
    ort, typ = _ORT.fullmatch(zeile["Register"]), _TYP.fullmatch(zeile["Typ"])
    if ort is None or typ is None:
        raise ValueError(f"Signalliste: {zeile}")
    worte = {"DWORT": 2, "TEXT": (int(typ[2] or 0) + 1) // 2}.get(typ[1], 1)
    return Signal(zeile["Name"], int(ort[1]), int(ort[2] or -1) if ort[2] else -1, typ[1], worte,
                  zeile["Richtung"], zeile["Text"])


class Bild:
    """The registers of one direction, and the signals in them by name."""

    def __init__(self, signale: Sequence[Signal]) -> None:
        self.signale = signale
        self._nach_namen = {signal.name: signal for signal in signale}
        erstes = min(signal.register for signal in signale)
        ende = max(signal.register + signal.worte for signal in signale)
        self.bereich = (erstes, ende - erstes)
        self.leeren()

    def leeren(self) -> None:
        """Nothing is set."""
        self._worte = [0] * self.bereich[1]

    def laden(self, worte: Sequence[int]) -> None:
        """Take what was read."""
        self._worte = list(worte)

    def __getitem__(self, name: str) -> Wert:
        """The value of a signal."""
        signal = self._nach_namen[name]
        worte = self._worte[self._ab(signal):][:signal.worte]
        if signal.bit >= 0:
            return worte[0] >> signal.bit & 1
        if signal.typ == "TEXT":
            data = b"".join(wort.to_bytes(2, "big") for wort in worte)
            return data.partition(b"\0")[0].decode("utf-8", "replace")
        return worte[0] << 16 | worte[1] if signal.typ == "DWORT" else worte[0]

    def setzen(self, werte: dict[str, Wert]) -> tuple[int, list[int]]:
        """Set signals; returns the first register of theirs, and what stands from it up to their last."""
        betroffen = [self._nach_namen[name] for name in werte]
        for signal in betroffen:
            self._setze(signal, int(werte[signal.name]))
        von = min(self._ab(signal) for signal in betroffen)
        bis = max(self._ab(signal) + signal.worte for signal in betroffen)
        return von + self.bereich[0], self._worte[von:bis]

    def _setze(self, signal: Signal, wert: int) -> None:
        ab = self._ab(signal)
        if signal.bit >= 0:
            self._worte[ab] = self._worte[ab] & ~(1 << signal.bit) | wert << signal.bit
        elif signal.typ == "DWORT":
            self._worte[ab:ab + 2] = [wert >> 16, wert & 0xFFFF]
        else:
            self._worte[ab] = wert

    def _ab(self, signal: Signal) -> int:
        return signal.register - self.bereich[0]
