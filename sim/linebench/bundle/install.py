"""How a bundle is installed, for people."""

from linebench import __version__

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
every later report names.

| here | is |
| --- | --- |
| `wheels/` | the bench and every package it needs |
| `requirements.lock` | their versions and SHA-256 |
| `content/` | scenarios, features, fixtures and templates, to be read; the bench has them inside |
| `licences.csv`, `licences/` | the licence of each package, with its text |
| `sbom.cdx.json` | the list of components, CycloneDX 1.6 |
"""


def how_to_install(platform: str, python: str) -> str:
    """Return the text."""
    return _TEXT.format(version=__version__, platform=platform, python=python)
