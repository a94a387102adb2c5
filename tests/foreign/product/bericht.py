"""What the site gets: lines of CSV while a batch runs, and the reconciliation at its end."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

__all__ = ["Berichte", "Uhr"]

MELDUNGEN = ("Zeit", "Auftrag", "GTIN", "Serie", "Status", "Grund")
PACKLISTE = ("Zeit", "Auftrag", "SSCC", "Inhalt")


class Uhr:
    """The controller's own clock, which nobody sets: it is ``vorlauf`` seconds ahead."""

    def __init__(self, vorlauf: float) -> None:
        self._vorlauf = timedelta(seconds=vorlauf)

    def jetzt(self) -> str:
        """The time in the only form in which this product writes it."""
        return f"{datetime.now(UTC) + self._vorlauf:%d.%m.%Y %H:%M:%S,%f}"


class Berichte:
    """The folder of reports."""

    def __init__(self, ordner: Path) -> None:
        self._ordner = ordner

    def melden(self, zeilen: list[list[str]]) -> None:
        """Append what became certain of serials."""
        self._anhaengen("meldungen.csv", MELDUNGEN, zeilen)

    def packen(self, zeilen: list[list[str]]) -> None:
        """Append what is inside a container, a line for each thing in it."""
        self._anhaengen("packliste.csv", PACKLISTE, zeilen)

    def nachholen(self, meldungen: list[list[str]], packliste: list[list[str]]) -> None:
        """Append lines that a crash may have prevented, unless they are there: nothing is reported twice."""
        for name, kopf, zeilen in (("meldungen.csv", MELDUNGEN, meldungen),
                                   ("packliste.csv", PACKLISTE, packliste)):
            bekannt = self._gelesen(name)
            fehlend = [zeile for zeile in zeilen if tuple(zeile) not in bekannt]
            if fehlend:
                self._anhaengen(name, kopf, fehlend)

    def _gelesen(self, name: str) -> set[tuple[str, ...]]:
        datei = self._ordner / name
        if not datei.exists():
            return set()
        with datei.open(encoding="utf-8", newline="") as offen:
            return {tuple(zeile) for zeile in csv.reader(offen, delimiter=";")}

    def abgleichen(self, auftrag: str, zahlen: dict[str, int]) -> None:
        """Write the reconciliation of a batch; the file appears when it is whole."""
        datei = self._ordner / f"abgleich_{auftrag}.csv"
        neu = datei.with_suffix(".neu")
        with neu.open("w", encoding="utf-8", newline="") as offen:
            schreiber = csv.writer(offen, delimiter=";")
            schreiber.writerow(["Auftrag", *zahlen])
            schreiber.writerow([auftrag, *zahlen.values()])
        neu.replace(datei)

    def _anhaengen(self, name: str, kopf: tuple[str, ...], zeilen: list[list[str]]) -> None:
        datei = self._ordner / name
        neu = not datei.exists()
        with datei.open("a", encoding="utf-8", newline="") as offen:
            schreiber = csv.writer(offen, delimiter=";")
            schreiber.writerows([kopf, *zeilen] if neu else zeilen)
