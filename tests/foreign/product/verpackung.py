"""A station that fills containers, case packer or palletizer: four connections, one container at a time."""

import time

from .gebinde import Gebinde
from .leitung import Leitung, Zeilen

__all__ = ["Verpackung"]

_ETIKETT = ("^XA^FXtrigger={nummer}^FS^FO60,60^BY3^BCN,240,N,N,N^FD>;>800{sscc}^FS"
            "^FO60,330^A0N,40,40^FD(00){sscc}^FS^XZ")
_FRIST_S = 6.0


class Verpackung:
    """Checks what is inside, orders the label, has it read back, and lets the container go or ejects it."""

    def __init__(self, name: str, adressen: dict[str, str], gebinde: Gebinde) -> None:
        self.name, self._gebinde = name, gebinde
        self._offen: tuple[int, str, list[str]] = (0, "", [])
        self._vorzeitig = False
        self._inhalt = Zeilen(f"{name} Inhalt", adressen["inhalt"], self._inhalt_gelesen)
        self._etikett = Zeilen(f"{name} Etikett", adressen["etikett"], self._etikett_gelesen)
        self._drucker = Zeilen(f"{name} Drucker", adressen["drucker"], lambda zeile: None)
        self._steuerung = Zeilen(f"{name} Steuerung", adressen["steuerung"], lambda zeile: None,
                                 self._nach_verbindung)

    @property
    def leitungen(self) -> tuple[Leitung, ...]:
        """Its connections."""
        return tuple(each.leitung for each in (self._inhalt, self._etikett, self._drucker, self._steuerung))

    def schliessen(self) -> None:
        """Have the open container closed although it is not full."""
        self._vorzeitig = True
        self._steuerung.senden("CLOSE\r\n")

    def _nach_verbindung(self) -> str:
        """After a loss of power nobody knows what stands there: the container under way is ejected."""
        return f"RELEASE {self._gebinde.letzter(self.name) + 1} EJECT\r\n" if self._gebinde.groessen else ""

    def _inhalt_gelesen(self, zeile: str) -> None:
        nummer, ergebnis, codes = _felder(zeile)
        groessen = self._gebinde.groessen
        if not nummer or not groessen:
            return
        teile = codes.split("|") if ergebnis == "read" else []
        voll = len(teile) == groessen[self.name]
        if not teile or not (voll or self._vorzeitig) or not self._alle_frei(teile):
            self._entscheiden(nummer, gut=False)
            return
        self._vorzeitig = self._vorzeitig and voll
        sscc = self._gebinde.neue_sscc()
        self._offen = (nummer, sscc, [self._gebinde.kurz(teil) for teil in teile])
        self._drucker.senden(_ETIKETT.format(nummer=nummer, sscc=sscc))

    def _alle_frei(self, teile: list[str]) -> bool:
        """Whether everything inside may be packed; the PLC may not have said yet that a pack passed."""
        ende = time.monotonic() + _FRIST_S
        while time.monotonic() < ende:
            if all(map(self._gebinde.frei, teile)):
                return len(set(teile)) == len(teile)
            time.sleep(0.05)
        return False

    def _etikett_gelesen(self, zeile: str) -> None:
        nummer, _, code = _felder(zeile)
        offen, sscc, inhalt = self._offen
        if not nummer or nummer != offen:
            return
        if code == f"00{sscc}":
            self._gebinde.geschlossen(sscc, inhalt, self.name, nummer)
        self._entscheiden(nummer, gut=code == f"00{sscc}")

    def _entscheiden(self, nummer: int, *, gut: bool) -> None:
        self._gebinde.entschieden(self.name, nummer)
        self._steuerung.senden(f"RELEASE {nummer} {'ACCEPT' if gut else 'EJECT'}\r\n")
        if self._vorzeitig:
            self._steuerung.senden("CLOSE\r\n")


def _felder(zeile: str) -> tuple[int, str, str]:
    """Number, outcome and data of a line; number 0 for any other line."""
    felder = zeile.split(";", 2)
    if len(felder) != 3 or not felder[0].isdecimal():
        return 0, "", ""
    return int(felder[0]), felder[1], felder[2]
