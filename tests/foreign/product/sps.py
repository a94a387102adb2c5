"""The PLC: signals over Modbus TCP, looked at in a fixed cycle, by the maker's own list of names and addresses."""

import queue
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from .leitung import Leitung
from .signale import Bild, Wert, signale_aus

__all__ = ["BEFEHLE", "Sps"]

BEFEHLE = {"start": 1, "stopp": 2, "quittieren": 3, "zaehler_neu": 4, "abschliessen": 5, "abbruch": 6,
           "ergebnisse": 7, "halten": 8}
STEHT = {2, 4, 9, 11, 17, 0}
_ANTWORT_S = 3.0
_LEBEN_S = 0.2
_TOT_S = 2.0
_FRAGE, _LESEN, _SCHREIBEN = struct.Struct(">HHHB"), 3, 16


class Sps:
    """Exchanges signals. ``ergebnis(trigger, schicksal, grund)`` is called for every pack that left the line.

    Two-way signals are handed over with two bits: the sender lays down the data and sets NEU; the receiver takes
    them and sets QUITTUNG; the sender takes NEU back, then the receiver its QUITTUNG.
    """

    def __init__(self, adresse: str, liste: Path, zyklus_s: float, ergebnis: Callable[[int, int, int], None],
                 getrennt: Callable[[], None]) -> None:
        signale = signale_aus(liste)
        self.ein = Bild([signal for signal in signale if signal.richtung == "ein"])
        self.aus = Bild([signal for signal in signale if signal.richtung == "aus"])
        self._zyklus_s, self._ergebnis = zyklus_s, ergebnis
        self._antworten: queue.Queue[tuple[int, bool, str]] = queue.Queue()
        self._sende = [_Sender(self, "Urteil"), _Sender(self, "Befehl")]
        self._hole = [_Empfaenger(self, "Ergebnis", self._ergebnis_da),
                      _Empfaenger(self, "Antwort", self._antwort_da)]
        self._kanaele: list[_Sender | _Empfaenger] = [*self._hole, *self._sende]
        self._befehl_frei, self._eilig = threading.Lock(), threading.Event()
        self._puls = (0, 0.0)
        self._nummer = 0
        self.leitung = Leitung("sps", adresse, self._sprechen, getrennt)

    # -- what others want of it ------------------------------------------------------------------------------

    def urteil(self, trigger: int, gut: bool) -> None:
        """Give the verdict on a pack."""
        self._sende[0].schlange.append({"Urteil_Trigger": trigger, "Urteil_Gut": gut})
        self._eilig.set()

    def sagen(self, befehl: str) -> None:
        """Give a command and wait for nothing."""
        self._sende[1].schlange.append({"Befehl_Code": BEFEHLE[befehl]})

    def befehlen(self, befehl: str) -> tuple[bool, str]:
        """Give a command; whether it was taken, and why not."""
        with self._befehl_frei:
            while not self._antworten.empty():
                self._antworten.get()
            self.sagen(befehl)
            ende = time.monotonic() + _ANTWORT_S
            while (rest := ende - time.monotonic()) > 0:
                try:
                    code, ja, grund = self._antworten.get(timeout=rest)
                except queue.Empty:
                    break
                if code == BEFEHLE[befehl]:
                    return ja, grund
            return False, "SPS antwortet nicht"

    def rezept(self, minimum: int, maximum: int, folge: int) -> None:
        """Set limits of weight, in 0.1 g, and of rejects in a row."""
        self._vorgabe = {"Gewicht_Min": minimum, "Gewicht_Max": maximum, "Ausschuss_Folge": folge}

    @property
    def steht(self) -> bool:
        """Whether the line stands."""
        return self.ein["Zustand"] in STEHT

    def alarme(self) -> list[dict[str, object]]:
        """The alarms of the PLC that are on."""
        an = [signal for signal in self.ein.signale if signal.name.startswith("ST") and self.ein[signal.name]]
        verriegelt = {signal.text for signal in an if signal.name.endswith("_V")}
        return [{"name": signal.text, "verriegelt": signal.text in verriegelt} for signal in an
                if not signal.name.endswith("_V")]

    # -- the cycle -------------------------------------------------------------------------------------------

    _vorgabe: dict[str, Wert] | None = None

    def _sprechen(self, verbindung: socket.socket) -> None:
        self._verbindung = verbindung
        self.aus.leeren()
        self.schreiben(dict.fromkeys((signal.name for signal in self.aus.signale if signal.bit >= 0), 0))
        for kanal in self._kanaele:
            kanal.beginnen()
        self._puls = (-1, time.monotonic())
        while True:
            self._lesen()
            self._leben()
            if self._vorgabe is not None:
                vorgabe, self._vorgabe = self._vorgabe, None
                self.schreiben(vorgabe)
            for kanal in self._kanaele:
                kanal.takt()
            self._eilig.wait(self._zyklus_s)
            self._eilig.clear()

    def _leben(self) -> None:
        """Count on for the PLC, and hang up when it does not count on any more."""
        jetzt = time.monotonic()
        if self.ein["Leben_SPS"] != self._puls[0]:
            self._puls = (int(self.ein["Leben_SPS"]), jetzt)
        elif jetzt - self._puls[1] > _TOT_S:
            raise OSError("the PLC stands still")
        if int(jetzt / _LEBEN_S) % 0x10000 != self.aus["Leben_L2"]:
            self.schreiben({"Leben_L2": int(jetzt / _LEBEN_S) % 0x10000})

    def _ergebnis_da(self) -> None:
        self._ergebnis(*(int(self.ein[f"Ergebnis_{name}"]) for name in ("Trigger", "Schicksal", "Grund")))

    def _antwort_da(self) -> None:
        self._antworten.put((int(self.ein["Antwort_Code"]), bool(self.ein["Antwort_Ja"]),
                             str(self.ein["Antwort_Text"])))

    # -- Modbus ----------------------------------------------------------------------------------------------

    def schreiben(self, werte: dict[str, Wert]) -> None:
        """Write signals at once, in one request: they lie side by side."""
        erstes, worte = self.aus.setzen(werte)
        self._anfrage(_SCHREIBEN, struct.pack(f">HHB{len(worte)}H", erstes, len(worte), 2 * len(worte), *worte))

    def _lesen(self) -> None:
        erstes, anzahl = self.ein.bereich
        antwort = self._anfrage(_LESEN, struct.pack(">HH", erstes, anzahl))
        self.ein.laden(struct.unpack(f">{anzahl}H", antwort[1:]))

    def _anfrage(self, funktion: int, daten: bytes) -> bytes:
        self._nummer = (self._nummer + 1) % 0x10000
        self._verbindung.sendall(_FRAGE.pack(self._nummer, 0, len(daten) + 2, 1) + bytes((funktion,)) + daten)
        _, _, laenge, _ = _FRAGE.unpack(self._genau(_FRAGE.size))
        antwort = self._genau(laenge - 1)
        if antwort[0] != funktion:
            raise OSError(f"the PLC refuses function {funktion}: exception {antwort[1]}")
        return antwort[1:]

    def _genau(self, anzahl: int) -> bytes:
        daten = b""
        while len(daten) < anzahl:
            stueck = self._verbindung.recv(anzahl - len(daten))
            if not stueck:
                raise OSError("the PLC hung up")
            daten += stueck
        return daten


class _Sender:
    """What the controller hands to the PLC, one after another."""

    def __init__(self, sps: Sps, name: str) -> None:
        self._sps, self._neu, self._quittung = sps, f"{name}_Neu", f"{name}_Quittung"
        self.schlange: deque[dict[str, Wert]] = deque()
        self._liegt = False

    def beginnen(self) -> None:
        self._liegt = False

    def takt(self) -> None:
        quittiert = self._sps.ein[self._quittung]
        if self._liegt and quittiert:
            self._sps.schreiben({self._neu: 0})
            self._liegt = False
        elif self.schlange and not self._liegt and not quittiert:
            self._sps.schreiben(self.schlange[0])
            self._sps.schreiben({self._neu: 1})
            self.schlange.popleft()
            self._liegt = True


class _Empfaenger:
    """What the PLC hands to the controller."""

    def __init__(self, sps: Sps, name: str, da: Callable[[], None]) -> None:
        self._sps, self._neu, self._quittung, self._da = sps, f"{name}_Neu", f"{name}_Quittung", da
        self._quittiert = False

    def beginnen(self) -> None:
        self._quittiert = False

    def takt(self) -> None:
        neu = bool(self._sps.ein[self._neu])
        if neu and not self._quittiert:
            self._da()
        if neu != self._quittiert:
            self._quittiert = neu
            self._sps.schreiben({self._quittung: int(neu)})
