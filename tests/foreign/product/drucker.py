"""The printer, spoken to in Codenet: a layout by its name, some records ahead, a character for each print."""

import socket
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from .charge import Charge
from .leitung import Leitung

__all__ = ["Drucker"]

ESC, EOT, ACK, NAK = b"\x1b", b"\x04", 0x06, 0x15
DRUCKZEICHEN = "P"
_ANTWORT_S = 1.0
_BLICK_S = 0.02


class Drucker:
    """Keeps records queued while an order runs.

    What the printer still had when the connection or the power was lost is not known any more: the queue is cleared
    on every new connection, and the serials that were in it are not used again.
    """

    def __init__(self, ini: Mapping[str, str], charge: Charge, getrennt: Callable[[], None]) -> None:
        self._layout, self._vorlauf, self._charge = ini["layout"], int(ini["vorlauf"]), charge
        self._wartend = 0
        self._eingerichtet = self._gesperrt = False
        self._neu = threading.Event()
        self.leitung = Leitung("drucker", ini["adresse"], self._sprechen, getrennt)

    @property
    def voll(self) -> bool:
        """Whether all the records wait that should."""
        return self._eingerichtet and self._wartend >= self._vorlauf

    def einrichten(self) -> None:
        """Begin anew: clear the queue, select the layout, fill the queue."""
        self._eingerichtet = self._gesperrt = False
        self._neu.set()

    def leeren(self) -> bool:
        """Clear the queue and queue nothing more, at the end of an order; whether it was done."""
        self._gesperrt = True
        self._neu.set()
        return self._warten(lambda: not self._eingerichtet and not self._neu.is_set())

    def warten_bis_voll(self) -> bool:
        """Wait until the queue is filled; whether it is."""
        return self._warten(lambda: self.voll)

    def _warten(self, bedingung: Callable[[], bool]) -> bool:
        ende = time.monotonic() + 3
        while not bedingung() and time.monotonic() < ende:
            time.sleep(_BLICK_S)
        return bedingung()

    def _sprechen(self, verbindung: socket.socket) -> None:
        self._eingerichtet = False
        self._befehl(verbindung, f"I1{DRUCKZEICHEN}")
        while True:
            if self._neu.is_set():
                self._leeren(verbindung)
                self._neu.clear()
            auftrag = None if self._gesperrt else self._charge.auftrag
            if auftrag is not None and not self._eingerichtet:
                self._leeren(verbindung)
                self._befehl(verbindung, f"ON1{len(self._layout):02d}{self._layout}")
                self._eingerichtet = True
            if auftrag is None or not self._eingerichtet or not self._nachfuellen(verbindung, auftrag):
                self._zuhoeren(verbindung)

    def _leeren(self, verbindung: socket.socket) -> None:
        self._befehl(verbindung, "OE00000")
        self._wartend = 0
        self._eingerichtet = False

    def _nachfuellen(self, verbindung: socket.socket, auftrag: dict[str, Any]) -> bool:
        """Queue one more record, if one is wanting."""
        if self._wartend >= self._vorlauf:
            return False
        serie = self._charge.naechste_serie()
        if not serie:
            return False
        satz = f"{auftrag['gtin']},{auftrag['los']},{auftrag['ablauf']},{serie}"
        self._wartend += 1
        if not self._befehl(verbindung, f"OE{len(satz):04d}{satz}"):
            raise OSError("the printer refused a record")
        return True

    def _befehl(self, verbindung: socket.socket, text: str) -> bool:
        """Say a command and wait for ACK or NAK; print characters may come before it."""
        verbindung.settimeout(_ANTWORT_S)
        verbindung.sendall(ESC + text.encode("latin-1") + EOT)
        while True:
            byte = self._byte(verbindung)
            if byte == ACK:
                return True
            if byte == NAK:
                for _ in range(3):
                    self._byte(verbindung)
                return False
            self._zeichen(byte)

    def _zuhoeren(self, verbindung: socket.socket) -> None:
        verbindung.settimeout(_BLICK_S)
        try:
            self._zeichen(self._byte(verbindung))
        except TimeoutError:
            return

    def _byte(self, verbindung: socket.socket) -> int:
        data = verbindung.recv(1)
        if not data:
            raise OSError("the printer hung up")
        return data[0]

    def _zeichen(self, byte: int) -> None:
        if byte == ord(DRUCKZEICHEN) and self._wartend:
            self._wartend -= 1
            self._charge.gedruckt()
