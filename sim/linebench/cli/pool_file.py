"""The file of ``linebench pool``: which pools there are, and by which faces they are asked."""

import tomllib
from pathlib import Path
from typing import Any

import msgspec

from linebench.cli.failure import UserError
from linebench.product.serials import SERIAL_ALPHABET
from linebench.stack.pool import Listed, PoolConfig, PoolError, PoolPlan, Random, Sequential

__all__ = ["FacePlan", "PoolFile", "read_pools"]


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of what stands in the file."""


class _Pool(_Part, frozen=True, kw_only=True):
    """One pool. Of ``serials``, ``prefix`` and ``length`` one says where its serials come from."""

    form: str
    criteria: dict[str, str] = {}
    length: int = 12
    alphabet: str = SERIAL_ALPHABET
    serials: tuple[str, ...] = ()
    prefix: str = ""
    first: int = 1
    extension: int = 0
    size: int | None = None

    def plan(self) -> PoolPlan:
        """The pool."""
        source = (Listed(self.serials) if self.serials
                  else Sequential(self.prefix, self.first, self.extension) if self.prefix
                  else Random(self.length, self.alphabet))
        return PoolPlan(form=self.form, criteria=tuple(self.criteria.items()), source=source, size=self.size)


class FacePlan(_Part, frozen=True, kw_only=True):
    """One face: a dialect, the port at which it is asked (0: a free one), and the dialect's options as text."""

    dialect: str
    port: int = 0
    host: str = "127.0.0.1"
    profile: str = ""
    options: dict[str, str] = {}


class _File(_Part, frozen=True, kw_only=True):
    pool: tuple[_Pool, ...]
    face: tuple[FacePlan, ...] = (FacePlan(dialect="serials-rest"),)
    most: int = 1_000_000


class PoolFile(msgspec.Struct, frozen=True):
    """What a file says."""

    config: PoolConfig
    faces: tuple[FacePlan, ...]


def read_pools(file: Path) -> PoolFile:
    """Read a file of pools.

    Raises:
        UserError: it cannot be read, or says what cannot be.

    """
    said = _read(file)
    config = PoolConfig(pools=tuple(each.plan() for each in said.pool), most=said.most)
    try:
        config.check()
    except PoolError as error:
        raise UserError(f"{file}: {error}") from error
    if not said.pool or not said.face:
        raise UserError(f"{file}: found no {'[[face]]' if said.pool else '[[pool]]'}; expected one or more")
    return PoolFile(config, said.face)


def _read(file: Path) -> _File:
    try:
        values: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        return msgspec.convert(values, _File)
    except OSError as error:
        raise UserError(f"{file}: {error.strerror}; expected a TOML file with [[pool]] tables") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError(f"{file}: found no TOML: {error}; expected [[pool]] tables in UTF-8") from error
    except msgspec.ValidationError as error:
        raise UserError(f"{file}: {error}; expected [[pool]] tables with form and criteria, and [[face]] tables "
                        "with dialect and port") from error
