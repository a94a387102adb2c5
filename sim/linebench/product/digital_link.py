"""GS1 Digital Link: the elements of one code as a web address, uncompressed.

Source: GS1 Digital Link Standard: URI Syntax. The primary key and its qualifiers make the path, in a fixed order;
all other elements make the query.
"""

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, quote, unquote, urlsplit

from linebench.product.elements import ElementError, write_elements

__all__ = ["DigitalLinkError", "read_link", "write_link"]

Elements = tuple[tuple[str, str], ...]

_QUALIFIERS = {"01": ("22", "10", "21", "235"), "00": ()}
"""Primary keys of packs and of containers, and what may follow them in the path, in this order."""
_SCHEMES = ("https", "http")
_DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]+)?")


class DigitalLinkError(ValueError):
    """Elements without a link, or an address that is no link. The message says what was found and expected."""


def write_link(elements: Iterable[tuple[str, str]], domain: str = "id.gs1.org") -> str:
    """The link that says ``elements``, with all characters encoded that mean something in an address.

    Raises:
        DigitalLinkError: no primary key, an identifier twice, a value that breaks its rule, or no domain name.

    """
    if not _DOMAIN.fullmatch(domain):
        raise DigitalLinkError(f"{domain!r} is no domain name; expected one such as id.gs1.org")
    pairs = _checked(elements)
    values = dict(pairs)
    key = next((key for key in _QUALIFIERS if key in values), None)
    if key is None:
        raise DigitalLinkError(f"found {_listed(values)}, expected one of {_listed(_QUALIFIERS)} among them")
    inside = [key, *(ai for ai in _QUALIFIERS[key] if ai in values)]
    path = "".join(f"/{ai}/{quote(values[ai], safe='')}" for ai in inside)
    query = "&".join(f"{ai}={quote(value, safe='')}" for ai, value in pairs if ai not in inside)
    return f"https://{domain}{path}{'?' if query else ''}{query}"


def read_link(uri: str) -> Elements:
    """The elements that a link says: primary key, qualifiers, then the query in its order.

    Path segments before the primary key, and parameters of the query that are no numbers, belong to the address.

    Raises:
        DigitalLinkError: no web address, no primary key, qualifiers out of order, an identifier twice, or a
            value that breaks its rule.

    """
    address = _address(uri)
    return _checked([*_path_pairs(uri, address.path), *_query_pairs(uri, address.query)])


def _address(uri: str) -> SplitResult:
    try:
        address = urlsplit(uri)
    except ValueError as error:
        raise DigitalLinkError(f"{uri!r} is no web address: {error}") from None
    if address.scheme not in _SCHEMES or not address.netloc:
        raise DigitalLinkError(f"{uri!r} is no web address; expected https:// and a domain name first")
    return address


def _path_pairs(uri: str, path: str) -> Iterable[tuple[str, str]]:
    parts = [unquote(part) for part in path.strip("/").split("/")]
    for start, key in enumerate(parts):
        names, values = parts[start::2], parts[start + 1::2]
        if key in _QUALIFIERS and len(names) == len(values) and _in_order(names[1:], _QUALIFIERS[key]):
            return zip(names, values, strict=True)
    orders = " or ".join("".join(f"/{ai}/…" for ai in (key, *others)) for key, others in _QUALIFIERS.items())
    raise DigitalLinkError(f"{uri!r} has the path {path!r}; expected {orders}, the qualifiers in this order")


def _in_order(names: list[str], qualifiers: tuple[str, ...]) -> bool:
    return names == [ai for ai in qualifiers if ai in names]


def _query_pairs(uri: str, query: str) -> Iterable[tuple[str, str]]:
    for parameter in query.split("&"):
        ai, equals, value = parameter.partition("=")
        if not ai.isdecimal():
            continue
        if not equals:
            raise DigitalLinkError(f"{uri!r} has {parameter!r} in its query; expected a value behind it")
        yield ai, unquote(value)


def _checked(elements: Iterable[tuple[str, str]]) -> Elements:
    pairs = tuple(elements)
    names = [ai for ai, _ in pairs]
    twice = next((ai for ai in names if names.count(ai) > 1), None)
    if twice is not None:
        raise DigitalLinkError(f"({twice}) stands {names.count(twice)} times; expected once")
    try:
        write_elements(pairs)
    except ElementError as error:
        raise DigitalLinkError(str(error)) from None
    return pairs


def _listed(ais: Iterable[str]) -> str:
    return ", ".join(f"({ai})" for ai in ais) or "nothing"
