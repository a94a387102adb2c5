"""What people ask for, step by step: who must be ready first, and why something is refused."""

import time
from typing import Any

from .charge import Ablehnung, Charge
from .drucker import Drucker
from .gebinde import Gebinde
from .kamera import Kamera
from .leitung import Leitung
from .sps import Sps
from .verpackung import Verpackung

__all__ = ["Ablauf"]

GRUENDE = ("", "Urteil", "kein Urteil", "Gewicht", "kein Gewicht", "Zone", "unbekannt", "Lücke")
"""Why a pack was rejected, by the PLC's number."""
OHNE_URTEIL = 2
STUMM = 3
"""So many packs in a row without a verdict mean that the camera does not answer."""
_FRIST_S = 5.0


class Ablauf:
    """Every action of the HMI. Each returns a text for the person, or raises ``Ablehnung``."""

    def __init__(self, charge: Charge, rezepte: dict[str, dict[str, int]], fehler: str) -> None:
        self._charge, self._rezepte, self._fehler = charge, rezepte, fehler
        self._alarme: dict[str, str] = {}
        self._abgeschlossen = False
        self._stumm = self._stumm_bei = 0
        self.drucker: Drucker
        self.kamera: Kamera
        self.sps: Sps
        self.gebinde: Gebinde
        self.stationen: tuple[Verpackung, ...] = ()

    # -- what devices say ------------------------------------------------------------------------------------

    def urteil(self, trigger: int, gut: bool) -> None:
        """A pack was judged: the PLC hears it, and feeding ends with the last one that is wanted."""
        self.sps.urteil(trigger, gut)
        if not self._abgeschlossen and self._charge.menge_erreicht():
            self._abgeschlossen = True
            self.sps.sagen("abschliessen")

    def ergebnis(self, trigger: int, schicksal: int, grund: int) -> None:
        """The PLC says what became of a pack: 1 passed, 2 rejected, 3 missing, 4 one too many."""
        self._charge.ergebnis(trigger, schicksal == 1, "fehlt" if schicksal == 3 else GRUENDE[grund])
        if grund == OHNE_URTEIL:
            self._stumm = self._stumm + 1 if trigger == self._stumm_bei + 1 else 1
            self._stumm_bei = trigger
            if self._stumm >= STUMM:
                self._alarme["Stumm"] = "Kamera antwortet nicht"
                self.sps.sagen("abbruch")

    def getrennt(self, geraet: str) -> None:
        """A device is out of reach: nobody verifies any more."""
        self._alarme[geraet] = f"{geraet} getrennt"
        self.sps.sagen("abbruch")

    def wiederanlaufen(self) -> None:
        """The power came back: nobody verified what is on the line, and results may have been missed."""
        self._alarme["Netz"] = "Stromausfall"
        self.sps.sagen("abbruch")
        self.sps.sagen("ergebnisse")

    def status(self) -> dict[str, Any]:
        """Everything that the status page shows."""
        auftrag = self._charge.auftrag
        eigene = [{"name": name, "verriegelt": True} for name in self._alarme.values()]
        return {"zustand": int(self.sps.ein["Zustand"]), "auftrag": auftrag["auftrag"] if auftrag else "",
                "alarme": [*self.sps.alarme(), *eigene],
                "werte": [{"name": name, "wert": wert} for name, wert in self._charge.zaehler().items()]}

    # -- what people ask for ---------------------------------------------------------------------------------

    def raeumung(self, wer: str) -> str:
        """Somebody saw the line empty."""
        if not self.sps.steht:
            raise Ablehnung("die Linie läuft")
        self._charge.raeumen(wer)
        return "Räumung bestätigt"

    def auftrag(self, auftrag: dict[str, Any]) -> str:
        """Take an order and set every device up for it."""
        if self._charge.auftrag is not None:
            raise Ablehnung("ein Auftrag ist offen (open)")
        if not self._charge.w["raeumung"]:
            raise Ablehnung("Räumung nicht bestätigt (clearance)")
        rezept = self._rezepte.get(auftrag["gtin"])
        if rezept is None:
            raise Ablehnung(f"kein Rezept für {auftrag['gtin']}")
        self._verbunden()
        if not self.kamera.einrichten(auftrag["gtin"]):
            raise Ablehnung("Kamera meldet den Prüfauftrag nicht")
        self._befehlen("zaehler_neu")
        self.sps.rezept(rezept["gewicht_min"], rezept["gewicht_max"], rezept["ausschuss_folge"])
        self._charge.beginnen({**auftrag, "nachlauf": rezept["nachlauf"]})
        self._abgeschlossen = False
        self.drucker.einrichten()
        if not self.drucker.warten_bis_voll():
            raise Ablehnung("Drucker nimmt keine Daten")
        return f"Auftrag {auftrag['auftrag']} bereit"

    def start(self) -> str:
        """Start the line."""
        if self._charge.auftrag is None:
            raise Ablehnung("kein Auftrag")
        self._verbunden()
        if self._fehler == "start_quittiert":
            self.quittieren()
        if self._alarme:
            raise Ablehnung("nicht quittiert: " + ", ".join(self._alarme.values()))
        if not self.drucker.warten_bis_voll():
            raise Ablehnung("Drucker nimmt keine Daten")
        self._befehlen("start")
        return "Linie startet"

    def stopp(self) -> str:
        """Stop the line."""
        self._befehlen("stopp")
        return "Linie stoppt"

    def halten(self) -> str:
        """Stop the line for a short while."""
        self._befehlen("halten")
        return "Linie hält"

    def quittieren(self) -> str:
        """Acknowledge all alarms whose cause is gone."""
        for ursache in [ursache for ursache in self._alarme if ursache not in self.fehlend()]:
            del self._alarme[ursache]
        self._befehlen("quittieren")
        return "quittiert"

    def muster(self, code: str) -> str:
        """Book a pack as a sample; the PLC may not have said yet that it passed."""
        serie = self._charge.serie_in(code)
        self._warten(lambda: self._charge.status(serie) != "GELESEN")
        self._charge.bemustern(serie)
        return f"Muster {serie}"

    def schliessen(self, station: str, grund: str) -> str:
        """Close a container that is not full."""
        if not grund:
            raise Ablehnung("Grund fehlt")
        for verpackung in self.stationen:
            if verpackung.name == station:
                verpackung.schliessen()
                return f"{station} wird geschlossen"
        raise Ablehnung(f"keine Station {station}")

    def ende(self, grund: str) -> str:
        """End the batch; with a reason also when something is open."""
        if self._charge.auftrag is None:
            raise Ablehnung("kein Auftrag")
        if not self.sps.steht:
            raise Ablehnung("die Linie läuft")
        self._warten(lambda: not self._charge.w["laufend"])
        offen = self.gebinde.offene_packungen() if self.stationen else 0
        if (offen or self._charge.w["laufend"]) and not grund:
            raise Ablehnung(f"offen (open): {offen} Packungen in keinem Karton")
        if not self.drucker.leeren():
            raise Ablehnung("Drucker nicht erreichbar")
        self._charge.beenden()
        return "Auftrag beendet"

    # -- how it is done --------------------------------------------------------------------------------------

    def leitungen(self) -> tuple[Leitung, ...]:
        """All connections."""
        return (*self._geraete().values(), *(each for station in self.stationen for each in station.leitungen))

    def fehlend(self) -> list[str]:
        """Devices that are out of reach."""
        return [name for name, leitung in self._geraete().items() if not leitung.steht]

    def _geraete(self) -> dict[str, Leitung]:
        return {"Drucker": self.drucker.leitung, "Kamera": self.kamera.leitung, "SPS": self.sps.leitung}

    def _verbunden(self) -> None:
        if self.fehlend():
            raise Ablehnung(f"nicht verbunden: {', '.join(self.fehlend())}")

    def _befehlen(self, befehl: str) -> None:
        ja, grund = self.sps.befehlen(befehl)
        if not ja:
            raise Ablehnung(grund or "die SPS lehnt ab")

    def _warten(self, bedingung: Any) -> None:
        ende = time.monotonic() + _FRIST_S
        while not bedingung() and time.monotonic() < ende:
            time.sleep(0.05)
