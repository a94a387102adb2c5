"""Elements of an EPCIS event in XML as the values that stand for them in JSON, so that both are checked alike."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from lxml import etree

from linebench.epcis.xml_form import LISTS, QUANTITIES, TYPED, XSI

__all__ = ["event_value", "local", "own_value", "parts", "said"]

_DECIMAL = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
_NUMBERS = frozenset({"value", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue"})
_TRUE = MappingProxyType({"true": True, "1": True, "false": False, "0": False})


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(etree.QName(element).localname)


def said(element: etree._Element) -> str:
    """The text of an element, without space around it."""
    return (element.text or "").strip()


def parts(element: etree._Element) -> Iterator[etree._Element]:
    """The children of an element; those of ``extension`` and ``baseExtension`` as if they stood in it."""
    for child in element:
        if child.tag in ("extension", "baseExtension"):
            yield from parts(child)
        else:
            yield child


def event_value(element: etree._Element) -> dict[str, Any]:
    """The event as values of JSON. Names of others are written out, with their namespace before them."""
    value: dict[str, Any] = {"type": element.tag}
    for child in parts(element):
        name = child.tag
        _add(value, name, _field(name, child))
    return value


def _add(found: dict[str, Any], name: str, value: Any) -> None:  # noqa: ANN401  # values of JSON
    """One more element: several of one name are a list."""
    if name not in found:
        found[name] = value
    elif isinstance(found[name], list):
        found[name] = [*found[name], value]
    else:
        found[name] = [found[name], value]


def _field(name: str, element: etree._Element) -> Any:  # noqa: ANN401  # a value of JSON
    if name in LISTS:
        return [said(each) for each in element]
    if name in QUANTITIES:
        return [_quantity(each) for each in element]
    if name in TYPED:
        return [{**dict(each.attrib), TYPED[name]: said(each)} for each in element]
    reader = _READERS.get(name)
    if reader:
        return reader(element)
    return own_value(element) if name.startswith("{") else said(element)


def _quantity(element: etree._Element) -> dict[str, Any]:
    found = {local(each): said(each) for each in element if each.get(f"{{{XSI}}}nil") not in ("true", "1")}
    return {name: _number(text) if name == "quantity" else text for name, text in found.items()}


def _number(text: str) -> Any:  # noqa: ANN401  # a number, or the text that is none
    if not _DECIMAL.fullmatch(text):
        return text
    return int(text) if text.lstrip("+-").isdecimal() else Decimal(text)


def _place(element: etree._Element) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in parts(element):
        _add(found, each.tag, said(each) if each.tag == "id" else own_value(each))
    return found


def _persistent(element: etree._Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in element:
        found.setdefault(each.tag, []).append(said(each))
    return found


def _declared(element: etree._Element) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in parts(element):
        if each.tag == "correctiveEventIDs":
            found[each.tag] = [said(one) for one in each]
        else:
            _add(found, each.tag, own_value(each) if each.tag.startswith("{") else said(each))
    return found


def _sensors(element: etree._Element) -> list[dict[str, Any]]:
    return [_sensor(each) for each in parts(element)]


def _sensor(element: etree._Element) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in parts(element):
        if each.tag == "sensorReport":
            found.setdefault(each.tag, []).append(_attributes(each))
        else:
            _add(found, each.tag, _attributes(each) if each.tag == "sensorMetadata" else own_value(each))
    return found


def _attributes(element: etree._Element) -> dict[str, Any]:
    return {name: _attribute(name, text) for name, text in element.attrib.items()}


def _attribute(name: str, text: str) -> Any:  # noqa: ANN401  # a value of JSON
    if name in _NUMBERS:
        return _number(text)
    return _TRUE.get(text, text) if name == "booleanValue" else text


def _ilmd(element: etree._Element) -> dict[str, Any]:
    return _members(parts(element))


def own_value(element: etree._Element) -> Any:  # noqa: ANN401  # whatever others put into their fields
    """A field of others: text, or an object of what stands in it.

    Attributes are ``@name``, and text beside them ``#text``.
    """
    attributes = {f"@{name}": text for name, text in element.attrib.items() if not name.startswith(f"{{{XSI}}}")}
    if not len(element) and not attributes:
        return said(element)
    found = {**attributes, **_members(iter(element))}
    return {**found, "#text": said(element)} if attributes and said(element) else found


def _members(elements: Iterator[etree._Element]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in elements:
        _add(found, each.tag, own_value(each))
    return found


_READERS: Mapping[str, Any] = MappingProxyType({
    "readPoint": _place, "bizLocation": _place, "persistentDisposition": _persistent, "errorDeclaration": _declared,
    "sensorElementList": _sensors, "ilmd": _ilmd,
})
