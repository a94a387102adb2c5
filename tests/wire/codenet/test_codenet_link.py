from functools import partial

import pytest

from linebench.ports.presence import Presence
from linebench.ports.printer import (
    ClearFaults,
    ClearQueue,
    PrintDone,
    PrinterEnable,
    PrinterState,
    PrintJob,
    PrintNow,
    PrintOrders,
)
from linebench.wire.codenet.dialect import DIALECTS
from linebench.wire.dialect import dialects
from linebench.wire.printers.fields import FieldMap
from tests.wire.pipe import bytewise, whole
from tests.wire.printers import link, meaning
from tests.wire.printers.link import ANSWER_US, GTIN, JOB, SETTLE_US, here

HERE = here("300000 protocol 0100")
joined = partial(link.joined, "codenet")


def ordered(pipe, *serials, first=1):
    pipe.host.says(PrintOrders(first, serials))


def test_dialect_is_found():
    """The dialect declares itself for the printer's seat."""
    assert dialects()["codenet"].seats == ("printer",)


@pytest.mark.parametrize("chunking", [whole, bytewise])
@pytest.mark.parametrize("profile", list(DIALECTS[0].profiles))
def test_link_carries_what_a_direct_one_carries(profile, chunking):
    """Job and records reach the printer in their order, and each print comes back with its record's number."""
    pipe = joined(profile, chunking=chunking)
    assert pipe.device.take() == [ClearQueue()]
    meaning.check_carries(pipe, HERE, ("A1", "A2", "A3", "A4"))


def test_printer_never_holds_more_than_its_depth():
    """A host with six records gives an Ax one, and the next when it is printed."""
    pipe = joined("ax")
    pipe.host.says(JOB)
    ordered(pipe, "A1", "A2")
    assert pipe.device.take() == [ClearQueue(), JOB, PrintOrders(1, ("A1",))]
    pipe.advance(5_000_000)
    assert pipe.device.take() == []
    pipe.device.says(PrintDone(1))
    assert pipe.device.take() == [PrintOrders(2, ("A2",))]


@pytest.mark.parametrize("profile", ["deep", "a200"])
def test_record_for_which_there_is_no_place_is_offered_again(profile):
    """A host that takes the queue for deeper than it is has its record refused, waits, and loses nothing."""
    pipe = joined(profile, {"depth": 1}, host={"depth": 3})
    pipe.host.says(JOB)
    ordered(pipe, "A1", "A2", "A3")
    pipe.advance(300_000)
    for record in (1, 2, 3):
        pipe.device.says(PrintDone(record))
    assert pipe.device.take() == [ClearQueue(), JOB, *(PrintOrders(n, (f"A{n}",)) for n in (1, 2, 3))]
    assert pipe.host.take()[2:] == [PrintDone(1), PrintDone(2), PrintDone(3)]


def test_states_are_polled():
    """Faults with their reason, warnings and ink reach the host when it looks, and only when they changed."""
    pipe = joined()
    pipe.host.take()
    for state in (PrinterState("printer-1", "fault", "queue empty", 0),
                  PrinterState("printer-1", "ready", "", 6, "ink low", 12),
                  PrinterState("printer-1", "offline", "offline", 6),
                  PrinterState("printer-1", "ready", "", 6)):
        pipe.device.says(state)
        pipe.host.poll()
        pipe.host.poll()
    assert pipe.host.take() == [
        PrinterState("printer-1", "fault", "queue empty", 0),
        PrinterState("printer-1", "ready", "", 0, "ink low", 12),
        PrinterState("printer-1", "offline", "offline", 0), PrinterState("printer-1", "ready", "", 0)]


def test_state_is_looked_at_in_time():
    """Without being asked, the host looks every second."""
    pipe = joined()
    pipe.host.take()
    pipe.device.says(PrinterState("printer-1", "fault", "queue empty", 0))
    pipe.advance(1_000_000)
    assert pipe.host.take() == [PrinterState("printer-1", "fault", "queue empty", 0)]


def test_commands_reach_the_printer():
    """A print at once and the head's enabling are carried; clearing of faults has no command in this dialect."""
    pipe = joined()
    pipe.host.says(JOB)
    pipe.device.take()
    for message in (PrintNow(), PrinterEnable(False), PrinterEnable(True), ClearFaults()):
        pipe.host.says(message)
    assert pipe.device.take() == [PrintNow(), PrinterEnable(False), PrinterEnable(True)]
    assert pipe.host.notes() == ["unsaid"]


def test_clearing_settles():
    """Behind a clearing, a print announced late is the old record's; new records wait until that is over."""
    pipe = joined()
    pipe.host.says(JOB)
    ordered(pipe, "A1", "A2")
    pipe.host.says(ClearQueue())
    ordered(pipe, "B1", first=3)
    pipe.device.take()
    pipe.device.says(PrintDone(1))
    assert pipe.host.take()[2:] == [PrintDone(1)]
    pipe.advance(SETTLE_US)
    assert pipe.device.take() == [PrintOrders(3, ("B1",))]
    pipe.device.says(PrintDone(3))
    assert pipe.host.take() == [PrintDone(3)]


def test_lost_queue_is_told_and_never_printed_again():
    """After a cut the queue is cleared, the host says how many records are still to come, and gives only those."""
    meaning.check_lost_queue_where_prints_are_announced(joined("a200"), HERE)


def test_print_announced_after_a_cut_is_told_of_no_record():
    """When the connection was lost, nobody knows which record a late print means: it is noted."""
    pipe = joined()
    pipe.host.says(JOB)
    ordered(pipe, "A1", "A2")
    pipe.cut()
    pipe.connect()
    pipe.host.take()
    pipe.device.says(PrintDone(1))
    assert pipe.host.take() == []
    assert pipe.host.notes() == ["unexpected"]


def test_job_and_enabling_are_said_again():
    """A unit that forgets its job with the connection is told it again, and that its head is off."""
    pipe = joined(options={"job_survives": False})
    pipe.host.says(JOB)
    pipe.host.says(PrinterEnable(False))
    pipe.cut()
    pipe.connect()
    pipe.advance(SETTLE_US)
    ordered(pipe, "A1")
    assert pipe.device.take()[-1] == PrintOrders(1, ("A1",))
    assert (pipe.device.side.core.job, pipe.device.side.core.enabled) == ("TAB20", False)


def test_messages_without_a_connection():
    """Records and job wait for the connection; a command that cannot wait is noted."""
    pipe = joined()
    pipe.cut()
    pipe.host.says(JOB)
    ordered(pipe, "A1")
    pipe.host.says(PrintNow())
    assert pipe.host.notes() == ["unsaid"]
    pipe.connect()
    pipe.advance(SETTLE_US)
    assert pipe.device.take() == [ClearQueue(), ClearQueue(), JOB, PrintOrders(1, ("A1",))]


def test_unknown_job_is_told_as_a_fault():
    """A job that the printer does not have is a fault with its reason, until another is selected."""
    pipe = joined(options={"jobs": ["TAB20"]})
    pipe.host.take()
    pipe.host.says(PrintJob("TAB21", GTIN, "L1", "270900"))
    ordered(pipe, "A1")
    assert pipe.host.take() == [PrinterState("printer-1", "fault", "job TAB21 refused: NAK 052", 0)]
    pipe.host.says(JOB)
    assert pipe.host.take() == [PrinterState("printer-1", "ready", "", 1)]
    assert pipe.device.take()[-1] == PrintOrders(1, ("A1",))


def test_refused_record_stops_the_records():
    """A record that the printer refuses is a fault; nothing follows until the level acts."""
    pipe = joined()
    pipe.host.says(JOB)
    pipe.host.take()
    ordered(pipe, "A\xe9", "A2")
    assert pipe.host.take() == [PrinterState("printer-1", "fault", "record 1 refused: NAK 013", 2)]
    pipe.advance(2_000_000)
    assert pipe.device.take() == [ClearQueue()]
    pipe.host.says(ClearQueue())
    ordered(pipe, "A3", first=3)
    pipe.advance(SETTLE_US)
    assert pipe.host.take() == [PrinterState("printer-1", "ready", "", 0)]
    assert pipe.device.take() == [ClearQueue(), JOB, PrintOrders(1, ("A3",))]


@pytest.mark.parametrize(("serial", "job"), [("A\x04", JOB), ("A1", PrintJob("J" * 100, GTIN, "L1", "270900"))])
def test_what_the_dialect_cannot_carry_is_a_fault(serial, job):
    """A serial or job that no frame can hold is told as a fault and never sent."""
    pipe = joined()
    pipe.host.says(job)
    ordered(pipe, serial)
    assert "refused" in pipe.host.take()[-1].reason
    assert pipe.device.take() == [ClearQueue()]


def test_silent_printer_is_given_up():
    """A question without an answer is repeated once; then the host hangs up and says that the printer is gone."""
    pipe = joined()
    pipe.host.take()
    pipe._hold = True
    pipe.host.poll()
    pipe.advance(ANSWER_US)
    assert (pipe.host.notes(), pipe.host.take()) == (["unanswered"], [])
    pipe.advance(ANSWER_US)
    assert pipe.host.notes() == ["unanswered", "unanswered"]
    assert pipe.host.take() == [Presence("printer-1", here=False, why="no answer within 500 ms")]
    assert not pipe.up


def test_record_without_an_answer_is_not_repeated():
    """What may have been done is never said twice: the host hangs up at the first silence."""
    pipe = joined()
    pipe.host.says(JOB)
    pipe.host.take()
    pipe._hold = True
    ordered(pipe, "A1")
    pipe.advance(ANSWER_US)
    assert pipe.host.take() == [Presence("printer-1", here=False, why="no answer within 500 ms")]
    assert pipe.host.hung[0].why == "no answer within 500 ms"


def test_garbage_from_a_printer():
    """Stray bytes, answers that nobody asked for and broken frames are noted, and the link goes on."""
    pipe = joined()
    pipe.inject(pipe.host, b"x\x06\x1bO1")
    pipe.inject(pipe.host, b"\x1bO1xx\x04")
    meaning.check_first_record(pipe)
    assert pipe.host.notes() == ["garbage", "unexpected", "garbage", "unexpected"]


@pytest.mark.parametrize("separator", ["raw", "{GS}", "~"])
def test_whole_element_string_in_one_field(separator):
    """Records may hold the whole element string, however its separator is written."""
    fields = {"code": "CODE", "order": ["CODE"], "separator": separator, "delimiter": "|"}
    meaning.check_first_record(joined(options={"fields": fields}))


def test_fields_in_another_order_print_wrong_data():
    """When host and printer disagree on the order of fields, the printer acknowledges and prints wrong data."""
    swapped = FieldMap(order=("GTIN", "SERIAL", "EXP", "LOT"))
    pipe = joined(host={"fields": {"order": list(swapped.order)}})
    pipe.host.says(JOB)
    ordered(pipe, "A1")
    assert pipe.device.take() == [ClearQueue(), PrintJob("TAB20", GTIN, "A1", "270900"), PrintOrders(1, ("L1",))]


def test_selection_by_number():
    """A host may select jobs by their slot."""
    pipe = joined(options={"labels": {"007": "TAB20"}, "select_by": "number"})
    pipe.host.says(JOB)
    assert b"\x1bP1007\x04" in pipe.host.written
    assert pipe.device.side.core.job == "TAB20"
