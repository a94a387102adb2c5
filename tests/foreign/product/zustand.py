"""What survives a loss of power: one file, always whole."""

import json
import os
from pathlib import Path
from typing import Any

__all__ = ["LEER", "Zustand"]

LEER: dict[str, Any] = {
    "auftrag": None,      # as the HMI took it
    "raeumung": "",       # who saw the line empty
    "verbraucht": {},     # GTIN: serials of the pool that are gone
    "serien": [],         # those of the order, in the order in which they are printed
    "gesendet": 0,        # how many of them went to the printer
    "gedruckt": 0,        # how many of them the printer says are on packs
    "gelesen": 0,         # up to which one the camera has come
    "status": {},         # serial: GESENDET, GELESEN, GUT, AUSSCHUSS, MUSTER, VERNICHTET
    "laufend": {},        # camera trigger: serial of a good pack on its way to the gate
    "schlecht": {},       # camera trigger: serial and defect of a bad one
    "meldungen": [],      # report lines that may not have been written yet
    "packliste": [],      # the same of the list of contents
    "sscc": 0,            # labels used
    "inhalt": {},         # SSCC: what is inside
    "behaelter": {},      # station: the container that was decided last
}


class Zustand:
    """``werte``: everything that must not be forgotten; ``sichern`` makes it last before anybody acts on it."""

    def __init__(self, datei: Path) -> None:
        self._datei = datei
        self.werte: dict[str, Any] = json.loads(json.dumps(LEER))
        if datei.exists():
            self.werte |= json.loads(datei.read_text(encoding="utf-8"))

    def sichern(self) -> None:
        """Write a new file and put it in the place of the old one: after a crash either is whole."""
        neu = self._datei.with_suffix(".neu")
        neu.write_text(json.dumps(self.werte), encoding="utf-8")
        os.replace(neu, self._datei)  # noqa: PTH105  # that it is atomic is what matters, and os says so
