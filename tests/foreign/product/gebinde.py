"""Cases and pallets of the running order: their labels, what is inside, and what may go in."""

from .bericht import Berichte, Uhr
from .charge import Charge
from .zustand import Zustand

__all__ = ["Gebinde"]


class Gebinde:
    """What stations that fill containers share."""

    def __init__(self, charge: Charge, zustand: Zustand, berichte: Berichte, uhr: Uhr, sscc_praefix: str) -> None:
        self._charge, self._zustand, self._berichte, self._uhr = charge, zustand, berichte, uhr
        self._praefix = sscc_praefix

    @property
    def groessen(self) -> dict[str, int]:
        """How much makes a full container, by station; empty between batches."""
        auftrag = self._charge.auftrag
        return {name: auftrag[name] for name in ("karton", "palette")} if auftrag else {}

    def letzter(self, station: str) -> int:
        """The number of the container of a station that was decided last."""
        with self._charge.sperre:
            nummer: int = self._charge.w["behaelter"].get(station, 0)
            return nummer

    def geschlossen(self, sscc: str, inhalt: list[str], station: str, nummer: int) -> None:
        """A container is closed and its label was read back."""
        with self._charge.sperre:
            assert self._charge.auftrag is not None
            auftrag, jetzt = self._charge.auftrag["auftrag"], self._uhr.jetzt()
            self._charge.w["inhalt"][sscc] = inhalt
            self._charge.w["packliste"] = [[jetzt, auftrag, f"00{sscc}", teil] for teil in inhalt]
            self.entschieden(station, nummer)
            self._berichte.packen(self._charge.w["packliste"])

    def entschieden(self, station: str, nummer: int) -> None:
        """A container of a station was let go or ejected."""
        with self._charge.sperre:
            self._charge.w["behaelter"][station] = nummer
            self._zustand.sichern()

    def neue_sscc(self) -> str:
        """The next SSCC of the company, from now on used."""
        with self._charge.sperre:
            self._charge.w["sscc"] += 1
            self._zustand.sichern()
            ziffern = f"{self._praefix}{self._charge.w['sscc']:0{17 - len(self._praefix)}d}"
            summe = sum(int(z) * (3 if n % 2 == 0 else 1) for n, z in enumerate(reversed(ziffern)))
            return f"{ziffern}{-summe % 10}"

    def frei(self, teil: str) -> bool:
        """Whether a pack or case may go into a container: good, and in no other."""
        with self._charge.sperre:
            if self._charge.verpackt(self.kurz(teil)):
                return False
            if teil.startswith("00"):
                return teil[2:] in self._charge.w["inhalt"]
            return self._charge.status(teil.partition("\x1d")[2][2:]) == "GUT"

    def offene_packungen(self) -> int:
        """Good packs that are in no container."""
        with self._charge.sperre:
            gut = [serie for serie, status in self._charge.w["status"].items() if status == "GUT"]
            kartons = [drin for drin in self._charge.w["inhalt"].values() if not drin[0].startswith("00")]
            return len(gut) - sum(map(len, kartons))

    def kurz(self, teil: str) -> str:
        """A pack's code as containers hold it: GTIN and serial. Cases are what they are."""
        kopf, gs, ende = teil.partition("\x1d")
        return f"{kopf[:16]}{ende}" if gs else teil
