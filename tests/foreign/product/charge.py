"""The batch: which serial is where, what a reading means, and what is reported."""

import csv
import threading
from pathlib import Path
from typing import Any

from .bericht import Berichte, Uhr
from .pruefung import Lesung, falsch, serie_aus
from .zustand import Zustand

__all__ = ["Ablehnung", "Charge"]

OFFEN = ("GESENDET", "GELESEN")
_SPAETER = 8
"""So many codes behind the newest one an unread code is given up: its pack was rejected."""


class Ablehnung(Exception):  # noqa: N818  # a refusal is no error
    """Something is refused; the text is for the person who asked."""


class Charge:
    """Everything about the running order. Devices call from their own threads: ``sperre`` lets in one at a time.

    Every change is saved before it has an effect outside: before a serial goes to the printer, before the PLC hears
    a verdict, before a line is reported.
    """

    def __init__(self, zustand: Zustand, berichte: Berichte, uhr: Uhr, pool: Path, fehler: str) -> None:
        self.sperre = threading.RLock()
        self._zustand, self._berichte, self._uhr = zustand, berichte, uhr
        self._pool, self._fehler = pool, fehler
        self.w: dict[str, Any] = zustand.werte
        self._nummer = {serie: n for n, serie in enumerate(self.w["serien"], start=1)}

    # -- the order -------------------------------------------------------------------------------------------

    @property
    def auftrag(self) -> dict[str, Any] | None:
        """The order as the HMI took it; none between batches."""
        auftrag: dict[str, Any] | None = self.w["auftrag"]
        return auftrag

    def beginnen(self, auftrag: dict[str, Any]) -> None:
        """Take an order and the serials for it from the pool."""
        with self.sperre:
            verbraucht = self.w["verbraucht"].get(auftrag["gtin"], 0)
            with self._pool.open(encoding="utf-8", newline="") as offen:
                alle = [z["Serie"] for z in csv.DictReader(offen, delimiter=";") if z["GTIN"] == auftrag["gtin"]]
            serien = alle[verbraucht:verbraucht + auftrag["menge"] + max(20, auftrag["menge"] // 2)]
            if len(serien) < auftrag["menge"]:
                raise Ablehnung(f"nur {len(serien)} Seriennummern im Vorrat")
            self.w["verbraucht"][auftrag["gtin"]] = verbraucht + len(serien)
            self.w |= {"auftrag": auftrag, "raeumung": "", "serien": serien, "gesendet": 0, "gedruckt": 0,
                       "gelesen": 0, "status": {}, "laufend": {}, "schlecht": {}, "inhalt": {}, "behaelter": {}}
            self._nummer = {serie: n for n, serie in enumerate(serien, start=1)}
            self._zustand.sichern()

    def raeumen(self, wer: str) -> None:
        """Somebody saw the line empty."""
        with self.sperre:
            self.w["raeumung"] = wer
            self._zustand.sichern()

    def wiederanlaufen(self) -> None:
        """The power came back: what the printer had may be on packs that nobody saw, so it is void."""
        with self.sperre:
            self._berichte.nachholen(self.w["meldungen"], self.w["packliste"])
            if self._fehler == "doppelt_drucken":
                self.w["gesendet"] = self.w["gedruckt"]
                return
            self._abschliessen([s for s, status in self.w["status"].items() if status == "GESENDET"],
                               "VERNICHTET", "Stromausfall")
            self.w["gedruckt"] = self.w["gelesen"] = self.w["gesendet"]

    # -- printer ---------------------------------------------------------------------------------------------

    def naechste_serie(self) -> str:
        """The next serial for the printer, from now on used; empty when there is none."""
        with self.sperre:
            if self.auftrag is None or self.w["gesendet"] >= len(self.w["serien"]):
                return ""
            serie: str = self.w["serien"][self.w["gesendet"]]
            self.w["gesendet"] += 1
            self.w["status"][serie] = "GESENDET"
            self._zustand.sichern()
            return serie

    def gedruckt(self) -> None:
        """The printer has put one more serial onto a pack."""
        with self.sperre:
            self.w["gedruckt"] = min(self.w["gedruckt"] + 1, self.w["gesendet"])

    # -- camera ----------------------------------------------------------------------------------------------

    def gelesen(self, trigger: int, lesung: Lesung) -> bool | None:
        """The verdict on the pack of a camera trigger; none when that pack was judged already."""
        with self.sperre:
            schluessel = str(trigger)
            if self.auftrag is None or schluessel in self.w["laufend"] or schluessel in self.w["schlecht"]:
                return None
            serie, mangel = self._pruefen(lesung)
            if mangel:
                self.w["schlecht"][schluessel] = [serie, mangel]
            else:
                self.w["laufend"][schluessel] = serie
                self.w["status"][serie] = "GELESEN"
            self._aufholen(self._nummer.get(serie, 0))
            self._zustand.sichern()
            return not mangel

    def menge_erreicht(self) -> bool:
        """Whether the good packs, those on their way among them, make the order."""
        with self.sperre:
            auftrag = self.auftrag
            gut = sum(status in ("GELESEN", "GUT", "MUSTER") for status in self.w["status"].values())
            return auftrag is not None and gut >= auftrag["menge"] - auftrag["nachlauf"]

    def _pruefen(self, lesung: Lesung) -> tuple[str, str]:
        """Serial of this order on the pack, and what is wrong with the pack."""
        assert self.auftrag is not None
        serie, mangel = serie_aus(lesung.daten, self.auftrag), falsch(lesung, self.auftrag)
        if self._fehler == "fremde_serie":
            return serie, mangel
        status = self.w["status"].get(serie)
        if status == "GESENDET":
            return serie, mangel
        return "", mangel or ("unbekannte Seriennummer" if status is None else "Seriennummer schon gesehen")

    def _aufholen(self, nummer: int) -> None:
        """Codes far behind this one will not be read any more."""
        erste, self.w["gelesen"] = self.w["gelesen"], max(self.w["gelesen"], nummer - _SPAETER)
        alte = self.w["serien"][erste:self.w["gelesen"]]
        self._abschliessen([s for s in alte if self.w["status"].get(s) == "GESENDET"], "AUSSCHUSS", "nicht gelesen")

    # -- PLC -------------------------------------------------------------------------------------------------

    def ergebnis(self, trigger: int, gut: bool, grund: str) -> None:
        """The PLC says what became of a pack."""
        with self.sperre:
            serie = self.w["laufend"].pop(str(trigger), "")
            if serie:
                self._abschliessen([serie], "GUT" if gut else "AUSSCHUSS", "" if gut else grund)
                return
            serie, mangel = self.w["schlecht"].pop(str(trigger), ("", ""))
            if serie and self.w["status"].get(serie) in OFFEN:
                self._abschliessen([serie], "AUSSCHUSS", mangel)

    # -- people ----------------------------------------------------------------------------------------------

    def serie_in(self, code: str) -> str:
        """The serial in a code that somebody scanned, if it is one of this order."""
        with self.sperre:
            serie = serie_aus(code, self.auftrag) if self.auftrag else ""
            if serie not in self.w["status"]:
                raise Ablehnung("Code gehört nicht zum Auftrag")
            return serie

    def status(self, serie: str) -> str:
        """What is known of a serial."""
        with self.sperre:
            status: str = self.w["status"].get(serie, "")
            return status

    def verpackt(self, teil: str) -> bool:
        """Whether a serial, a pack by its code or a case is in a container."""
        with self.sperre:
            return any(teil in drin or any(each.endswith(f"21{teil}") for each in drin)
                       for drin in self.w["inhalt"].values())

    def bemustern(self, serie: str) -> None:
        """A good pack is taken as a sample."""
        with self.sperre:
            if self.status(serie) != "GUT" or self.verpackt(serie):
                raise Ablehnung(f"keine freie gute Packung: {self.status(serie)}")
            self._abschliessen([serie], "MUSTER", "Probe")

    def beenden(self) -> dict[str, int]:
        """Close the batch. Serials that never reached a pack go back, unread ones on packs were rejected."""
        with self.sperre:
            auftrag = self.auftrag
            assert auftrag is not None
            gedruckt = set(self.w["serien"][:self.w["gedruckt"]])
            auf_packungen = [s for s, status in self.w["status"].items() if status in OFFEN and s in gedruckt]
            self._abschliessen(auf_packungen, "AUSSCHUSS", "nicht gelesen")
            zahlen = self._zahlen()
            self._berichte.abgleichen(auftrag["auftrag"], zahlen)
            self.w["auftrag"] = None
            self._zustand.sichern()
            return zahlen

    def zaehler(self) -> dict[str, int]:
        """Serials by status, and those on their way."""
        with self.sperre:
            alle = list(self.w["status"].values())
            namen = {"gut": "GUT", "ausschuss": "AUSSCHUSS", "muster": "MUSTER", "vernichtet": "VERNICHTET"}
            return {name: alle.count(status) for name, status in namen.items()} | {
                "unterwegs": len(self.w["laufend"]) + len(self.w["schlecht"])}

    # -- reports ---------------------------------------------------------------------------------------------

    def _abschliessen(self, serien: list[str], status: str, grund: str) -> None:
        if not serien:
            return
        assert self.auftrag is not None
        if self._fehler == "ausschuss_gut" and status == "AUSSCHUSS":
            status, grund = "GUT", ""
        self.w["status"].update(dict.fromkeys(serien, status))
        self._schreiben([[self._uhr.jetzt(), self.auftrag["auftrag"], self.auftrag["gtin"], serie, status, grund]
                         for serie in serien])

    def _schreiben(self, zeilen: list[list[str]]) -> None:
        """Save what is to be reported, then report it."""
        self.w["meldungen"] = zeilen
        self._zustand.sichern()
        self._berichte.melden(zeilen)

    def _zahlen(self) -> dict[str, int]:
        zahlen = self.zaehler()
        genutzt = sum(zahlen[name] for name in ("gut", "ausschuss", "muster", "vernichtet"))
        kartons = [inhalt for inhalt in self.w["inhalt"].values() if not inhalt[0].startswith("00")]
        if self._fehler == "abgleich":
            zahlen["gut"] += zahlen["muster"]
        return {"zugeteilt": len(self.w["serien"]), "gut": zahlen["gut"], "ausschuss": zahlen["ausschuss"],
                "muster": zahlen["muster"], "vernichtet": zahlen["vernichtet"],
                "zurueck": len(self.w["serien"]) - genutzt, "kartons": len(kartons),
                "paletten": len(self.w["inhalt"]) - len(kartons)}
