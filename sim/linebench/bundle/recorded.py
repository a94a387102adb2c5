"""``fixtures/platforms.toml``: platforms on which a whole qualification was executed. All others are untested."""

import tomllib

import msgspec

from linebench.bundle.errors import BundleError
from linebench.content import Content
from linebench.evidence.model import UNTESTED
from linebench.evidence.stored import Stored
from linebench.toml_text import quoted

__all__ = ["FILE", "UNTESTED", "Recorded", "read_recorded", "row", "state_of"]

FILE = "platforms.toml"


class Recorded(Stored, frozen=True, kw_only=True):
    """A whole qualification that passed. ``os``, ``machine``: as of PEP 508; ``pack``: its id; ``on``: a day."""

    os: str
    machine: str
    python: str
    pack: str
    on: str

    def covers(self, os: str, machine: str, python: str) -> bool:
        """Whether it says something of a platform; of Python the minor version counts."""
        return (self.os, self.machine) == (os, machine) and _minor(self.python) == _minor(python)


def read_recorded(content: Content) -> tuple[Recorded, ...]:
    """Read every row.

    Raises:
        BundleError: the file is damaged.

    """
    file = content.fresh().read("fixtures", FILE)
    try:
        return tuple(msgspec.convert(each, type=Recorded) for each in tomllib.loads(file.text).get("recorded", []))
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BundleError(f"{file.shown}: found a table that cannot be read: {error}; expected [[recorded]] as "
                          "linebench platforms --record writes it") from error


def state_of(content: Content, os: str, machine: str, python: str) -> str:
    """``untested``, or the id of the newest pack that was recorded of a platform."""
    found = [one for one in read_recorded(content) if one.covers(os, machine, python)]
    return max(found, key=lambda one: one.on).pack if found else UNTESTED


def row(one: Recorded) -> str:
    """Write a row as TOML."""
    return "\n[[recorded]]\n" + "".join(f"{name} = {quoted(value)}\n"
                                        for name, value in msgspec.structs.asdict(one).items())


def _minor(python: str) -> tuple[str, ...]:
    return tuple(python.split(".")[:2])
