"""How a bundle is installed, for people."""

from linebench import __version__
from linebench.bundle.recorded import UNTESTED

__all__ = ["INSTALL", "how_to_install"]

INSTALL = "INSTALL.md"
_TEXT = """\
# linebench {version} for {platform}, Python {python}

Everything that is needed is in this folder; nothing is fetched from elsewhere.

```sh
python -m venv bench
bench/bin/python -m pip install --no-index --find-links wheels --require-hashes -r requirements.lock
bench/bin/linebench qualify
bench/bin/linebench demo
```

On Windows the programs lie in `bench\\Scripts`. `manifest-sha256.txt` has the SHA-256 of every file of this folder;
pip compares those of the wheels by itself. `linebench qualify` leaves the adequacy pack of the installation, which
every later report names. This platform is {state}.

| here | is |
| --- | --- |
| `wheels/` | the bench and every package it needs |
| `requirements.lock` | their versions and SHA-256 |
| `content/` | scenarios, features, fixtures and templates, to be read; the bench has them inside |
| `licences.csv`, `licences/` | the licence of each package, with its text |
| `sbom.cdx.json` | the list of components, CycloneDX 1.6 |
"""


def how_to_install(platform: str, python: str, state: str) -> str:
    """Return the text. ``state``: the pack of a recorded qualification of the platform, or ``untested``."""
    told = ("untested: no whole qualification of it is recorded" if state == UNTESTED else
            f"tested: its qualification is recorded as {state}")
    return _TEXT.format(version=__version__, platform=platform, python=python, state=told)
