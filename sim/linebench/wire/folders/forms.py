"""Files of every form: what one is shows in how it begins, and how the messages of one kind are written."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import msgspec
from lxml import etree

from linebench.epcis import EpcisError
from linebench.epcis.reading import is_json
from linebench.epcis.reading import read as read_epcis
from linebench.ports.l4 import Capture
from linebench.ports.serials import Draw, Drawn
from linebench.wire.folders import b2mml_write
from linebench.wire.folders.b2mml_names import NAMESPACES
from linebench.wire.folders.b2mml_read import is_b2mml, read_b2mml
from linebench.wire.folders.csv_file import read_csv, unfinished_csv, write_csv
from linebench.wire.folders.document import FileDocument, FileError, FileProblem
from linebench.wire.folders.file_map import FileMap
from linebench.wire.folders.tables import TABLES
from linebench.wire.serials_soap.snx import SnxRequest, SnxResponse, draw_of, read_snx
from linebench.wire.serials_soap.xml import XmlProblemError, root_of, shown

__all__ = ["FORMS", "WrittenFile", "read_file", "unfinished_file", "write_file"]

Form = Literal["csv", "b2mml"]
FORMS: tuple[Form, ...] = ("csv", "b2mml")
"""What can be written here; EPCIS documents are written by ``linebench epcis convert``."""
_SNX = ("SNXRequestMessage", "SNXResponseMessage")
_IDENTIFIERS: Mapping[str, int] = MappingProxyType({"AI(01)+AI(21)": 2 + 14 + 2, "AI(00)": 2})
"""Of each encoding of numbers, the characters before the serial."""
_MARKS = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"


class WrittenFile(msgspec.Struct, frozen=True):
    """A file to be. ``suffix``: how its name ends."""

    data: bytes
    suffix: str


def read_file(data: bytes, file_map: FileMap, epoch: str) -> FileDocument:
    """What a file says: EPCIS in JSON or XML, B2MML, SNX, or CSV by the map. ``epoch``: UTC of t = 0.

    Raises:
        FileError: everything that is wrong with it.

    """
    if not data.strip(_MARKS):
        raise FileError([FileProblem("file", "nothing", "a document")])
    if is_json(data):
        return _events(data)
    if not _is_xml(data):
        return read_csv(data, file_map, epoch)
    if _declares_types(data):
        raise FileError([FileProblem("document", "a DOCTYPE", "none: entities and names outside are not read")])
    try:
        root = root_of(data)
    except XmlProblemError as error:
        raise _told(error) from error
    if is_b2mml(root, file_map):
        return read_b2mml(data, file_map, epoch)
    name = etree.QName(root).localname
    if name in _SNX:
        return _serials(data)
    if not name.startswith("EPCIS"):
        raise FileError([FileProblem("document", shown(str(root.tag)), f"{', '.join(_SNX)}, an EPCISDocument, or a "
                                     f"document in {', '.join(NAMESPACES)}")])
    return _events(data)


def unfinished_file(data: bytes, file_map: FileMap) -> str:
    """Why a file is not whole yet; empty when it is as whole as it will be."""
    if not data.strip(_MARKS):
        return "nothing is in it"
    if is_json(data):
        return _unfinished_json(data)
    return _unfinished_xml(data) if _is_xml(data) else unfinished_csv(data, file_map)


def write_file(document: FileDocument, form: Form, file_map: FileMap, epoch: str, now_us: int) -> WrittenFile:
    """The file of a document. What B2MML has no document for is written as CSV.

    ``now_us``: when it is written, microseconds since ``epoch``.

    Raises:
        FileError: the form cannot hold a value, or the kind is one of those that are only read.

    """
    kind, messages = document.kind, document.messages
    if form == "b2mml" and kind in b2mml_write.KINDS:
        return WrittenFile(b2mml_write.write_b2mml(kind, messages, file_map, epoch, document=document.id,
                                                   now_us=now_us), ".xml")
    table = TABLES.get(kind)
    if table is None or not all(isinstance(each, table.kind) for each in messages):
        raise FileError([FileProblem("document", f"{kind} of this form", f"one of {', '.join(TABLES)}")])
    return WrittenFile(write_csv(kind, messages, file_map, epoch, document=document.id), ".csv")


def _is_xml(data: bytes) -> bool:
    return data.lstrip(_MARKS)[:1] == b"<"


def _unfinished_json(data: bytes) -> str:
    try:
        msgspec.json.decode(data)
    except msgspec.DecodeError as error:
        return f"it is no JSON: {error}"
    return ""


def _unfinished_xml(data: bytes) -> str:
    """A document with a DOCTYPE is as whole as it will be: it is refused."""
    if _declares_types(data):
        return ""
    try:
        root_of(data)
    except XmlProblemError as error:
        return f"it is {error.problems[0].found}"
    return ""


def _declares_types(data: bytes) -> bool:
    """Whether there is a DOCTYPE, also in an encoding with more than one byte for each character."""
    return b"<!DOCTYPE" in data.replace(b"\0", b"").upper()


def _events(data: bytes) -> FileDocument:
    try:
        found = read_epcis(data)
    except EpcisError as error:
        raise FileError([FileProblem(each.where, each.found, each.expected) for each in error.problems]) from error
    return FileDocument("events", found.instance or found.id, (Capture(0, found.events),))


def _serials(data: bytes) -> FileDocument:
    try:
        said = read_snx(data)
    except XmlProblemError as error:
        raise _told(error) from error
    return FileDocument("serials", said.header.control, (_snx(said),))


def _snx(said: SnxRequest | SnxResponse) -> Draw | Drawn:
    if isinstance(said, SnxRequest):
        return draw_of(said)
    skip = _IDENTIFIERS.get(said.encoding, 0)
    return Drawn(said.request, "ok", serials=tuple(number[skip:] for number in said.numbers), extra=said.extra)


def _told(error: XmlProblemError) -> FileError:
    return FileError([FileProblem(each.where, each.found, each.expected) for each in error.problems])
