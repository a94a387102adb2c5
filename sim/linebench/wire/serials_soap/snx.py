"""Requests for serials, and their answers, as files: SNXRequestMessage and SNXResponseMessage.

An answer repeats the request's id; a number stands in it as its ``NumberEncoding`` says, with its application
identifiers where it has some.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from types import MappingProxyType

import msgspec
from lxml import etree

from linebench.ports.serials import Draw, Drawn, Pairs
from linebench.product.keys import is_key
from linebench.wire.serials_soap.messages import read_references, write_references
from linebench.wire.serials_soap.numbers import Extra, read_numbers, read_pairs, write_numbers, write_pairs
from linebench.wire.serials_soap.xml import Fields, XmlProblem, XmlProblemError, add, root_of, shown, written

__all__ = ["ENCODINGS", "SnxHeader", "SnxRequest", "SnxResponse", "answer_to", "draw_of", "drawn_of", "read_snx",
           "write_snx"]

_MOST = 1_000_000
_PLANT = 34
"""Characters of a location: an SGLN without ``urn:epc:id:sgln:``."""
_LOCATION = re.compile(r"\d{6,12}\.\d{0,6}\.[^\s]{1,20}")
_HEADER = ("FileSenderNumber", "FileReceiverNumber", "FileControlNumber", "FileDate", "FileTime")
_DATE, _TIME = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d\d:\d\d:\d\d(?:\.\d{1,6})?Z?")
ENCODINGS: Mapping[str, str] = MappingProxyType({
    "SGTIN": "AI(01)+AI(21)", "CRYPTO": "AI(01)+AI(21)", "SSCC": "AI(00)", "CN_EDMC": "CN-EDMC"})
"""Of each form, how its numbers stand in an answer."""
_NUMBERS: Mapping[str, "re.Pattern[str]"] = MappingProxyType({
    "AI(01)+AI(21)": re.compile(r"01(\d{14})21(.{1,20})"), "AI(00)": re.compile(r"00(\d{18})"),
    "CN-EDMC": re.compile(r"(\S{1,40})")})


class SnxHeader(msgspec.Struct, frozen=True, kw_only=True):
    """Who sends a file to whom, its number, and when: a date as 2026-01-31, a time as 12:00:00."""

    sender: str
    receiver: str
    control: str
    date: str
    time: str


class SnxRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Give me ``size`` serials. ``plant``: the location, an SGLN without its ``urn:epc:id:sgln:``."""

    header: SnxHeader
    request: str
    plant: str
    id_type: str
    encoding: str
    size: int
    key: Pairs = ()
    references: Pairs = ()


class SnxResponse(msgspec.Struct, frozen=True, kw_only=True):
    """Here they are. ``encoding``: how ``numbers`` are written; ``extra``: what belongs to each."""

    header: SnxHeader
    request: str
    plant: str
    encoding: str
    numbers: tuple[str, ...]
    extra: Extra = ()


def write_snx(said: SnxRequest | SnxResponse) -> bytes:
    """The file.

    Raises:
        XmlProblemError: XML cannot have one of its texts.

    """
    asks = isinstance(said, SnxRequest)
    root = etree.Element("SNXRequestMessage" if asks else "SNXResponseMessage")
    header = add(root, "ControlFileHeader")
    for name, value in zip(_HEADER, msgspec.structs.astuple(said.header), strict=True):
        add(header, name, value)
    body = add(root, "MessageBody")
    add(body, "RequestId", said.request)
    add(body, "PlantLocationId", said.plant)
    if isinstance(said, SnxRequest):
        for name, value in (("IdType", said.id_type), ("EncodingType", said.encoding), ("Size", str(said.size))):
            add(body, name, value)
        write_pairs(body, "ObjectKey", said.key)
        write_references(body, said.references)
    else:
        add(body, "NumberEncoding", said.encoding)
        write_numbers(body, said.numbers, said.extra)
    return written(root)


def read_snx(data: bytes) -> SnxRequest | SnxResponse:
    """What a file says.

    Raises:
        XmlProblemError: it is no such file; with everything that is wrong.

    """
    root = root_of(data)
    readers: Mapping[str, Callable[[SnxHeader, Fields], SnxRequest | SnxResponse]] = {
        "SNXRequestMessage": _request, "SNXResponseMessage": _response}
    name = etree.QName(root).localname
    if name not in readers:
        raise XmlProblemError([XmlProblem("document", str(root.tag), f"one of {', '.join(readers)}")])
    fields = Fields(root)
    fields.only("ControlFileHeader", "MessageBody")
    header, body = fields.inside("ControlFileHeader"), fields.inside("MessageBody")
    if header is None or body is None:
        fields.wrong("", "no ControlFileHeader or no MessageBody", "one of each")
        fields.refuse()
    assert header is not None
    assert body is not None
    found = readers[name](_header(header), body)
    fields.refuse()
    return found


def _header(fields: Fields) -> SnxHeader:
    fields.only(*_HEADER)
    sender, receiver, control, day, clock = (fields.text(name) for name in _HEADER)
    if day and not _is_moment(day, _DATE, date.fromisoformat):
        fields.wrong("FileDate", shown(day), "a date such as 2026-01-31")
    if clock and not _is_moment(clock, _TIME, time.fromisoformat):
        fields.wrong("FileTime", shown(clock), "a time such as 12:00:00")
    return SnxHeader(sender=sender, receiver=receiver, control=control, date=day, time=clock)


def _is_moment(said: str, form: "re.Pattern[str]", made: Callable[[str], object]) -> bool:
    try:
        return form.fullmatch(said) is not None and made(said) is not None
    except ValueError:
        return False


def _plant(fields: Fields) -> str:
    plant = fields.text("PlantLocationId", _PLANT)
    if plant and not _LOCATION.fullmatch(plant):
        fields.wrong("PlantLocationId", shown(plant), "an SGLN without urn:epc:id:sgln:, such as 0614141.00001.0")
    return plant


def _request(header: SnxHeader, fields: Fields) -> SnxRequest:
    fields.only("RequestId", "PlantLocationId", "IdType", "EncodingType", "Size", "ObjectKey", "ReferenceDocuments")
    return SnxRequest(header=header, request=fields.text("RequestId"), plant=_plant(fields),
                      id_type=fields.text("IdType"), encoding=fields.text("EncodingType"),
                      size=fields.number("Size", _MOST), key=read_pairs(fields, "ObjectKey"),
                      references=read_references(fields))


def _response(header: SnxHeader, fields: Fields) -> SnxResponse:
    fields.only("RequestId", "PlantLocationId", "NumberEncoding", "SerialNumbers", "Extra")
    encoding = fields.text("NumberEncoding")
    numbers, extra = read_numbers(fields)
    if encoding and encoding not in _NUMBERS:
        fields.wrong("NumberEncoding", shown(encoding), f"one of {', '.join(_NUMBERS)}")
    elif encoding:
        _check_numbers(fields, encoding, numbers)
    return SnxResponse(header=header, request=fields.text("RequestId"), plant=_plant(fields), encoding=encoding,
                       numbers=numbers, extra=extra)


def _check_numbers(fields: Fields, encoding: str, numbers: tuple[str, ...]) -> None:
    for number, text in enumerate(numbers, 1):
        found = _NUMBERS[encoding].fullmatch(text)
        if found is None:
            fields.wrong(f"SerialNumbers/SerialNumber[{number}]", shown(text), f"a number as {encoding}")
        elif encoding != "CN-EDMC" and not is_key(found[1], len(found[1])):
            fields.wrong(f"SerialNumbers/SerialNumber[{number}]", shown(text), "it with the right check digit")


def draw_of(said: SnxRequest, state: str = "allocated") -> Draw:
    """What a request asks of a pool. The file has no word for ``state``."""
    return Draw(said.request, said.size, said.encoding, said.key, state)


def answer_to(said: SnxRequest, answer: Drawn, header: SnxHeader) -> SnxResponse:
    """The file that answers a request: the pool's serials as its form has them written.

    Raises:
        XmlProblemError: the pool gave none, the form has no encoding, or serials of packs were asked for no GTIN.

    """
    encoding = ENCODINGS.get(said.encoding)
    if answer.status != "ok" and not answer.serials:
        raise XmlProblemError([XmlProblem("MessageBody", f"the pool refused: {answer.status}", "serials")])
    if encoding is None:
        raise XmlProblemError([XmlProblem("MessageBody/EncodingType", said.encoding,
                                          f"one of {', '.join(ENCODINGS)}")])
    gtin = dict(said.key).get("GTIN", "")
    if encoding == "AI(01)+AI(21)" and not is_key(gtin, 14):
        raise XmlProblemError([XmlProblem("MessageBody/ObjectKey", repr(gtin), "the GTIN of 14 digits")])
    heads = {"AI(01)+AI(21)": f"01{gtin}21", "AI(00)": "00", "CN-EDMC": ""}
    return SnxResponse(header=header, request=said.request, plant=said.plant, encoding=encoding,
                       numbers=tuple(heads[encoding] + serial for serial in answer.serials), extra=answer.extra)


def drawn_of(asked: SnxRequest, said: SnxResponse, state: str = "allocated") -> Drawn:
    """The answer of the pool that a file is.

    Raises:
        XmlProblemError: it answers another request, or has numbers of another product.

    """
    problems = []
    if said.request != asked.request:
        problems.append(XmlProblem("MessageBody/RequestId", repr(said.request), repr(asked.request)))
    gtin = dict(asked.key).get("GTIN")
    serials = []
    for number, text in enumerate(said.numbers, 1):
        found = _NUMBERS[said.encoding].fullmatch(text)
        assert found is not None
        if found.lastindex == 2 and found[1] != gtin:  # noqa: PLR2004  # GTIN and serial
            problems.append(XmlProblem(f"MessageBody/SerialNumbers/SerialNumber[{number}]", repr(text),
                                       f"a serial of GTIN {gtin}"))
        serials.append(found[found.lastindex or 1])
    if problems:
        raise XmlProblemError(problems)
    status = "ok" if len(serials) >= asked.size else "insufficient"
    return Drawn(asked.request, status, "", state, tuple(serials), said.extra)
