"""The licences of everything in a bundle, as a table. What states none is refused, unless a file explains it."""

import csv
import io
import tomllib
from collections.abc import Mapping, Sequence

import msgspec

from linebench.bundle.content import Distributed
from linebench.bundle.errors import BundleError
from linebench.content import ContentFile
from linebench.evidence.model import UNKNOWN

__all__ = ["EXPLAINED", "explained", "licence_table", "read_explained"]

EXPLAINED = "licences.toml"
"""In ``fixtures/``: licences of distributions whose metadata state none, each with the reason."""


class _Explained(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    licence: str
    why: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    explained: tuple[_Explained, ...] = ()


def read_explained(file: ContentFile) -> dict[str, str]:
    """Return the licences that the file states, by plain name of the distribution.

    Raises:
        BundleError: the file is damaged, or gives no reason.

    """
    try:
        found = msgspec.convert(tomllib.loads(file.text), type=_File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise BundleError(f"{file.shown}: {error}; expected [[explained]] with name, licence and why") from error
    if wrong := next((one.name for one in found.explained if not (one.licence.strip() and one.why.strip())), None):
        raise BundleError(f"{file.shown}: {wrong}: found no licence or no reason; expected both")
    return {one.name: one.licence for one in found.explained}


def explained(distributed: Sequence[Distributed], known: Mapping[str, str]) -> tuple[Distributed, ...]:
    """Return the same distributions, each with a licence.

    Raises:
        BundleError: some state none, and nobody explained them.

    """
    missing = [one.name for one in distributed if one.licence == UNKNOWN and one.name not in known]
    if missing:
        raise BundleError(f"found no licence in the metadata of {', '.join(sorted(missing))}; expected one of "
                          f"each; look it up and state it with the reason in fixtures/{EXPLAINED}")
    return tuple(one if one.licence != UNKNOWN else
                 Distributed(one.name, one.version, known[one.name], one.file, one.sha256) for one in distributed)


def licence_table(distributed: Sequence[Distributed]) -> bytes:
    """Return name, version, licence, file and SHA-256 of each as CSV, by name."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("name", "version", "licence", "file", "sha256"))
    table.writerows((one.name, one.version, one.licence, one.file, one.sha256)
                    for one in sorted(distributed, key=lambda one: one.name))
    return text.getvalue().encode()
