"""What line and site said to each other is readable without the journal's own names."""

import json

from linebench.documents import documents_of
from linebench.ports.l3 import ObjectEvent, Report, ReportAccepted
from linebench.ports.plc import Verdict
from linebench.records.truth import PackExited
from linebench.records.wire import Delivered


def test_documents_are_objects_with_named_fields():
    """Reports and answers come in order, events inside by name; other links are left out."""
    event = ObjectEvent("ADD", "commissioning", "active", ("0109501101530003\x1d21A",), (7,))
    records = [
        PackExited(1, 1), Delivered(2, "l2>l1", 1, Verdict(1, True)),
        Delivered(9, "l2>l3", 8, Report(1, "PO-1", (event,))), Delivered(11, "l3>l2", 9, ReportAccepted(1)),
    ]
    lines = documents_of(records).decode().splitlines()
    assert "\\u001d" in lines[0]
    assert [json.loads(line) for line in lines] == [
        {"t_us": 9, "link": "l2>l3", "message": "report", "sequence": 1, "order": "PO-1", "events": [
            {"message": "object_event", "action": "ADD", "step": "commissioning", "disposition": "active",
             "epcs": ["0109501101530003\x1d21A"], "times_us": [7], "reason": ""}]},
        {"t_us": 11, "link": "l3>l2", "message": "report_accepted", "sequence": 1},
    ]


def test_a_silent_site_leaves_no_file():
    """Nothing said, nothing kept."""
    assert documents_of([PackExited(1, 1)]) == b""
