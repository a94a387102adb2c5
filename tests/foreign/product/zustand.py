"""What survives a loss of power: the state as it was written last, always whole."""

import json
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
    """``werte``: everything that must not be forgotten; ``sichern`` makes it last before anybody acts on it.

    Two files are written by turns, each over what it held: the other is whole whenever the power goes. A new file
    in the place of the old one would have to wait for the disk, and a pack does not wait.
    """

    def __init__(self, datei: Path) -> None:
        self._dateien = [datei.with_suffix(f".{platz}{datei.suffix}") for platz in "ab"]
        self.werte: dict[str, Any] = json.loads(json.dumps(LEER))
        self._nummer = 0
        for gefunden in filter(None, map(_gelesen, self._dateien)):
            if gefunden["nummer"] >= self._nummer:
                self._nummer = gefunden["nummer"]
                self.werte |= gefunden["werte"]

    def sichern(self) -> None:
        """Write the state with the next number."""
        self._nummer += 1
        datei = self._dateien[self._nummer % 2]
        daten = json.dumps({"nummer": self._nummer, "werte": self.werte}).encode()
        with datei.open("r+b" if datei.exists() else "wb", buffering=0) as offen:
            offen.write(daten)
            offen.truncate(len(daten))


def _gelesen(datei: Path) -> dict[str, Any] | None:
    """What a file holds; nothing where the power went while it was written."""
    try:
        return json.loads(datei.read_text(encoding="utf-8"))  # type: ignore[no-any-return]
    except (FileNotFoundError, ValueError):
        return None
