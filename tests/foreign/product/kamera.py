"""The camera: a reader that pushes one line for each pack, ``trigger;outcome;symbology;data;text``."""

import re
import time
from collections.abc import Callable

from .charge import Charge
from .leitung import Zeilen
from .pruefung import Lesung

__all__ = ["Kamera"]

_FELDER = re.compile(r"((?:[^\\;]|\\.)*)(?:;|$)")
_MARKE = re.compile(r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{6}|.)")


class Kamera:
    """Has each reading judged and hands the verdict on: ``urteil(trigger, gut)``."""

    def __init__(self, adresse: str, charge: Charge, urteil: Callable[[int, bool], None],
                 getrennt: Callable[[], None], fehler: str) -> None:
        self._charge, self._urteil = charge, urteil
        self._zaehlt_selbst = fehler == "versatz"
        self._zeilen_seit_auftrag = 0
        self._auftrag = ""
        self._zeilen = Zeilen("kamera", adresse, self._zeile, lambda: "STATE?\r\n", getrennt)
        self.leitung = self._zeilen.leitung

    def einrichten(self, auftrag: str) -> bool:
        """Select the inspection of an order, from which triggers count from 1; whether the camera has it."""
        self._auftrag, self._zeilen_seit_auftrag = "", 0
        self._zeilen.senden(f"JOB {auftrag}\r\n")
        ende = time.monotonic() + 3
        while self._auftrag != auftrag and time.monotonic() < ende:
            time.sleep(0.02)
        return self._auftrag == auftrag

    def _zeile(self, zeile: str) -> None:
        felder = [_MARKE.sub(_gemeint, feld) for feld in _FELDER.findall(zeile)]
        if felder[0] == "STATE":
            self._auftrag = felder[1]
        elif felder[0].isdecimal() and len(felder) >= 5:
            self._lesung(int(felder[0]), Lesung(felder[1] == "read", *felder[2:5]))

    def _lesung(self, trigger: int, lesung: Lesung) -> None:
        self._zeilen_seit_auftrag += 1
        if self._zaehlt_selbst:
            trigger = self._zeilen_seit_auftrag
        gut = self._charge.gelesen(trigger, lesung)
        if gut is not None:
            self._urteil(trigger, gut)


def _gemeint(marke: re.Match[str]) -> str:
    rest = marke[1]
    if len(rest) > 1:
        return chr(int(rest[1:], 16))
    return {"n": "\n", "r": "\r"}.get(rest, rest)
