"""What SOAP and the files have in common: how serials, what belongs to them, and their pool are written."""

from lxml import etree

from linebench.ports.serials import Pairs
from linebench.wire.serials_soap.xml import Fields, add, shown

__all__ = ["Extra", "read_numbers", "read_pairs", "write_numbers", "write_pairs"]

Extra = tuple[tuple[str, tuple[str, ...]], ...]


def write_pairs(parent: etree._Element, name: str, pairs: Pairs) -> None:
    """One element ``name`` with Name and Value for each pair."""
    for key, value in pairs:
        pair = add(parent, name)
        add(pair, "Name", key)
        add(pair, "Value", value)


def read_pairs(fields: Fields, name: str) -> Pairs:
    """The pairs that the elements ``name`` are."""
    return tuple((each.text("Name"), each.text("Value")) for each in fields.each(name))


def write_numbers(parent: etree._Element, serials: tuple[str, ...], extra: Extra) -> None:
    """The serials, and lists as long of what belongs to them."""
    numbers = add(parent, "SerialNumbers")
    for serial in serials:
        add(numbers, "SerialNumber", serial)
    for name, values in extra:
        more = add(parent, "Extra")
        add(more, "Name", name)
        for value in values:
            add(more, "Value", value)


def read_numbers(fields: Fields) -> tuple[tuple[str, ...], Extra]:
    """The serials and what belongs to them."""
    numbers = fields.inside("SerialNumbers")
    if numbers is None:
        fields.wrong("SerialNumbers", "nothing", "the element, even without serials in it")
        return (), ()
    serials = _texts(numbers, "SerialNumber")
    extra = tuple((each.text("Name"), _texts(each, "Value")) for each in fields.each("Extra"))
    for name, values in extra:
        if len(values) != len(serials):
            fields.wrong("Extra", f"{len(values)} values of {name}", f"{len(serials)}, one for each serial")
    return serials, extra


def _texts(fields: Fields, name: str) -> tuple[str, ...]:
    found = tuple((each.text or "").strip() for each in fields.all(name))
    if not all(found):
        fields.wrong(name, shown(""), "a text")
    return found
