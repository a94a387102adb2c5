"""The answers of the older address: numbers as JSON, XML or CSV.

``numbers`` in JSON is a text that holds a list, as pools of this shape give it. They give first and last alone of
numbers that follow each other; serials as they stand in a code do not, so here it is always the whole list.
"""

import csv
import io

import msgspec
from lxml import etree

from linebench.ports.serials import Drawn, Pairs
from linebench.wire.http.messages import Response, problem

__all__ = ["FORMATS", "allocated", "named_pool"]

_GTIN = 14
_PREFIXES = range(4, 13)


def named_pool(name: str) -> tuple[str, Pairs] | None:
    """Form and criteria that a pool's name in the address means; ``None``: none.

    14 digits: serials of that GTIN; 4 to 12 digits: SSCCs of that company prefix; else the form, and criteria with
    semicolons before them, such as ``CRYPTO;GTIN=04012345678901``.
    """
    if name.isascii() and name.isdigit():
        if len(name) == _GTIN:
            return "SGTIN", (("GTIN", name),)
        return ("SSCC", (("COMPANY_PREFIX", name),)) if len(name) in _PREFIXES else None
    form, *rest = name.split(";")
    pairs = [tuple(each.partition("=")[::2]) for each in rest]
    return (form, tuple((key, value) for key, value in pairs)) if form else None


def allocated(answer: Drawn, asked: int, region: str, form: str) -> Response:
    """The response in the format of that name."""
    return FORMATS[form](answer, asked, region)


def _facts(answer: Drawn, asked: int, region: str) -> dict[str, object]:
    return {"fulfilled": len(answer.serials) == asked, "type": "list", "encoding": "text", "region": region,
            "size_granted": len(answer.serials)}


def _json(answer: Drawn, asked: int, region: str) -> Response:
    numbers = msgspec.json.encode(answer.serials).decode()
    body = {"numbers": numbers, **_facts(answer, asked, region), "extra": dict(answer.extra)}
    return Response(200, {"content-type": "application/json"}, msgspec.json.encode(body))


def _xml(answer: Drawn, asked: int, region: str) -> Response:
    root = etree.Element("allocation")
    try:
        for name, value in _facts(answer, asked, region).items():
            etree.SubElement(root, name).text = str(value).lower() if isinstance(value, bool) else str(value)
        numbers = etree.SubElement(root, "numbers")
        for index, serial in enumerate(answer.serials):
            number = etree.SubElement(numbers, "number", {f"ai{name}" if name.isdigit() else name: values[index]
                                                          for name, values in answer.extra})
            number.text = serial
    except ValueError as error:
        return problem(500, "about:blank", f"the pool gave what XML cannot have: {error}")
    return Response(200, {"content-type": "application/xml"}, etree.tostring(root, encoding="utf-8",
                                                                            xml_declaration=True))


def _csv(answer: Drawn, asked: int, region: str) -> Response:  # noqa: ARG001  # a table of serials says no more
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(["number", *(name for name, _ in answer.extra)])
    rows.writerows(zip(answer.serials, *(values for _, values in answer.extra), strict=True))
    return Response(200, {"content-type": "text/csv; charset=utf-8"}, text.getvalue().encode())


FORMATS = {"json": _json, "xml": _xml, "csv": _csv}
"""What makes the response, by the name of the format."""
