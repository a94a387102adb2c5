"""One list that names everything: rows of printers and cameras become options of their dialects."""

import re
from pathlib import Path

import pytest

from linebench.wire.dialect import dialects
from linebench.wire.mapped import MapError, NameMap, read_map
from linebench.wire.mapped.device_names import read_device_names
from linebench.wire.mapped.document import read_map as read_document
from linebench.wire.mapped.field_signals import FIELD
from linebench.wire.mapped.signals import DIALLED
from tests.wire.mapped.maps import rings

HEAD = "wire;signal;name;address;type\n"
LIST = HEAD + ("l2-l1;state;Status;HR0;uint16\nl1-l2;state;Mode;DB1.DBW0;uint16\nl1-io;encoder;Count;HR9;uint32\n"
               "l2-printer;job;CARTON 20;;\nl2-printer;field.serial;SN;;\nl2-printer;field.lot;LT;;\n"
               "l2-camera;job;CARTON 20;3;\nl2-camera;result;{data}|{trigger};;\nl2-camera;result.no_read;NR;;\n")


def options(wire, dialect, text=LIST):
    """The profile of a dialect with the names of a list."""
    return dialects()[dialect].profile("", read_device_names(text, "plc.csv", wire, dialect).options)


def test_one_list_serves_every_wire():
    """Each takes its own rows, and does not mind those of others."""
    lines = [read_map(LIST, "plc.csv", rings()), read_document(LIST, "plc.csv", None, DIALLED),
             read_document(LIST, "plc.csv", None, FIELD)]
    assert all(isinstance(each, NameMap) for each in lines)
    assert [[row.name for row in each.rows] for each in lines] == [["Status"], ["Mode"], ["Count"]]


@pytest.mark.parametrize("dialect", ["videojet", "wsi"])
def test_fields_and_jobs_of_a_label_have_the_names_of_the_project(dialect):
    """Those that nobody names keep theirs."""
    found = options("l2-printer", dialect)
    assert (found.jobs, found.fields.serial, found.fields.lot) == (("CARTON 20",), "SN", "LT")
    assert found.fields.gtin == dialects()[dialect].profile().fields.gtin


@pytest.mark.parametrize(("dialect", "option"), [("keyence_sr", "banks"), ("keyence_cvx", "programs")])
def test_jobs_of_cameras_have_the_numbers_of_the_project(dialect, option):
    """And results their shape."""
    found = options("l2-camera", dialect)
    assert (getattr(found, option), found.result, found.no_read) == (
        {"CARTON 20": 3}, "{data}|{trigger}", "NR")


def test_a_label_may_have_a_slot_and_a_job_a_file():
    """As Codenet and In-Sight have them."""
    slot = options("l2-printer", "codenet", HEAD + "l2-printer;job;CARTON;7;\n")
    file = options("l2-camera", "insight", HEAD + "l2-camera;job;CARTON;;\n")
    assert (slot.labels, file.files) == ({"007": "CARTON"}, ("CARTON.job",))


@pytest.mark.parametrize(("wire", "dialect", "row", "says"), [
    ("l2-printer", "zpl", "field.lot;LT;;", "plc.csv:2: signal: found 'field.lot'; expected one of job, for which"),
    ("l2-printer", "codenet", "result;x;;", "signal: found 'result'; expected one of job, job with its number"),
    ("l2-camera", "dmcc", "job;A;3;", "signal: found 'job' with a number; expected one of result, result.no_read"),
    ("l2-camera", "keyence_sr", "job;A;x;", "address: found 'x'; expected the number of the job"),
    ("l2-printer", "wsi", "field.lot;A,B;;", "name: found 'A,B'; expected their name, without commas and equals"),
    ("l2-printer", "native", "job;A;;", "signal: found 'job'; expected no row of this wire, for which native"),
])
def test_a_row_without_a_place_is_told(wire, dialect, row, says):
    """With its line, and with what the dialect has a place for."""
    with pytest.raises(MapError) as raised:
        read_device_names(f"{HEAD}{wire};{row}\n", "plc.csv", wire, dialect)
    (told,) = str(raised.value).splitlines()
    assert says in told


def test_a_list_without_rows_of_a_wire_is_told():
    """Of tags and of devices alike; a wire that nobody knows too."""
    with pytest.raises(MapError, match="no row of l2-camera"):
        read_device_names(HEAD + "l2-l1;state;S;HR0;uint16\n", "plc.csv", "l2-camera", "dmcc")
    with pytest.raises(MapError, match="no row of l2-l1"):
        read_map(HEAD + "l2-camera;job;A;3;\n", "plc.csv", rings())
    with pytest.raises(MapError, match="found 'l2-l7'; expected l2-l1, whose map this is"):
        read_map(HEAD + "l2-l7;state;S;HR0;uint16\n", "plc.csv", rings())


def test_the_list_of_the_page_is_one():
    """For a printer and a camera as it stands there."""
    page = Path(read_map.__code__.co_filename).with_name("README.md").read_text(encoding="utf-8")
    text = re.findall(r"```csv\n(.*?)```", page, re.DOTALL)[1]
    assert options("l2-printer", "videojet", text).fields.lot == "CHARGE"
    assert options("l2-camera", "keyence_sr", text).result == "{trigger}|{outcome}|{data}"
