"""Machine and host back to back."""

from functools import partial

import pytest

from linebench.ports.printer import ClearQueue, PrintDone, PrinterState, PrintOrders
from linebench.wire.dialect import dialects
from linebench.wire.wsi.dialect import DIALECTS
from tests.wire.pipe import bytewise, whole
from tests.wire.printers import link, meaning
from tests.wire.printers.link import JOB, LOOK_US, READY, SETTLE_US, here

HERE = here("LINEBENCH")
joined = partial(link.joined, "wsi")


def test_dialect_is_found():
    """The dialect declares itself for the printer's seat."""
    assert dialects()["wsi"] is DIALECTS[0]


@pytest.mark.parametrize("chunking", [whole, bytewise])
@pytest.mark.parametrize("profile", list(DIALECTS[0].profiles))
def test_link_carries_what_a_direct_one_carries(profile, chunking):
    """Job and records reach the machine in their order; each print comes back with its record's number."""
    pipe = joined(profile, chunking=chunking)
    assert pipe.device.take() == [ClearQueue()]
    meaning.check_carries(pipe, HERE, ("A1", "A2", "A3"), between_us=LOOK_US)


def test_several_prints_between_two_looks():
    """The counter tells how many."""
    pipe = joined()
    pipe.host.says(JOB)
    pipe.host.says(PrintOrders(1, ("A1", "A2", "A3")))
    pipe.host.take()
    pipe.device.says(PrintDone(1))
    pipe.device.says(PrintDone(2))
    pipe.host.poll()
    assert pipe.host.take() == [PrintDone(1), PrintDone(2)]


def test_states_are_polled():
    """Faults with their reason, warnings and ink reach the host when it looks, and only when they changed."""
    pipe = joined()
    pipe.host.take()
    states = [PrinterState("printer-1", "fault", "queue empty", 0),
              PrinterState("printer-1", "ready", "", 0, "ink low", 12),
              PrinterState("printer-1", "offline", "offline", 0), READY]
    for state in states:
        pipe.device.says(state)
        pipe.advance(2 * LOOK_US)
    assert pipe.host.take() == states


def test_commands_reach_the_machine():
    """A print at once, the head's enabling and clearing of faults."""
    meaning.check_commands(joined())


def test_prints_of_cleared_records_are_none_of_new_ones():
    """What the machine prints up to the end of the settling counts for the records that were cleared."""
    pipe = joined()
    pipe.host.says(JOB)
    pipe.host.says(PrintOrders(1, ("A1", "A2")))
    pipe.host.says(ClearQueue())
    pipe.host.says(PrintOrders(3, ("B1",)))
    pipe.host.take(), pipe.device.take()
    pipe.advance(SETTLE_US - 1)
    pipe.device.says(PrintDone(1))
    pipe.advance(1)
    assert pipe.host.take() == [PrintDone(1)]
    assert pipe.device.take() == [PrintOrders(3, ("B1",))]
    pipe.advance(10 * LOOK_US)
    assert pipe.host.take() == []


def test_lost_queue_is_told_and_never_printed_again():
    """Prints during a cut are of unknown records: none is announced, and none of them is given again."""
    meaning.check_lost_queue_where_prints_are_counted(joined(options={"depth": 3}), HERE)


def test_counter_that_somebody_reset():
    """It is noted, no print is invented, and counting goes on from there."""
    pipe = joined()
    pipe.host.says(JOB)
    pipe.host.says(PrintOrders(1, ("A1", "A2", "A3")))
    for record in (1, 2):
        pipe.device.says(PrintDone(record))
    pipe.host.poll()
    pipe.host.take()
    pipe.device.side.core.reset_counters()
    pipe.host.poll()
    assert (pipe.host.take(), pipe.host.notes()) == ([], ["counter"])
    pipe.device.says(PrintDone(3))
    pipe.host.poll()
    assert pipe.host.take() == [PrintDone(3)]


def test_counter_that_begins_again():
    """Behind its last digit it is at 0, and no print is missed."""
    pipe = joined(options={"counter_digits": 1})
    pipe.host.says(JOB)
    for record in range(1, 26):
        pipe.host.says(PrintOrders(record, (f"A{record}",)))
        pipe.device.says(PrintDone(record))
        pipe.host.poll()
    assert pipe.host.take()[2:] == [PrintDone(record) for record in range(1, 26)]


def test_record_for_which_there_is_no_place_is_offered_again():
    """A host that takes the queue for deeper than it is has its record refused, waits, and loses nothing."""
    pipe = joined(options={"depth": 1}, host={"depth": 3})
    pipe.host.says(JOB)
    pipe.host.says(PrintOrders(1, ("A1", "A2", "A3")))
    pipe.host.take(), pipe.device.take()
    for record in (1, 2, 3):
        pipe.device.says(PrintDone(record))
        pipe.advance(2 * LOOK_US)
    assert pipe.device.take() == [PrintOrders(2, ("A2",)), PrintOrders(3, ("A3",))]
    assert pipe.host.take() == [PrintDone(1), PrintDone(2), PrintDone(3)]


def test_unknown_job_is_told_as_a_fault():
    """The refusal of a job holds everything until another is selected."""
    pipe = joined(options={"jobs": ["TAB"]})
    pipe.host.take()
    pipe.host.says(JOB)
    assert pipe.host.take()[0].reason.startswith("job TAB20 refused: check")


def test_serial_that_no_packet_can_carry_is_a_fault():
    """It is never sent."""
    pipe = joined()
    pipe.host.says(JOB)
    pipe.host.take(), pipe.device.take()
    pipe.host.says(PrintOrders(1, ("A\x03",)))
    assert "expected one type character" in pipe.host.take()[0].reason
    assert pipe.device.take() == []


def test_silent_machine_is_given_up():
    """A question is repeated once; then the host hangs up and says that the printer is gone."""
    meaning.check_silence(joined())


def test_garbage_from_a_machine():
    """Broken packets and answers that nobody asked for are noted, and the link goes on."""
    pipe = joined()
    pipe.inject(pipe.host, b"\x02G\x0300\x06AA\x02Exxxxxx\x0318")
    meaning.check_first_record(pipe)
    assert pipe.host.notes() == ["checksum", "unexpected", "unexpected"]


@pytest.mark.parametrize("separator", ["raw", "{GS}", "~"])
def test_whole_element_string_in_one_field(separator):
    """A user field may hold the whole element string, however its separator is written."""
    fields = {"code": "05", "order": ["05"], "separator": separator}
    meaning.check_first_record(joined(options={"fields": fields}))
