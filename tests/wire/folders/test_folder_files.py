"""The example files of watched folders: the valid ones say what they say, the others are refused for a reason."""

import tomllib

import msgspec
import pytest

from linebench.content import library
from linebench.epcis.reading import read as read_epcis
from linebench.ports.erp import JobCommand, JobOrder, JobResponse, JobWish, ProductData
from linebench.ports.l4 import Capture
from linebench.ports.serials import Draw, Drawn
from linebench.wire.folders.document import FileDocument, FileError
from linebench.wire.folders.file_map import OWN, B2mmlMap, FileMap, read_file_map
from linebench.wire.folders.forms import read_file, unfinished_file, write_file
from linebench.wire.serials_soap.snx import SnxHeader, SnxRequest, write_snx

FILES = library() / "fixtures" / "messages" / "folders"
VALID = sorted((FILES / "valid").iterdir())
WHERE = tomllib.loads((FILES / "invalid" / "where.toml").read_text("utf-8"))
INVALID = sorted(path for path in (FILES / "invalid").iterdir() if path.name != "where.toml")
MAP = read_file_map((FILES / "map.toml").read_bytes())
EPOCH = "2026-01-05T06:00:00Z"
HOUR = 3_600_000_000
SAID = {
    "orders": (
        JobOrder("PO-1", "09501101530003", "LOT1", "281231", 1500, "L1", HOUR,
                 (("customer", "Müller & Söhne"),)),
        JobOrder("PO-2", "09501101530010", "LOT2", "290131", 80, "L1", None, (("customer", "Example Ltd"),),
                 start=False)),
    "products": (
        ProductData("", "09501101530003", "Tabletten 20 Stück", 48, 40, True, (("market", "eu"),)),
        ProductData("", "09501101530010", "Saft", 10, 3, False, (("market", "tr"),))),
    "responses": (
        JobResponse("PO-1", "ended", (("commissioned", 1490), ("rejected", 10)), HOUR, 2 * HOUR),
        JobResponse("PO-2", "aborted", (("commissioned", 0), ("rejected", 0)))),
    "serials": (Drawn("R1", "ok", serials=("007", "B2", "C3")),),
    "commands": (JobCommand("cancel PO-1", "PO-1", "cancel"),),
    "wishes": (JobWish("w1", "PO-1"),),
    "events": (Capture(0, read_epcis((FILES / "valid" / "events.jsonld").read_bytes()).events),),
}
PRODUCTION = FileMap(b2mml=B2mmlMap(
    namespace="http://www.mesa.org/xml/B2MML-V0600", schedule="production", release="6.0"))


def map_of(path):
    return MAP if ".map." in path.name else PRODUCTION if ".production." in path.name else OWN


def refused(data, file_map=OWN):
    with pytest.raises(FileError) as error:
        read_file(data, file_map, EPOCH)
    return [str(problem) for problem in error.value.problems]


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.name)
def test_what_is_valid_says_what_it_says(path):
    """Every form of a kind is the same messages, and is whole."""
    data, kind = path.read_bytes(), path.name.partition(".")[0]
    found = read_file(data, map_of(path), EPOCH)
    assert (found.kind, found.messages, unfinished_file(data, map_of(path))) == (kind, SAID[kind], "")


@pytest.mark.parametrize("path", [path for path in VALID if path.name.endswith((
    ".map.csv", ".own.csv", ".operations.xml", ".production.xml")) and path.stem != "commands.operations"],
    ids=lambda path: path.name)
def test_what_is_written_is_the_file_byte_by_byte(path):
    """The messages written again in the form of the file are the file."""
    form = "csv" if path.suffix == ".csv" else "b2mml"
    document = FileDocument(path.name.partition(".")[0], "D-7", SAID[path.name.partition(".")[0]])
    assert write_file(document, form, map_of(path), EPOCH, 0).data == path.read_bytes()


def test_all_are_there():
    """Every kind is among the valid files, and every refused one says where."""
    assert {path.name.partition(".")[0] for path in VALID} == set(SAID)
    assert sorted(WHERE) == [path.name for path in INVALID]


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.name)
def test_what_is_invalid_is_refused_for_what_is_wrong(path):
    """The places are told, and no others, each with what was found and expected."""
    with pytest.raises(FileError) as error:
        read_file(path.read_bytes(), map_of(path), EPOCH)
    assert sorted({problem.where for problem in error.value.problems}) == WHERE[path.name]
    assert all(problem.found and problem.expected for problem in error.value.problems)


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.name)
def test_no_half_of_a_file_is_taken(path):
    """Cut anywhere, a document of XML or JSON is not whole; one of lines is not, unless it is cut behind a line."""
    data, file_map = path.read_bytes(), map_of(path)
    for cut in range(1, len(data), max(1, len(data) // 60)):
        half = data[:cut].rstrip() if path.suffix != ".csv" else data[:cut]
        if half != data.rstrip() and not half.endswith(b"\n"):
            assert unfinished_file(half, file_map) != ""


def test_a_file_of_lines_may_need_a_last_line():
    """With ``last`` in the map a file that was cut behind a line is not whole; the last line is no order."""
    file_map = FileMap(last="END")
    whole = write_file(FileDocument("orders", "", SAID["orders"]), "csv", file_map, EPOCH, 0).data
    assert whole.endswith(b"\nEND\n")
    assert read_file(whole, file_map, EPOCH).messages == SAID["orders"]
    assert [unfinished_file(data, file_map) for data in (whole, whole.removesuffix(b"END\n"), whole[:-1])] == [
        "", "its last line does not begin with 'END'", "its last line has no end"]


def test_a_request_of_serials_is_read():
    """An SNX request is a draw; its number is that of the file."""
    header = SnxHeader(sender="LINE", receiver="POOL", control="7", date="2026-01-31", time="12:00:00")
    asked = SnxRequest(header=header, request="R1", plant="0614141.00001.0", id_type="GS1_SER", encoding="SGTIN",
                       size=2, key=(("GTIN", "09501101530003"),))
    assert read_file(write_snx(asked), OWN, EPOCH) == FileDocument(
        "serials", "7", (Draw("R1", 2, "SGTIN", (("GTIN", "09501101530003"),)),))


def test_what_has_no_form_is_not_written():
    """Events are written by ``linebench epcis``; B2MML has nothing for commands, which become CSV."""
    with pytest.raises(FileError, match="document: found events"):
        write_file(FileDocument("events", "", SAID["events"]), "csv", OWN, EPOCH, 0)
    file = write_file(FileDocument("commands", "", SAID["commands"]), "b2mml", OWN, EPOCH, 0)
    assert (file.suffix, file.data) == (".csv", (FILES / "valid" / "commands.own.csv").read_bytes())


def test_what_cannot_be_written_is_told_with_its_place():
    """A day that the form has no place for, letters that the encoding has not, text that XML cannot have."""
    def written(form, file_map, **change):
        changed = msgspec.structs.replace(SAID["orders"][0], **change)
        with pytest.raises(FileError) as error:
            write_file(FileDocument("orders", "", (changed,)), form, file_map, EPOCH, 0)
        return str(error.value)

    assert written("csv", MAP, expiry="281200") == (
        "line 2, column Verfall: found the form %d.%m.%Y cannot say '281200'; expected a value that the map can "
        "write")
    assert written("csv", MAP, lot="批号") == (
        "file: found '批号'; expected what cp1252 can write; change encoding in the map")
    assert written("csv", OWN, parameters=(("lot", "x"),)).startswith("line 1: found a further column 'lot'")
    assert written("b2mml", OWN, lot="a\0b") == (
        "MaterialLotID: found 'a\\x00b'; expected characters that XML can have")


def test_entities_that_grow_are_not_expanded():
    """A document of a billion laughs is refused before anybody laughs, in any encoding."""
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = ('<!DOCTYPE x [<!ENTITY l0 "lol">' + lines + ']><OperationsSchedule '
            'xmlns="http://www.mesa.org/xml/B2MML"><ID>&l9;</ID></OperationsSchedule>')
    for data in (bomb.encode(), bomb.encode("utf-16"), bomb.replace("DOCTYPE", "doctype").encode()):
        assert refused(data) == [
            "document: found a DOCTYPE; expected none: entities and names outside are not read"]
        assert unfinished_file(data, OWN) == ""


@pytest.mark.parametrize("data", [b"<a>" * 100_000, b"{" * 100_000, b"\xff\xfe", b"\0" * 100, b"," * 1_000 + b"\n",
                                  b'"' * 99_999, b"<", b"{}", b"[]", b"null"], ids=range(10))
def test_what_is_no_document_is_refused(data):
    """However deep, empty or torn it is: problems, and nothing else."""
    assert refused(data)
