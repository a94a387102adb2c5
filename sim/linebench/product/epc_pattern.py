"""Patterns of identifiers: which canonical Digital Links are of a kind, such as all serials of a GTIN.

Source: GS1 EPC Tag Data Standard, pure identity pattern URIs: ``*`` stands for a whole part, and for all behind it.
A Digital Link may end in ``*`` likewise. In a class URI (``urn:epc:class:lgtin:…``) it may stand for the lot.
"""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote, unquote

import msgspec

from linebench.product.epc_uri import DOMAIN, SCHEMES, EpcUriError, Scheme, canonical_link

__all__ = ["EpcPattern", "pattern_of"]

_URN = re.compile(r"urn:epc:(?:idpat|class):([a-z]+):(.+)")
_LINK = re.compile(r"(https?://.+?)/(\d{2,4})/\*")
_KEYS = frozenset(scheme.ai for scheme in SCHEMES.values())
_PREFIX, _DIGITS = re.compile(r"[0-9]{6,12}|\*"), re.compile(r"[0-9]+|\*")
_ANY = "[^/]+"
_EXAMPLE = "expected a pattern such as urn:epc:idpat:sgtin:4012345.011111.*"


class EpcPattern(msgspec.Struct, frozen=True):
    """A pattern. ``starts``: every identifier of it begins with one of these."""

    expression: str
    starts: tuple[str, ...]

    def fits(self, link: str) -> bool:
        """Whether a canonical Digital Link is of the kind. So is the class itself, where the pattern is one."""
        return re.fullmatch(self.expression, link) is not None


def pattern_of(text: str) -> EpcPattern | None:
    """The pattern that a text is; ``None``: it is none, and stands for itself.

    Raises:
        EpcUriError: it has a ``*`` as patterns do, and is none.

    """
    urn, link = _URN.fullmatch(text), _LINK.fullmatch(text)
    if link:
        return _of_link(text, link[1], link[2])
    if urn is None or "*" not in urn[2].split("."):
        return None
    scheme = SCHEMES.get(urn[1])
    parts = urn[2].split(".", scheme.parts - 1) if scheme else []
    if scheme is None or len(parts) != scheme.parts or set(parts[parts.index("*"):]) != {"*"}:
        raise EpcUriError(f"found {text!r}, {_EXAMPLE}")
    return _of_urn(scheme, parts, text)


def _of_link(text: str, base: str, ai: str) -> EpcPattern:
    whole = canonical_link(base)
    if whole is None and ai not in _KEYS:
        raise EpcUriError(f"found {text!r}, expected a link such as {DOMAIN}/01/04012345111118/21/*")
    start = f"{whole or DOMAIN}/{ai}/"
    return EpcPattern(re.escape(start) + (_ANY if whole else ".+"), (start,))


def _of_urn(scheme: Scheme, parts: Sequence[str], text: str) -> EpcPattern:
    prefix, reference = parts[0], parts[1]
    if not _PREFIX.fullmatch(prefix):
        raise EpcUriError(f"found {text!r} with the company prefix {prefix!r}, expected 6 to 12 digits or *")
    head = f"{DOMAIN}/{scheme.ai}/{scheme.lead}"
    if not scheme.digits:
        behind = "" if reference == "*" else quote(unquote(reference), safe="';=")
        known = "" if prefix == "*" else prefix + behind
        return EpcPattern(re.escape(head + known) + (_ANY if "*" in parts[:2] else "") + _tail(scheme),
                          (head + known,))
    digits = scheme.digits - (0 if prefix == "*" else len(prefix)) - (0 if reference == "*" else len(reference))
    if digits < 0 or (digits and reference != "*") or not _DIGITS.fullmatch(reference):
        raise EpcUriError(f"found {text!r}, expected {scheme.digits} digits in its first two parts together")
    missing = digits - (1 if scheme.moved and prefix != "*" and reference == "*" else 0)
    keys = tuple(_keys(scheme, prefix, reference))
    body = f"(?:{'|'.join(keys)})" + rf"\d{{{max(missing, 0)}}}\d" + _between(scheme, parts)
    return EpcPattern(re.escape(head) + body + _tail(scheme), tuple(head + key for key in keys))


def _keys(scheme: Scheme, prefix: str, reference: str) -> Iterable[str]:
    """How the digits of a key begin, as far as they are known."""
    if prefix == "*":
        return ("",)
    known = "" if reference == "*" else reference
    if not scheme.moved:
        return (prefix + known,)
    return (known[0] + prefix + known[1:],) if known else (f"{digit}{prefix}" for digit in range(10))


def _between(scheme: Scheme, parts: Sequence[str]) -> str:
    if not scheme.between:
        return ""
    return "".join(r"\d\d" if part == "*" else re.escape(part) for part in parts[2:4])


def _tail(scheme: Scheme) -> str:
    if scheme.joined:
        return "[^/]*"
    return f"(?:/{scheme.qualifier}/{_ANY})?" if scheme.qualifier else ""
