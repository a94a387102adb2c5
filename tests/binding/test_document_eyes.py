"""Documents in a folder: XML by the paths of its elements, EPCIS by its own words; half ones and double ones."""

import asyncio
import json

import pytest

from linebench.binding.eye import Exhibit, Row, Trouble
from linebench.binding.eyes import audit_files, epcis_files, screenshot, xml_files
from linebench.binding.folder import Folder, Piece
from linebench.binding.meaning import Meaning
from linebench.ports.l3 import AggregationEvent, ObjectEvent, Report
from linebench.ports.operator import Shown
from linebench.scenario.stack import ClaimPlan
from tests.binding.site import made

EPOCH = "2026-01-05T06:00:00Z"
XML = ('<?xml version="1.0"?><r:Report xmlns:r="urn:x" lot="L1"><Order>O1</Order><Units station="3">'
       '<Unit status="OK"><Serial>A1</Serial><Print t="06:00:01"/></Unit><Unit status="BAD"><Serial>A2</Serial>'
       "</Unit></Units></r:Report>")
SGTIN, PLAIN = "urn:epc:id:sgtin:030001.0012345.11", "010030001012345521" + "11"
SSCC, BOX = "urn:epc:id:sscc:030001.41234567890", "00403000112345678901"
OBJECT = {"type": "ObjectEvent", "action": "ADD", "bizStep": "commissioning", "disposition": "active",
          "epcList": [SGTIN], "eventTime": "2026-01-05T06:00:02Z"}
PACKED = {"type": "AggregationEvent", "action": "ADD", "bizStep": "https://ref.gs1.org/cbv/BizStep-packing",
          "parentID": SSCC, "childEPCs": ["https://id.gs1.org/01/00300010123455/21/11"],
          "eventTime": "2026-01-05T07:00:03+01:00"}


def look(eye):
    return [*asyncio.run(eye.look())]


def document(*events):
    return json.dumps({"type": "EPCISDocument", "epcisBody": {"eventList": events}})


def xml_12(*events):
    return ('<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1"><EPCISBody><EventList>'
            f'{"".join(events)}</EventList></EPCISBody></epcis:EPCISDocument>')


def epcis(tmp_path, text, name="a.json"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return look(made(epcis_files.KIND, tmp_path, files="*"))


def test_elements_of_a_path_are_statements_with_what_stands_in_and_around_them(tmp_path):
    """Namespaces are left out; attributes have an @, what is outside dots."""
    (tmp_path / "a.xml").write_text(XML, encoding="utf-8")
    around = {"../@station": "3", "../../@lot": "L1", "../../Order": "O1"}
    assert look(made(xml_files.KIND, tmp_path, files="*.xml", rows="Report/Units/Unit")) == [
        Row({**around, "@status": "OK", "Serial": "A1", "Print": "", "Print/@t": "06:00:01"}, "a.xml:Unit 1"),
        Row({**around, "@status": "BAD", "Serial": "A2"}, "a.xml:Unit 2")]


@pytest.mark.parametrize(("text", "says"), [
    ("<Other/>", "a.xml: has no Report/Unit; its root is Other"),
    ('<!DOCTYPE x [<!ENTITY e "e">]><Report>&e;</Report>',
     "a.xml: declares a DOCTYPE; expected a document without one"),
])
def test_a_document_that_is_none_is_told_once(tmp_path, text, says):
    """Another root, and what could blow up a reader."""
    (tmp_path / "a.xml").write_text(text, encoding="utf-8")
    eye = made(xml_files.KIND, tmp_path, files="*.xml", rows="Report/Unit")
    assert (look(eye), look(eye)) == ([Trouble(says)], [])


def test_half_a_document_waits_and_is_told_when_it_stays_half(tmp_path):
    """While it grows it is nobody's fault; after a time without change it is told once, and read when whole."""
    now = [0.0]
    file = tmp_path / "a.txt"
    folder = Folder(tmp_path / "*", lambda data: "" if data.endswith(b"END") else "has no END", patience_s=5,
                    clock=lambda: now[0])
    found = []
    for at, text in ((0, "half"), (4, "half"), (5, "half, more"), (9, "half, more"), (10, "half, more"),
                     (11, "half, more"), (12, "whole END"), (13, "whole END")):
        now[0] = at
        file.write_text(text, encoding="utf-8")
        found.append([one.data if isinstance(one, Piece) else one for one in folder.look()])
    assert found == [[], [], [], [], [Trouble("a.txt: has no END")], [], [b"whole END"], []]


def test_a_file_that_is_taken_away_or_cut_is_no_error(tmp_path):
    """Moved away: nothing. Shorter than it was: told, and read from its beginning."""
    folder = Folder(tmp_path / "*.csv")
    (tmp_path / "a.csv").write_bytes(b"one\ntwo\n")
    assert [piece.data for piece in folder.look()] == [b"one\ntwo\n"]
    (tmp_path / "a.csv").write_bytes(b"new\n")
    told, piece = folder.look()
    assert (told, piece.data, piece.first) == (
        Trouble("a.csv: became shorter; it is read from its beginning"), b"new\n", True)
    (tmp_path / "a.csv").unlink()
    assert [*folder.look()] == []


@pytest.mark.parametrize("text", [document(OBJECT, PACKED), xml_12(
    "<ObjectEvent><eventTime>2026-01-05T06:00:02Z</eventTime><epcList><epc>" + SGTIN + "</epc></epcList><action>ADD"
    "</action><bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep><disposition>urn:epcglobal:cbv:disp:active"
    "</disposition></ObjectEvent>",
    f"<AggregationEvent><eventTime>2026-01-05T06:00:03Z</eventTime><parentID>{SSCC}</parentID><childEPCs><epc>{SGTIN}"
    "</epc></childEPCs><action>ADD</action><bizStep>urn:epcglobal:cbv:bizstep:packing</bizStep></AggregationEvent>")])
def test_events_of_both_forms_are_reports(tmp_path, text):
    """EPCIS 2.0 as JSON and 1.2 as XML say the same: identifiers as element strings, words bare, times ours."""
    meaning = Meaning(ClaimPlan(id="r", by="epcis", gives="events"), "stack.claim.r", EPOCH)
    assert [meaning.read(row, 1) for row in epcis(tmp_path, text)] == [
        Report(1, "", (ObjectEvent("ADD", "commissioning", "active", (PLAIN,), (2_000_000,)),)),
        Report(1, "", (AggregationEvent("ADD", BOX, (PLAIN,), 3_000_000),))]


@pytest.mark.parametrize(("text", "seen"), [
    (document({"type": "TransformationEvent"}, {**OBJECT, "epcList": []}), []),
    (document({**OBJECT, "epcList": ["urn:epc:id:sgln:1.2.3"]}), [Trouble(
        "a.json: event 1: found 'urn:epc:id:sgln:1.2.3'; expected an SGTIN or SSCC as URN, Digital Link or element "
        "string")]),
    (document({**OBJECT, "errorDeclaration": {"reason": "did_not_occur"}}), [Trouble(
        "a.json: the event of 2026-01-05T06:00:02Z is declared erroneous; it is not taken as said")]),
    ('{"a": 1}', [Trouble("a.json: is no EPCIS document: found no epcisBody with an eventList")]),
    ("<a/>", [Trouble("a.json: is no EPCIS document: its root is a; expected EPCISDocument")]),
    ('{"epcisBody": {', []),
])
def test_what_is_no_event_of_packs_is_left_or_told(tmp_path, text, seen):
    """Other events are left; unknown identifiers, erroneous events and other documents told; half ones wait."""
    assert epcis(tmp_path, text) == seen


def test_an_export_of_an_audit_trail_says_who_did_what(tmp_path):
    """The next export has all of the last one and is not told twice; an entry without a person is no entry."""
    eye = made(audit_files.KIND, tmp_path, files="*.csv", who="Nutzer", what="Aktion", when="Zeit")
    head, first = "Zeit,Nutzer,Aktion\n", "2026-01-05T06:00:01Z,Meier,Los beenden\n"
    (tmp_path / "a.csv").write_text(head + first, encoding="utf-8")
    seen = look(eye)
    (tmp_path / "b.csv").write_text(f"{head}{first}2026-01-05T06:00:09Z,,Start\n", encoding="utf-8")
    assert look(eye) == [Trouble("b.csv:3: the entry has no Nutzer")]
    plan = ClaimPlan(id="a", by="audit", gives="audit", fields={"who": "Nutzer", "what": "Aktion", "time": "Zeit"},
                     words={"what.Los beenden": "end_batch"})
    assert [Meaning(plan, "x", EPOCH).read(row, 1) for row in seen] == [Shown("audit", "Meier: end_batch")]


def test_a_screenshot_is_kept_when_it_is_whole(tmp_path):
    """It counts when it looks the same twice, once, and again when it is another."""
    eye = made(screenshot.KIND, tmp_path, files="*.png")
    (tmp_path / "old.png").write_bytes(b"of an earlier attempt")
    asyncio.run(eye.open())
    file = tmp_path / "a.png"
    found = []
    for data in (b"1", b"12", b"12", b"12", b"123", b"123"):
        file.write_bytes(data) if not file.exists() or file.read_bytes() != data else None
        found.append(look(eye))
    assert found == [[], [], [Exhibit(file)], [], [], [Exhibit(file)]]


def test_what_was_there_before_the_attempt_is_not_about_it(tmp_path):
    """Files that lie there when eyes open are passed over; what comes later counts."""
    (tmp_path / "a.json").write_text(document(OBJECT), encoding="utf-8")
    eye = made(epcis_files.KIND, tmp_path, files="*")
    asyncio.run(eye.open())
    (tmp_path / "b.json").write_text(document(PACKED), encoding="utf-8")
    assert [row.values["type"] for row in look(eye)] == ["AggregationEvent"]
