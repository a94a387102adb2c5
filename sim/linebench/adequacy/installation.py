"""Installation qualification of the bench itself: its files, its packages, and whether they are what was locked."""

from importlib.metadata import version
from pathlib import Path

from packaging.specifiers import SpecifierSet

from linebench import __version__
from linebench.adequacy.model import NA, Part, Row, row
from linebench.content import AREAS, library
from linebench.inventory.distributions import BENCH, asked_for, changed_files, installed, licence
from linebench.inventory.tool import tool

__all__ = ["part"]

_SHOWN = 5


def part(folder: Path, *, quick: bool) -> Part:  # noqa: ARG001  # parts are called alike
    """Compare what is installed with what it says of itself."""
    names = (BENCH,) if quick else tuple(installed())
    rows = (_bench(), _content(), _checkout(), _asked(), _licences(), *map(_files, names))
    return Part(id="installation", title="Installation of the bench", rows=rows,
                left_out=f"the files of {len(installed()) - 1} packages against their RECORD" if quick else "")


def _bench() -> Row:
    return row("version", "version of the bench as installed and as it says", __version__, version(BENCH),
               met=version(BENCH) == __version__)


def _content() -> Row:
    missing = [area for area in AREAS if not (library() / area).is_dir()]
    return row("content", "the folders of the library", ", ".join(AREAS),
               f"missing: {', '.join(missing)}" if missing else "all", met=not missing)


def _checkout() -> Row:
    dirty = tool().dirty
    if dirty is None:
        return Row(id="checkout", what="sources of the bench", expected="as committed", found="no checkout",
                   result=NA, why="the bench was installed from a wheel; its files are compared with RECORD")
    # a changed bench may be qualified: the pack is bound to its hash and says so
    return Row(id="checkout", what="sources of the bench", expected="as committed or named by their hash",
               found=f"{'changed since' if dirty else 'as'} {tool().commit}", result="pass")


def _asked() -> Row:
    wrong = [f"{name} {there.version}" for name, there in installed().items()
             if not SpecifierSet(asked_for().get(name, "")).contains(there.version, prereleases=True)]
    missing = [name for name in asked_for() if name not in installed()]
    all_there = f"{len(asked_for())} packages"
    return row("packages", "every package that is needed, in a version that is asked for", all_there,
               "; ".join((*wrong, *(f"{name} is missing" for name in missing))) or all_there,
               met=not wrong and not missing)


def _licences() -> Row:
    without = [name for name, there in installed().items() if licence(there) == "unknown"]
    return row("licences", "packages that state no licence", "none", ", ".join(without) or "none", met=not without)


def _files(name: str) -> Row:
    bad = changed_files(name)
    found = "; ".join(bad[:_SHOWN]) + (f" and {len(bad) - _SHOWN} more" if len(bad) > _SHOWN else "")
    return row(f"files of {name}", f"files of {name} {installed()[name].version} against RECORD", "none changed",
               found or "none changed", met=not bad)
