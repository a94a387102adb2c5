"""What a site server hands over to the one that takes its place: everything that it keeps, as one document.

The document is JSON: ``handover`` (its version), ``site`` (whose it is), ``facts`` (for people, and for programs
that know nothing of what the server keeps), ``kept`` (all that it keeps, in its order, each with its key) and
``sha256`` of all of that. Whatever is changed by hand is found when it is read.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec

from linebench.stack.l3.decisions import L3Decisions
from linebench.stack.l3.history import Facts, facts_of
from linebench.stack.l3.kept import KeptError, plain, typed

__all__ = ["VERSION", "Handover", "HandoverError", "read_handover", "succeed", "write_handover"]

VERSION = 1


class HandoverError(ValueError):
    """A document that is none, or not whole. The message says what was found and what was expected."""


class _Content(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    handover: int
    site: str
    facts: Facts
    kept: tuple[tuple[str, Any], ...]


class _Document(_Content, frozen=True, kw_only=True, forbid_unknown_fields=True):
    sha256: str


class Handover(msgspec.Struct, frozen=True):
    """What a site hands over. ``kept``: its store; ``facts``: what that says."""

    site: str
    kept: dict[str, Any]
    facts: Facts


def write_handover(site: str, kept: Mapping[str, Any]) -> bytes:
    """Write the document of a site that keeps this.

    Raises:
        HandoverError: something of it cannot be handed over.

    """
    try:
        pairs = tuple((key, plain(value)) for key, value in kept.items())
    except KeptError as error:
        raise HandoverError(f"site {site}: {error}") from error
    content = _Content(handover=VERSION, site=site, facts=facts_of(kept), kept=pairs)
    whole = _Document(**msgspec.structs.asdict(content), sha256=_hash(content))
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def read_handover(data: bytes) -> Handover:
    """Read a document.

    Raises:
        HandoverError: it is none, of a version that is not known, or was changed.

    """
    try:
        found = msgspec.json.decode(data, type=_Document)
        content = _Content(**{name: getattr(found, name) for name in _Content.__struct_fields__})
        if found.handover != VERSION:
            raise HandoverError(f"handover: found version {found.handover}, expected {VERSION}; use a linebench "
                                "that knows it")
        if _hash(content) != found.sha256:
            raise HandoverError(f"sha256: found {found.sha256[:16]!r}…, expected {_hash(content)[:16]!r}…; the "
                                "document was changed after it was written")
        kept = {key: typed(value) for key, value in found.kept}
    except (msgspec.MsgspecError, UnicodeDecodeError, KeptError, RecursionError) as error:
        raise HandoverError(f"found what is no handover of a site server ({error}); expected what linebench site "
                            "export writes") from error
    return Handover(found.site, kept, found.facts)


def succeed(site: str, kept: Mapping[str, Any], decisions: L3Decisions) -> dict[str, Any]:
    """The store of a new server in the place of one that kept this, by way of the document."""
    return dict(decisions.takes_over(read_handover(write_handover(site, kept)).kept))


def _hash(content: _Content) -> str:
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()
