"""Start the controller: ``python -m product anlage.ini``; with ``--leeren`` it forgets everything and ends."""

import shutil
import sys
import threading
import time
from configparser import ConfigParser
from pathlib import Path

from .ablauf import Ablauf
from .bericht import Berichte, Uhr
from .charge import Charge
from .drucker import Drucker
from .gebinde import Gebinde
from .hmi import Hmi
from .kamera import Kamera
from .sps import Sps
from .verpackung import Verpackung
from .zustand import Zustand

_GERAETE_S = 5.0


def main(datei: Path, *, leeren: bool) -> None:
    """Read the INI file and run until the power goes."""
    ini = ConfigParser(interpolation=None)
    ini.optionxform = str  # type: ignore[assignment,method-assign]  # names of users keep their capitals
    ini.read_string(datei.read_text(encoding="utf-8"))
    ordner = datei.parent / ini["anlage"]["ordner"]
    if leeren:
        shutil.rmtree(ordner, ignore_errors=True)
        ordner.mkdir(parents=True)
        return
    ordner.mkdir(parents=True, exist_ok=True)
    uhr = Uhr(float(ini["anlage"]["uhr_vorlauf_s"]))
    fehler = ini["fehler"]["name"]
    zustand, berichte = Zustand(ordner / "zustand.json"), Berichte(ordner)
    charge = Charge(zustand, berichte, uhr, datei.parent / ini["anlage"]["serien"], fehler)
    ablauf = _geraete(ini, datei.parent, charge, fehler)
    ablauf.gebinde = Gebinde(charge, zustand, berichte, uhr, ini["anlage"]["sscc_praefix"])
    ablauf.stationen = tuple(Verpackung(name, dict(ini[name]), ablauf.gebinde)
                             for name in ("karton", "palette") if name in ini)
    if charge.auftrag is not None:
        charge.wiederanlaufen()
        ablauf.wiederanlaufen()
    for leitung in ablauf.leitungen():
        leitung.start()
    server = Hmi(int(ini["hmi"]["port"]), dict(ini["benutzer"]), ablauf, uhr)
    threading.Thread(target=server.serve_forever, name="hmi", daemon=True).start()
    ende = time.monotonic() + _GERAETE_S
    while ablauf.fehlend() and time.monotonic() < ende:
        time.sleep(0.02)
    print("bereit", *(f"ohne {name}" for name in ablauf.fehlend()), flush=True)  # noqa: T201  # who starts it waits for that
    threading.Event().wait()


def _geraete(ini: ConfigParser, ordner: Path, charge: Charge, fehler: str) -> Ablauf:
    """Make every device but the stations that fill containers."""
    rezepte = {name.partition(" ")[2]: {key: int(text) for key, text in ini[name].items()}
               for name in ini.sections() if name.startswith("rezept ")}
    ablauf = Ablauf(charge, rezepte, fehler)
    ablauf.drucker = Drucker(ini["drucker"], charge, lambda: ablauf.getrennt("Drucker"))
    ablauf.kamera = Kamera(ini["kamera"]["adresse"], charge, ablauf.urteil,
                           lambda: ablauf.getrennt("Kamera"), fehler)
    ablauf.sps = Sps(ini["sps"]["adresse"], ordner / ini["sps"]["signale"], int(ini["sps"]["zyklus_ms"]) / 1000,
                     ablauf.ergebnis, lambda: None)
    return ablauf


if __name__ == "__main__":
    main(Path(next(word for word in sys.argv[1:] if not word.startswith("-"))), leeren="--leeren" in sys.argv)
