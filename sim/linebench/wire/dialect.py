"""What a protocol folder declares: its name, the seat it speaks for, its profiles and its two ends.

A new dialect is a new folder in ``wire`` with a module ``dialect`` that holds ``DIALECTS``; nothing else changes.
"""

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import msgspec

from linebench import wire
from linebench.units import Quantity, UnitError
from linebench.wire.side import Setting, Side

__all__ = ["Dialect", "Profile", "choose", "declared", "dialects"]


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of a dialect's options: what real units of that family do differently, one field each."""


class Dialect(msgspec.Struct, frozen=True, kw_only=True):
    """One protocol as a rendering of one seat's port."""

    name: str
    """As stack files and ``linebench serve`` call it, such as ``codenet``."""
    seats: tuple[str, ...]
    """Seats whose port it renders: ``printer``, ``camera``, ``scale``, ``scanner``."""
    port: int
    """Where real devices listen; the bench takes any."""
    summary: str
    profiles: Mapping[str, Profile]
    """Named sets of options; the first is the default."""
    device: Callable[[Any, Setting], Side]
    """Make the device side of a profile; all connections of one device share it."""
    host: Callable[[Any, Setting], Side]
    """Make the host side of a profile."""

    def profile(self, name: str = "", options: Mapping[str, Any] | None = None) -> Profile:
        """Return a profile with single options replaced.

        Raises:
            LookupError: no such profile.
            ValueError: no such option, or its value does not fit.

        """
        return choose(f"dialect {self.name}", self.profiles, name, options)


@cache
def dialects() -> dict[str, Dialect]:
    """Every dialect by name, from the modules ``wire.<folder>.dialect``."""
    return {each.name: each for each in declared("dialect", "DIALECTS")}


def choose(owner: str, profiles: Mapping[str, Profile], name: str, options: Mapping[str, Any] | None) -> Profile:
    """Return the profile ``name``, the first when empty, with single options replaced.

    An option given as text is read as what it is: ``a, b`` as a list, ``name=value, other=value`` as a table, in
    which the names not given keep their values.

    Raises:
        LookupError: no such profile.
        ValueError: no such option, or its value does not fit.

    """
    wanted = name or next(iter(profiles))
    if wanted not in profiles:
        raise LookupError(f"{owner} has no profile {wanted!r}; expected one of {', '.join(profiles)}")
    base = profiles[wanted]
    given: dict[str, Any] = msgspec.to_builtins(base, enc_hook=str)
    try:
        given |= {key: _read(key, value, given.get(key)) for key, value in (options or {}).items()}
        return msgspec.convert(given, type(base), dec_hook=_quantity, strict=False)  # files give numbers as text
    except (msgspec.ValidationError, UnitError, _TextError) as error:
        raise ValueError(f"{owner}, profile {wanted}: {error}") from error


class _TextError(ValueError):
    """Text that is no list and no table."""


def _read(key: str, value: object, present: object) -> object:
    """An option as it was given; text, where the option is no text, as the list or table that it stands for."""
    if not isinstance(value, str) or not isinstance(present, list | tuple | dict):
        return value
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if not isinstance(present, dict):
        return parts
    pairs = [part.partition("=") for part in parts]
    for name, sign, _ in pairs:
        if not name or not sign:
            raise _TextError(f"{key}; expected name=value, with commas between them")  # some hold passwords
    return present | {name.strip(): given.strip() for name, _, given in pairs}


def _quantity(kind: type, value: object) -> object:
    """Read a field that is no plain value, which is a quantity as text with its unit."""
    if isinstance(value, str) and issubclass(kind, Quantity):
        return kind.parse(value)
    raise UnitError(f"{value!r} is no {kind.__name__.lower()}; expected text with a unit")


def declared(module: str, attribute: str) -> list[Any]:
    """All that stands in ``attribute`` of the modules ``wire.<folder>.<module>``, in order of the folders."""
    found: list[Any] = []
    for folder in pkgutil.iter_modules(wire.__path__):
        name = f"{wire.__name__}.{folder.name}.{module}"
        if folder.ispkg and importlib.util.find_spec(name) is not None:
            found += getattr(importlib.import_module(name), attribute)
    return found
