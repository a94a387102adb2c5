"""A TCP connection that is dialled again whenever it is lost."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable

__all__ = ["Leitung", "Zeilen"]

_WIEDER_S = 0.5


class Leitung(threading.Thread):
    """Runs ``gespraech(socket)`` on every connection; a connection ends with an ``OSError``.

    ``steht``: whether there is one; ``getrennt`` is called when one was lost.
    """

    def __init__(self, name: str, adresse: str, gespraech: Callable[[socket.socket], None],
                 getrennt: Callable[[], None] = lambda: None) -> None:
        super().__init__(name=name, daemon=True)
        rechner, _, port = adresse.rpartition(":")
        self._ziel = (rechner, int(port))
        self._gespraech, self._getrennt = gespraech, getrennt
        self.steht = False

    def run(self) -> None:
        """Dial, talk, dial again."""
        while True:
            with contextlib.suppress(OSError), socket.create_connection(self._ziel, timeout=2) as verbindung:
                verbindung.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.steht = True
                self._gespraech(verbindung)
            if self.steht:
                self.steht = False
                self._getrennt()
            time.sleep(_WIEDER_S)


class Zeilen:
    """Lines that come on a connection, each given to ``zeile``; ``senden`` says one."""

    def __init__(self, name: str, adresse: str, zeile: Callable[[str], None],
                 begruessung: Callable[[], str] = lambda: "", getrennt: Callable[[], None] = lambda: None) -> None:
        self._zeile, self._begruessung = zeile, begruessung
        self._verbindung: socket.socket | None = None
        self.leitung = Leitung(name, adresse, self._sprechen, getrennt)

    def senden(self, text: str) -> bool:
        """Say something; whether it could be said."""
        verbindung = self._verbindung
        if verbindung is None:
            return False
        try:
            verbindung.sendall(text.encode())
        except OSError:
            return False
        return True

    def _sprechen(self, verbindung: socket.socket) -> None:
        self._verbindung = verbindung
        verbindung.settimeout(None)
        try:
            self.senden(self._begruessung())
            with verbindung.makefile("rb") as datei:
                for zeile in datei:
                    self._zeile(zeile.decode("utf-8", "replace").rstrip("\r\n"))
        finally:
            self._verbindung = None
