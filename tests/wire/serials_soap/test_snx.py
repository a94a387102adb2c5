"""Requests and answers as files: written and read the same, and bad ones say what is wrong."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.serials import Draw, Drawn
from linebench.product.keys import sscc
from linebench.wire.serials_soap.messages import REFERENCES as NAMES
from linebench.wire.serials_soap.snx import (
    SnxHeader,
    SnxRequest,
    SnxResponse,
    answer_to,
    draw_of,
    drawn_of,
    read_snx,
    write_snx,
)
from linebench.wire.serials_soap.xml import XmlProblemError
from tests.stack.pool.kit import CASES, GTIN, OTHER, OTHERS, PACKS, Kit
from tests.wire.serials.strategies import PAIRS, SERIALS, WORDS

HEADER = SnxHeader(sender="LINE", receiver="POOL", control="1", date="2026-01-31", time="12:00:00")
ASKED = SnxRequest(header=HEADER, request="R1", plant="0614141.00001.0", id_type="GS1", encoding="SGTIN", size=2,
                   key=OTHERS, references=(("PONumber", "4500"),))
FILE = write_snx(ASKED)
REFERENCES = st.dictionaries(st.sampled_from(NAMES), WORDS).map(
    lambda found: tuple((name, found[name]) for name in NAMES if name in found))
HEADERS = st.builds(SnxHeader, sender=WORDS, receiver=WORDS, control=WORDS, date=st.dates().map(str),
                    time=st.times().map(str))
PLANTS = st.integers(0, 99999).map(lambda one: f"0614141.{one:05}.0")
REQUESTS = st.builds(SnxRequest, header=HEADERS, request=WORDS, plant=PLANTS, id_type=WORDS, encoding=WORDS,
                     size=st.integers(1, 1_000_000), key=PAIRS, references=REFERENCES)


@given(REQUESTS)
def test_a_request_is_read_as_it_was_written(said):
    """Whatever its texts are."""
    assert read_snx(write_snx(said)) == said


@given(HEADERS, WORDS, PLANTS, st.lists(SERIALS, max_size=5).map(tuple))
def test_an_answer_is_read_as_it_was_written(header, request, plant, serials):
    """Whatever the serials are."""
    said = SnxResponse(header=header, request=request, plant=plant, encoding="AI(01)+AI(21)",
                       numbers=tuple(f"01{GTIN}21{serial}" for serial in serials),
                       extra=(("91", tuple("k" for _ in serials)),))
    assert read_snx(write_snx(said)) == said


@pytest.mark.parametrize(("form", "criteria", "encoding", "first"), [
    ("SGTIN", OTHERS, "AI(01)+AI(21)", f"01{OTHER}21007"), ("SSCC", CASES, "AI(00)", "00340123450000000017"),
    ("CRYPTO", PACKS, "AI(01)+AI(21)", f"01{GTIN}21")])
def test_a_file_is_answered_by_a_pool(tmp_path: Path, form, criteria, encoding, first):
    """A request goes to the pool as a file, its answer comes back as one, and holds what the pool gave."""
    asked = SnxRequest(header=HEADER, request="R1", plant=ASKED.plant, id_type="GS1", encoding=form, size=2,
                       key=criteria)
    (tmp_path / "request.xml").write_bytes(write_snx(asked))
    heard = read_snx((tmp_path / "request.xml").read_bytes())
    assert draw_of(heard) == Draw("R1", 2, form, criteria)
    given_out = Kit().ask(draw_of(heard))
    (tmp_path / "answer.xml").write_bytes(write_snx(answer_to(heard, given_out, HEADER)))
    answer = read_snx((tmp_path / "answer.xml").read_bytes())
    assert (answer.request, answer.encoding, first in answer.numbers[0]) == ("R1", encoding, True)
    assert len(answer.numbers) == 2
    assert drawn_of(asked, answer) == Drawn("R1", "ok", "", "allocated", given_out.serials, given_out.extra)


def test_an_answer_to_something_else():
    """Another request, and another product, are told."""
    answer = answer_to(ASKED, Drawn("R1", "ok", serials=("A", "B")), HEADER)
    other = SnxRequest(header=HEADER, request="R2", plant=ASKED.plant, id_type="GS1", encoding="SGTIN", size=2,
                       key=PACKS)
    with pytest.raises(XmlProblemError) as told:
        drawn_of(other, answer)
    assert [str(each) for each in told.value.problems] == [
        "MessageBody/RequestId: found 'R1', expected 'R2'",
        f"MessageBody/SerialNumbers/SerialNumber[1]: found '01{OTHER}21A', expected a serial of GTIN {GTIN}",
        f"MessageBody/SerialNumbers/SerialNumber[2]: found '01{OTHER}21B', expected a serial of GTIN {GTIN}"]


@pytest.mark.parametrize(("changes", "answer", "why"), [
    ({}, Drawn("R1", "insufficient"), "MessageBody: found the pool refused: insufficient"),
    ({"encoding": "NTIN"}, Drawn("R1", "ok", serials=("A",)), "MessageBody/EncodingType: found NTIN, expected"),
    ({"key": ()}, Drawn("R1", "ok", serials=("A",)), "MessageBody/ObjectKey: found '', expected the GTIN")])
def test_answers_that_cannot_be_files(changes, answer, why):
    """Each says why."""
    asked = SnxRequest(**{name: changes.get(name, getattr(ASKED, name)) for name in ASKED.__struct_fields__})
    with pytest.raises(XmlProblemError, match=why):
        answer_to(asked, answer, HEADER)


RESPONSE = write_snx(SnxResponse(header=HEADER, request="R1", plant=ASKED.plant, encoding="AI(00)",
                                 numbers=("00" + sscc("4012345", 1),)))


@pytest.mark.parametrize(("file", "old", "new", "problem"), [
    (FILE, b"<SNXRequestMessage>", b"<SNXRequestMessage", "document: found no XML: "),
    (FILE, b"?>\n", b'?>\n<!DOCTYPE a [<!ENTITY x "y">]>', "document: found a DOCTYPE, expected none"),
    (FILE, b"SNXRequestMessage", b"SNXMessage", "document: found SNXMessage, expected one of SNXRequestMessage"),
    (FILE, b"MessageBody", b"Body", "SNXRequestMessage: found the element Body, expected one of"),
    (FILE, b"2026-01-31", b"2026-02-31", "SNXRequestMessage/ControlFileHeader/FileDate: found '2026-02-31'"),
    (FILE, b"2026-01-31", b"20260131", "SNXRequestMessage/ControlFileHeader/FileDate: found '20260131'"),
    (FILE, b"12:00:00", b"25:00:00", "SNXRequestMessage/ControlFileHeader/FileTime: found '25:00:00'"),
    (FILE, b"12:00:00", b"noon", "SNXRequestMessage/ControlFileHeader/FileTime: found 'noon'"),
    (FILE, b"0614141.00001.0", b"urn:epc:id:sgln:0614141.00001.0",
     "SNXRequestMessage/MessageBody/PlantLocationId: found 'urn:epc:id:sgln:0614141.00001.0'"),
    (FILE, b"0614141.00001.0", b"0614141.00001." + b"0" * 30,
     "SNXRequestMessage/MessageBody/PlantLocationId: found 44 characters, expected at most 34"),
    (FILE, b"<Size>2</Size>", b"", "SNXRequestMessage/MessageBody/Size: found nothing"),
    (FILE, b"<RequestId>R1</RequestId>", b"<RequestId/>", "SNXRequestMessage/MessageBody/RequestId: found ''"),
    (RESPONSE, b">AI(00)<", b">AI(21)<", "SNXResponseMessage/MessageBody/NumberEncoding: found 'AI(21)'"),
    (RESPONSE, b">00", b">01", "SNXResponseMessage/MessageBody/SerialNumbers/SerialNumber[1]: found '01"),
    (RESPONSE, b"6<", b"5<", "with the right check digit"),
    (RESPONSE, b"SerialNumbers", b"Numbers", "SNXResponseMessage/MessageBody: found the element Numbers")])
def test_bad_files_say_what_is_wrong(file, old, new, problem):
    """Where, what was found and what was expected."""
    assert old in file
    with pytest.raises(XmlProblemError) as told:
        read_snx(file.replace(old, new))
    assert problem in str(told.value)


def test_everything_wrong_is_told_at_once():
    """Not only the first."""
    bad = FILE.replace(b"2026-01-31", b"x").replace(b">2<", b">x<").replace(b"<Name>GTIN</Name>", b"")
    with pytest.raises(XmlProblemError) as told:
        read_snx(bad)
    assert [each.where.rpartition("/")[2] for each in told.value.problems] == ["FileDate", "Size", "Name"]


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data):
    """Nothing else is raised."""
    for each in (data, FILE[:200] + data + FILE[200:]):
        with contextlib.suppress(XmlProblemError):
            assert isinstance(read_snx(each), SnxRequest)
