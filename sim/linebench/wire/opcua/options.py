"""Everything that may be said of a wire that is spoken in OPC UA, and how it is read from a stack file."""

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from linebench.units import Duration
from linebench.wire.dialect import choose
from linebench.wire.opcua.client import Access
from linebench.wire.opcua.nameplate import Nameplate
from linebench.wire.opcua.reader import ReaderOptions
from linebench.wire.opcua.scale import ScaleOptions
from linebench.wire.opcua.security import Security
from linebench.wire.opcua.vision import VisionOptions

__all__ = ["OpcUaOptions", "OptionsError", "read_options", "read_secured"]

_Secured = TypeVar("_Secured", bound=Security)

_PROFILES = ("plain",)
_LISTS = ("policies", "namespaces", "supported")
_FOLDERS = (("folder",), ("access", "folder"), ("access", "trusted"))
_NOBODY = "nobody"
_MOST = 7
"""Namespaces of a controller, from index 3 on: those of specifications begin at 10."""


class OptionsError(ValueError):
    """Options that cannot be used. The message names the file or the option, and what was expected."""


class OpcUaOptions(Security, frozen=True, kw_only=True):
    """Options of a server and of the level that dials it, beside those of ``Security``."""

    path: str = "/linebench"
    """Of the endpoint's URL."""
    namespaces: tuple[str, ...] = ()
    """Namespaces of the emulated controller, from index 3 on; at most seven."""
    aliases: dict[str, str] = msgspec.field(default_factory=dict)
    """Tag by NodeId under which it is shown too, such as ``ns=3;s="L2"."State"``."""
    by_alias: bool = False
    """The bench's own level binds to aliases where there are some, as a production system would."""
    design_speed: float = 400.0
    """Packs a minute; a PackML unit takes no faster speed. 0: any."""
    clock_offset: Duration = Duration(0)
    """Server: how far its clock, which the source timestamps of values are from, goes ahead of the right time; less
    than 0: behind."""
    clock_within: Duration = Duration(60_000_000)
    """The bench's own level: how far a server's clock may go otherwise than its own before people are told."""
    nameplate: Nameplate = Nameplate()
    vision: VisionOptions = VisionOptions()
    reader: ReaderOptions = ReaderOptions()
    scale: ScaleOptions = ScaleOptions()
    """``nameplate`` of the device takes the place of those of ``reader`` and ``scale``, and is what the server says
    of itself."""
    supported: tuple[str, ...] = ()
    """How the identities begin that the bench's own level serves (maker, product and version); none: all."""
    access: Access = Access()
    """How the bench's own level connects."""


def read_options(profile: str, given: Mapping[str, str]) -> OpcUaOptions:
    """Read the options of one wire.

    Args:
        profile: ``plain`` or empty.
        given: as a stack file has them. ``file`` names a TOML file with any of them, and is the place for
            passwords: a stack file stands in every journal. Lists are written with commas, tables as in
            ``name=value``, users as in ``name=role:password``, and ``nobody`` lets no anonymous client in.

    Raises:
        OptionsError: no such file, option or value.

    """
    found = read_secured("opcua", dict.fromkeys(_PROFILES, OpcUaOptions()), profile, given, _LISTS)
    if len(found.namespaces) > _MOST:
        where = f"{given['file']}: " if "file" in given else ""
        raise OptionsError(f"{where}found {len(found.namespaces)} namespaces; expected at most {_MOST}")
    return found


def read_secured(dialect: str, profiles: Mapping[str, _Secured], profile: str, given: Mapping[str, str],
                 lists: Collection[str]) -> _Secured:
    """Read the options of a wire that says who may connect; as ``read_options``.

    Args:
        dialect: its name.
        profiles: by name, all of one kind, the first the default.
        profile: which.
        given: as ``read_options``.
        lists: options whose text is a list also where the profile has none.

    Raises:
        OptionsError: as ``read_options``.

    """
    texts = dict(given)
    values = _of_file(texts.pop("file", ""), dialect)
    values |= {name: _listed(text) if name in lists else text for name, text in texts.items()}
    if "users" in texts:
        values["users"] = _users(texts["users"])
    if values.get("anonymous") == _NOBODY:
        values["anonymous"] = None
    where = f"{given['file']}: " if "file" in given else ""
    try:
        found = choose(f"dialect {dialect}", profiles, profile, values)
    except (LookupError, ValueError) as error:
        raise OptionsError(f"{where}{error.args[0]}") from error
    assert isinstance(found, type(next(iter(profiles.values()))))
    return found


def _of_file(name: str, dialect: str) -> dict[str, Any]:
    """The options in a file; relative folders in it are meant from where it lies."""
    if not name:
        return {}
    file = Path(name)
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise OptionsError(f"{file}: {why}; expected a TOML file with options of {dialect}") from error
    for *parents, last in _FOLDERS:
        table = values.get(parents[0], {}) if parents else values
        if isinstance(table, dict) and isinstance(table.get(last), str) and table[last]:
            table[last] = str(file.parent / table[last])
    return values


def _users(text: str) -> dict[str, list[str]]:
    """Password and role by name."""
    users: dict[str, list[str]] = {}
    for each in _listed(text):
        name, _, rest = each.partition("=")
        role, sign, password = rest.partition(":")
        if not sign or not name:
            raise OptionsError("found users in another form; expected name=role:password")
        users[name] = [password, role]
    return users


def _listed(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]
