"""Makes a golden package at a release: ``python tests/golden/packages/make.py FORM`` writes ``FORM/R-<day>.zip``.

Two quick test cases run, of which one fails by a planted defect. What is of the machine alone is left out or named
anew, and so are results for viewers. A golden package is made once; afterwards it never changes.
"""

import getpass
import platform
import socket
import sys
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

from linebench.cli import main
from linebench.cli.execution import Execution

HERE = Path(__file__).parent
WORDS = ("run", "oq/batch", "-m", "OQ-L2-003 or OQ-L2-007", "--mutant", "l2-packs-before-commissioning",
         "--scenario", "carton-line")
NAMES = ((socket, "gethostname", "bench-1"), (getpass, "getuser", "operator"), (platform, "platform", "Linux"),
         (platform, "release", "unknown"), (platform, "version", "unknown"))


def make(form: str) -> Path:
    """Run, and zip the package as it was left."""
    name = f"R-{datetime.now().astimezone():%Y%m%d}"
    target = HERE / form / f"{name}.zip"
    if target.parent.exists():
        raise SystemExit(f"{target.parent}: is there already; a golden package never changes; name another form")
    with tempfile.TemporaryDirectory() as folder, patch.object(Execution, "_take_allure"):
        for module, function, said in NAMES:
            patch.object(module, function, lambda *_, said=said: said).start()
        main([*WORDS, "--out", str(Path(folder) / name)])
        patch.stopall()
        target.parent.mkdir()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for path in sorted((Path(folder) / name).rglob("*")):
                archive.write(path, path.relative_to(folder).as_posix())
    return target


if __name__ == "__main__":
    print(make(sys.argv[1]))  # noqa: T201  # a script
