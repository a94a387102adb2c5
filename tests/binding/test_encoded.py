"""Report files in the encodings that programs write."""

import asyncio
import codecs

import pytest

from linebench.binding.deed import BindingError
from linebench.binding.encoded import Text
from linebench.binding.eye import Row, Trouble
from linebench.binding.eyes import csv_files, xml_files
from tests.binding.site import made

LINES = ("Nr,Zustand\r\n", "1,geprüft\r\n", "ਊ,Ċ\r\n", "3,GUT\r\n")  # characters with bytes 0A in both halves
MARKS = {"utf-16": codecs.BOM_UTF16_LE, "UTF-16": codecs.BOM_UTF16_BE, "utf-16-le": b"", "utf-16-be": b"",
         "utf-8-sig": codecs.BOM_UTF8, "utf-8": b"", "cp1252": b"", "utf-32": codecs.BOM_UTF32_LE,
         "utf-16-LE": codecs.BOM_UTF16_LE}
ORDERS = {"utf-16": "utf-16-le", "UTF-16": "utf-16-be", "utf-8-sig": "utf-8", "utf-32": "utf-32-le",
          "utf-16-LE": "utf-16-le"}


def look(eye):
    return [*asyncio.run(eye.look())]


def lines(encoding):
    """Those that it has characters for, as rows of a file."""
    return [line for line in LINES if encoding != "cp1252" or "ਊ" not in line]


@pytest.mark.parametrize("encoding", MARKS)
def test_a_growing_file_is_read_line_by_line_however_it_is_cut(tmp_path, encoding):
    """It is looked at behind each byte: a line is seen once, when its end is there."""
    eye = made(csv_files.KIND, tmp_path, files="*.csv", encoding=encoding)
    wanted = lines(encoding)
    whole = MARKS[encoding] + "".join(wanted).encode(ORDERS.get(encoding, encoding))
    seen = []
    for end in range(1, len(whole) + 1):
        (tmp_path / "a.csv").write_bytes(whole[:end])
        seen += look(eye)
    assert [tuple(row.values.values()) for row in seen] == [tuple(line.strip().split(",")) for line in wanted[1:]]
    assert {tuple(row.values) for row in seen} == {("Nr", "Zustand")}


@pytest.mark.parametrize("encoding", MARKS)
def test_a_whole_file_counts_when_its_last_line_is_there(tmp_path, encoding):
    """With its end, in whatever bytes that is."""
    eye = made(csv_files.KIND, tmp_path, files="*.csv", encoding=encoding, complete="file", last="3,")
    wanted = lines(encoding)
    whole = MARKS[encoding] + "".join(wanted).encode(ORDERS.get(encoding, encoding))
    (tmp_path / "a.csv").write_bytes(whole[:-1])
    assert look(eye) == []
    (tmp_path / "a.csv").write_bytes(whole)
    assert [row.values["Nr"] for row in look(eye)] == [line.partition(",")[0] for line in wanted[1:]]


@pytest.mark.parametrize("complete", ["line", "file"])
@pytest.mark.parametrize(("declared", "mark", "says"), [
    ("utf-8-sig", codecs.BOM_UTF16_LE, "mark of utf-16-le; expected utf-8-sig: correct the file or write utf-16"),
    ("cp1252", codecs.BOM_UTF8, "mark of utf-8-sig; expected cp1252: correct the file or write utf-8-sig"),
    ("utf-8", codecs.BOM_UTF8, "mark of utf-8-sig; expected utf-8: correct the file or write utf-8-sig"),
    ("utf-16-be", codecs.BOM_UTF16_LE, "mark of utf-16-le; expected utf-16-be: correct the file or write utf-16"),
    ("utf-16", codecs.BOM_UTF32_LE, "mark of utf-32-le; expected utf-16: correct the file or write utf-32"),
])
def test_a_mark_of_another_encoding_is_told_once(tmp_path, declared, mark, says, complete):
    """And nothing is made of what stands behind it, however the file grows."""
    eye = made(csv_files.KIND, tmp_path, files="*.csv", encoding=declared, complete=complete)
    encoding = {value: key for key, value in (("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE),
                                              ("utf-32-le", codecs.BOM_UTF32_LE))}[mark]
    found = []
    for count in (2, 3, 4):
        (tmp_path / "a.csv").write_bytes(mark + "".join(LINES[:count]).encode(encoding))
        found += look(eye)
    assert found == [Trouble(f"a.csv: begins with the byte order {says}")]


def test_no_encoding_is_told_before_anything_is_read(tmp_path):
    """With its place in the stack file."""
    with pytest.raises(BindingError, match=r"encoding: found 'utf-61'; expected an encoding such as utf-8"):
        made(csv_files.KIND, tmp_path, files="*.csv", encoding="utf-61")
    with pytest.raises(BindingError, match="found 'base64'"):
        made(csv_files.KIND, tmp_path, files="*.csv", encoding="base64")


def test_half_a_character_is_no_line():
    """The end of a line is looked for between characters alone."""
    head = codecs.BOM_UTF16_BE
    assert Text("utf-16").whole(head, head + "਀Ċ".encode("utf-16-be")) == 0
    assert Text("utf-16").whole(head, "x\n਀".encode("utf-16-be")) == 4


def test_a_document_in_utf_16_is_read_and_its_types_are_refused(tmp_path):
    """A DOCTYPE is found in any encoding."""
    eye = made(xml_files.KIND, tmp_path, files="*.xml", rows="R/U")
    text = '<?xml version="1.0" encoding="utf-16"?><R><U><S>ü</S></U></R>'
    (tmp_path / "a.xml").write_bytes(text.encode("utf-16"))
    assert look(eye) == [Row({"S": "ü"}, "a.xml:U 1")]
    (tmp_path / "b.xml").write_bytes('<!DOCTYPE R [<!ENTITY a "b">]><R><U><S>&a;</S></U></R>'.encode("utf-16"))
    assert look(eye) == [Trouble("b.xml: declares a DOCTYPE; expected a document without one")]
