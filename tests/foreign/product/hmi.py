"""The screen: log in, ask for something, look at the status. Plain HTTP, forms in, JSON and text out."""

import json
import secrets
from collections.abc import Callable
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from .ablauf import Ablauf
from .bericht import Uhr
from .charge import Ablehnung

__all__ = ["Hmi"]

Formular = dict[str, str]
LEITER = frozenset({"/schliessen", "/ende mit Grund"})
"""What only a supervisor may ask for."""


class Hmi(ThreadingHTTPServer):
    """The server. ``benutzer``: by name, password and role with a blank between."""

    daemon_threads = True

    def __init__(self, port: int, benutzer: dict[str, str], ablauf: Ablauf, uhr: Uhr) -> None:
        super().__init__(("127.0.0.1", port), _Bildschirm)
        self.benutzer, self.uhr, self.ablauf = benutzer, uhr, ablauf
        self.sitzungen: dict[str, str] = {}
        self.wege: dict[str, Callable[[Formular], str]] = {
            "/raeumung": lambda f: ablauf.raeumung(f["wer"]),
            "/auftrag": lambda f: ablauf.auftrag(
                {**{name: f.get(name, "") for name in ("auftrag", "gtin", "los", "ablauf")},
                 **{name: int(f.get(name) or 0) for name in ("menge", "karton", "palette")}}),
            "/start": lambda f: ablauf.start(),
            "/stopp": lambda f: ablauf.stopp(),
            "/halten": lambda f: ablauf.halten(),
            "/quittieren": lambda f: ablauf.quittieren(),
            "/muster": lambda f: ablauf.muster(f.get("code", "")),
            "/schliessen": lambda f: ablauf.schliessen(f.get("station", ""), f.get("grund", "")),
            "/ende": lambda f: ablauf.ende(f.get("grund", "")),
        }

    def anmelden(self, name: str, kennwort: str) -> str:
        """Begin a session; its key, empty when name or password are wrong."""
        richtig = self.benutzer.get(name, "").partition(" ")[0]
        if not richtig or not secrets.compare_digest(kennwort.encode(), richtig.encode()):
            return ""
        schluessel = secrets.token_hex(16)
        self.sitzungen[schluessel] = name
        return schluessel

    def darf(self, name: str, weg: str, formular: Formular) -> bool:
        """Whether somebody may ask for this."""
        was = f"{weg} mit Grund" if weg == "/ende" and formular.get("grund") else weg
        return was not in LEITER or self.benutzer[name].endswith(" leiter")


class _Bildschirm(BaseHTTPRequestHandler):
    """One request."""

    server: Hmi

    def do_GET(self) -> None:
        if not self._wer():
            self._antworten(401, "nicht angemeldet")
        elif self.path == "/status":
            self._antworten(200, json.dumps(self.server.ablauf.status()), "application/json")
        elif self.path == "/uhr":
            self._antworten(200, self.server.uhr.jetzt())
        elif self.path == "/geraet":
            self._antworten(200, "Beispiel Anlagenbau LK-200 4.1")
        else:
            self._antworten(404, "gibt es nicht")

    def do_POST(self) -> None:
        laenge = int(self.headers.get("Content-Length") or 0)
        felder = parse_qs(self.rfile.read(laenge).decode(), keep_blank_values=True)
        formular = {name: werte[0] for name, werte in felder.items()}
        wer = self._wer()
        if self.path == "/anmelden":
            self._anmelden(formular)
        elif not wer:
            self._antworten(401, "nicht angemeldet")
        elif self.path not in self.server.wege:
            self._antworten(404, "gibt es nicht")
        elif not self.server.darf(wer, self.path, formular):
            self._antworten(403, f"das darf {wer} nicht")
        else:
            self._tun(formular | {"wer": wer})

    def _tun(self, formular: Formular) -> None:
        try:
            self._antworten(200, self.server.wege[self.path](formular))
        except Ablehnung as ablehnung:
            self._antworten(409, str(ablehnung))

    def _anmelden(self, formular: Formular) -> None:
        schluessel = self.server.anmelden(formular.get("benutzer", ""), formular.get("kennwort", ""))
        if schluessel:
            self._antworten(200, "angemeldet", keks=f"sitzung={schluessel}; HttpOnly; Path=/")
        else:
            self._antworten(403, "Benutzer oder Kennwort falsch")

    def _wer(self) -> str:
        keks = SimpleCookie(self.headers.get("Cookie", "")).get("sitzung")
        return self.server.sitzungen.get(keks.value, "") if keks else ""

    def _antworten(self, status: int, text: str, art: str = "text/plain", keks: str = "") -> None:
        daten = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{art}; charset=utf-8")
        self.send_header("Content-Length", str(len(daten)))
        if keks:
            self.send_header("Set-Cookie", keks)
        self.end_headers()
        self.wfile.write(daten)

    def log_message(self, *_: Any) -> None:
        """Write no log."""
