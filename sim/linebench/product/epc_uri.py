"""EPC URIs and Digital Links of the same thing, and how one becomes the other.

A URN says where the company prefix ends, a Digital Link does not: the way back needs the prefix's length.
Source: GS1 EPC Tag Data Standard, pure identity, class and pattern URIs; GS1 Digital Link, canonical form.
"""

import functools
import re
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import quote, unquote

import msgspec

from linebench.product.keys import check_digit

__all__ = ["DOMAIN", "SCHEMES", "EpcUriError", "Scheme", "canonical_link", "elements_of_link", "link_of_elements",
           "link_of_urn", "urn_of_link"]

DOMAIN = "https://id.gs1.org"
_ESCAPED = frozenset('"%&/<>?#')
"""Characters that a URN may not have as they are."""
_SAFE = "';="
_SERIAL_AT = 16
"""Where the serial's identifier stands in a pack's element string."""
_check_digit = functools.lru_cache(maxsize=4_096)(check_digit)
"""Of the few classes that most serials are of."""
_PREFIX_SHORTEST, _PREFIX_LONGEST = 6, 12


class EpcUriError(ValueError):
    """A URI of nothing that has an EPC. The message says what was found and expected."""


class Scheme(msgspec.Struct, frozen=True):
    """One kind of identifier.

    Attributes:
        ai: of the key in a Digital Link.
        digits: of prefix and reference together, without the check digit; 0: any number of characters.
        checked: a check digit stands behind these.
        moved: the first digit of the reference stands in front of the prefix in the key.
        lead: stands in front of the key's value.
        joined: the last part of the URN stands directly behind the check digit, as it does behind a GDTI's.
        qualifier: of the serial, lot or extension in a Digital Link; "" where there is none.
        between: digits between the key and the qualifier's value, such as piece and total of an ITIP.

    """

    ai: str
    digits: int = 0
    checked: bool = False
    moved: bool = False
    lead: str = ""
    joined: bool = False
    qualifier: str = ""
    between: int = 0

    @property
    def parts(self) -> int:
        """Parts of its URN, dots between them."""
        return 2 + (2 if self.between else 0) + bool(self.joined or self.qualifier)


SCHEMES: Mapping[str, Scheme] = MappingProxyType({
    "sgtin": Scheme("01", 13, checked=True, moved=True, qualifier="21"),
    "sscc": Scheme("00", 17, checked=True, moved=True),
    "sgln": Scheme("414", 12, checked=True, qualifier="254"),
    "pgln": Scheme("417", 12, checked=True),
    "grai": Scheme("8003", 12, checked=True, lead="0", joined=True),
    "giai": Scheme("8004"),
    "gsrn": Scheme("8018", 17, checked=True),
    "gsrnp": Scheme("8017", 17, checked=True),
    "gdti": Scheme("253", 12, checked=True, joined=True),
    "sgcn": Scheme("255", 12, checked=True, joined=True),
    "ginc": Scheme("401"),
    "gsin": Scheme("402", 16, checked=True),
    "cpi": Scheme("8010", qualifier="8011"),
    "itip": Scheme("8006", 13, checked=True, moved=True, qualifier="21", between=4),
    "upui": Scheme("01", 13, checked=True, moved=True, qualifier="235"),
    "lgtin": Scheme("01", 13, checked=True, moved=True, qualifier="10"),
})
"""Every scheme of pure identity and class URIs that has a Digital Link."""
_URN = re.compile(r"urn:epc:(id|class|idpat):([a-z]+):(.+)")
_LINK = re.compile(r"https?://[^/?#]+(?:/[^?#]*?)?/(00|01|253|255|401|402|414|417|8003|8004|8006|8010|8017|8018)/"
                   r"([^/?#]+)((?:/(?:10|21|22|235|254|8011)/[^/?#]+)*)/?(?:[?#].*)?")
_SPOKEN = MappingProxyType({"gtin": "01", "sscc": "00", "gln": "414", "party": "417", "gdti": "253", "grai": "8003",
                            "giai": "8004", "itip": "8006", "cpid": "8010", "gsrn": "8018", "gsrnp": "8017",
                            "lot": "10", "ser": "21", "cpv": "22", "glnx": "254", "cpsn": "8011"})
"""Names that links had instead of numbers, before the standard took them back."""
_NAME = re.compile("/(" + "|".join(_SPOKEN) + ")(?=/)")
_FINEST: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "01": ("21", "235", "10"), "414": ("254",), "8006": ("21", "10"), "8010": ("8011",)})
"""Of each key, which qualifier a canonical link keeps: the first of these that is there."""
_FORMS = MappingProxyType({
    "00": r"\d{18}", "01": r"\d{14}", "253": r"\d{13}.{0,17}", "255": r"\d{13}\d{0,12}", "401": r".{1,30}",
    "402": r"\d{17}", "414": r"\d{13}", "417": r"\d{13}", "8003": r"\d{14}.{0,16}", "8004": r".{1,30}",
    "8006": r"\d{18}", "8010": r".{1,30}", "8017": r"\d{18}", "8018": r"\d{18}",
})
"""Of each key, its form in a link."""


def canonical_link(text: str) -> str | None:
    """The link of an identifier at its finest, at the GS1's own address; ``None``: it is no GS1 identifier."""
    if text.startswith("urn:epc:"):
        try:
            return link_of_urn(text)
        except EpcUriError:
            return None
    if not text.startswith("http"):
        return None
    match = _LINK.fullmatch(_NAME.sub(lambda name: "/" + _SPOKEN[name[1]], text))
    if match is None or not re.fullmatch(_FORMS[match[1]], unquote(match[2]), re.DOTALL):
        return None
    return _canonical(match[1], unquote(match[2]), _pairs(match[3]))


def _pairs(path: str) -> dict[str, str]:
    parts = path.split("/")[1:]
    return {name: unquote(value) for name, value in zip(parts[::2], parts[1::2], strict=True)}


def _canonical(ai: str, key: str, qualifiers: Mapping[str, str]) -> str:
    kept = next((name for name in _FINEST.get(ai, ()) if name in qualifiers), "")
    tail = f"/{kept}/{_quoted(qualifiers[kept])}" if kept else ""
    return f"{DOMAIN}/{ai}/{_quoted(key)}{tail}"


def _quoted(text: str) -> str:
    # most keys and serials are letters and digits, and quoting them costs a third of a link
    return text if text.isalnum() and text.isascii() else quote(text, safe=_SAFE)


def link_of_elements(text: str) -> str:
    """The canonical link of a pack's or container's element string, ``01…21…`` or ``00…``. Nothing is checked."""
    if text.startswith("00"):
        return f"{DOMAIN}/00/{text[2:]}"
    return f"{DOMAIN}/01/{text[2:_SERIAL_AT]}/21/{quote(text[_SERIAL_AT + 2:], safe=_SAFE)}"


def elements_of_link(link: str) -> str:
    """The element string of the canonical link of a pack or container.

    Raises:
        EpcUriError: it is the link of something else.

    """
    ai, key, *rest = link.removeprefix(DOMAIN + "/").split("/")
    if ai == "00" and not rest:
        return f"00{key}"
    if ai == "01" and rest[:1] == ["21"]:
        return f"01{key}21{unquote(rest[1])}"
    raise EpcUriError(f"found {link!r}, expected the link of a pack or a container")


def link_of_urn(urn: str) -> str:
    """The canonical Digital Link of a pure identity, class or pattern URI.

    Raises:
        EpcUriError: it is none, or its parts are not as long as they have to be.

    """
    match = _URN.fullmatch(urn)
    scheme = SCHEMES.get(match[2]) if match else None
    if match is None or scheme is None or (match[1] == "class") != (match[2] == "lgtin"):
        raise EpcUriError(f"found {urn!r}, expected an EPC URI such as urn:epc:id:sgtin:4012345.011111.9876")
    parts = match[3].split(".", scheme.parts - 1)
    if len(parts) != scheme.parts:
        raise EpcUriError(f"found {urn!r} with {len(parts)} parts, expected {scheme.parts} with dots between them")
    last = unquote(parts[-1]) if scheme.joined or scheme.qualifier else ""
    if match[1] == "idpat" and last == "*":
        last = ""
    key = _key(scheme, parts, urn) + (last if scheme.joined else "")
    qualifiers = {scheme.qualifier: last} if scheme.qualifier and last and (match[2], last) != ("sgln", "0") else {}
    return _canonical(scheme.ai, key, qualifiers)


def _key(scheme: Scheme, parts: list[str], urn: str) -> str:
    prefix, reference = parts[0], parts[1]
    if not prefix.isdecimal() or not _PREFIX_SHORTEST <= len(prefix) <= _PREFIX_LONGEST:
        raise EpcUriError(f"found {urn!r} with the company prefix {prefix!r}, expected 6 to 12 digits")
    if not scheme.digits:
        return prefix + unquote(reference)
    body = reference[:1] + prefix + reference[1:] if scheme.moved else prefix + reference
    if len(body) != scheme.digits or not body.isdecimal():
        raise EpcUriError(f"found {urn!r}, expected {scheme.digits} digits in its first two parts together")
    return scheme.lead + body + _check_digit(body) + "".join(parts[2:4] if scheme.between else ())


def urn_of_link(link: str, prefix_length: int) -> str:
    """The EPC URI of a Digital Link; ``prefix_length``: digits of the company prefix in it.

    A class becomes a class or pattern URI: a GTIN alone ``idpat``, a GTIN with a lot ``class:lgtin``.

    Raises:
        EpcUriError: it is no link of a GS1 identifier, its check digit is wrong, or the prefix is too long for it.

    """
    found = canonical_link(link)
    if found is None:
        raise EpcUriError(f"found {link!r}, expected a GS1 Digital Link")
    if not _PREFIX_SHORTEST <= prefix_length <= _PREFIX_LONGEST:
        raise EpcUriError(f"found a company prefix of {prefix_length} digits, expected 6 to 12")
    ai, key, *rest = found.removeprefix(DOMAIN + "/").split("/")
    qualifier, value = (rest[0], unquote(rest[1])) if rest else ("", "")
    name, scheme = _scheme_for(ai, qualifier)
    return _urn(name, scheme, unquote(key), value, prefix_length)


def _scheme_for(ai: str, qualifier: str) -> tuple[str, Scheme]:
    fitting = [(name, scheme) for name, scheme in SCHEMES.items() if scheme.ai == ai]
    return next((each for each in fitting if each[1].qualifier == qualifier), fitting[0])


def _urn(name: str, scheme: Scheme, key: str, value: str, length: int) -> str:
    body, tail = _divided(scheme, key)
    first = body[0] if scheme.moved else ""
    rest = body[1:] if scheme.moved else body
    parts = [rest[:length], first + (rest[length:] if scheme.digits else _escaped(rest[length:]))]
    if scheme.between:
        parts += [tail[:2], tail[2:4]]
        tail = ""
    last = tail if scheme.joined else value or ("0" if name == "sgln" else "")
    whole = bool(last) or not (scheme.joined or scheme.qualifier)
    if scheme.joined or scheme.qualifier:
        parts.append(_escaped(last) or "*")
    kind = "class" if name == "lgtin" else "id" if whole else "idpat"
    return f"urn:epc:{kind}:{name}:{'.'.join(parts)}"


def _divided(scheme: Scheme, key: str) -> tuple[str, str]:
    """Prefix and reference of a key, and what stands behind its check digit."""
    if not scheme.digits:
        return key, ""
    start = len(scheme.lead)
    end = start + scheme.digits
    body = key[start:end]
    if key[end:end + 1] != check_digit(body):
        raise EpcUriError(f"found {key!r} with check digit {key[end:end + 1]}, expected {check_digit(body)}")
    return body, key[end + 1:]


def _escaped(text: str) -> str:
    return "".join(f"%{ord(each):02X}" if each in _ESCAPED else each for each in text)
