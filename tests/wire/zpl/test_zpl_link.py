"""Printer and host back to back."""

from functools import partial

import pytest

from linebench.ports.packer import LabelOrder
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
from linebench.wire.dialect import dialects
from linebench.wire.zpl.dialect import DIALECTS
from linebench.wire.zpl.replies import HostStatus, encode_block
from tests.wire.pipe import bytewise, whole
from tests.wire.printers import link, meaning
from tests.wire.printers.link import ANSWER_US, JOB, LOOK_US, READY, SETTLE_US, here

HERE = here("ZT411-300dpi V92.21.39Z 12 65536KB")
PRINTERS = [name for name in DIALECTS[0].profiles if name != "case-label"]
joined = partial(link.joined, "zpl")


def test_dialect_is_found():
    """The dialect declares itself for the printer's seat."""
    assert dialects()["zpl"] is DIALECTS[0]


@pytest.mark.parametrize("chunking", [whole, bytewise])
@pytest.mark.parametrize("options", [{}, {"stored": False}, {"letters": "old"}, {"alert": "<{text}> {kind}"}])
@pytest.mark.parametrize("profile", PRINTERS)
def test_link_carries_what_a_direct_one_carries(profile, options, chunking):
    """Job and records reach the printer in their order; each print comes back with its record's number."""
    pipe = joined(profile, options, chunking=chunking)
    assert pipe.device.take() == [ClearQueue()]
    meaning.check_carries(pipe, HERE, ("A1", "A/2", "_A>3;"), between_us=LOOK_US)


@pytest.mark.parametrize("job", ["04012345678901", "tab 20/a", "a very long name of a job", "d\xe4_^~"])
def test_any_name_of_a_job_is_carried(job):
    """A name that no stored format can have travels in a comment."""
    pipe = joined()
    named = PrintJob(job, JOB.gtin, JOB.lot, JOB.expiry)
    pipe.host.says(named)
    pipe.host.says(PrintOrders(1, ("A1",)))
    assert pipe.device.take() == [ClearQueue(), named, PrintOrders(1, ("A1",))]


def test_alerts_come_at_once():
    """A print and a state are told when they happen, without a look."""
    pipe = joined()
    pipe.host.says(JOB)
    pipe.host.says(PrintOrders(1, ("A1", "A2")))
    pipe.host.take()
    fault = PrinterState("printer-1", "fault", "cat on the line", 2)
    for message in (PrintDone(1), fault, PrintDone(2), READY):
        pipe.device.says(message)
    assert pipe.host.take() == [PrintDone(1), PrinterState("printer-1", "fault", "cat on the line", 1),
                                PrintDone(2), READY]


@pytest.mark.parametrize("profile", PRINTERS)
def test_states_are_polled(profile):
    """Faults with their reason, warnings and supply reach the host when it looks, and only when they changed."""
    pipe = joined(profile)
    pipe.host.take()
    states = [PrinterState("printer-1", "fault", "queue empty", 0),
              PrinterState("printer-1", "offline", "offline", 0, "ink low", 12), READY]
    for state in states:
        pipe.device.says(state)
        pipe.host.poll()
        pipe.host.poll()
    told = pipe.host.take()
    assert [each for each in told if each in states] == states
    if profile != "zt411":  # its alerts say state by state, and the supply comes with the look behind
        assert told == states


def test_silent_printer_in_a_fault_is_no_lost_one():
    """Where ``~HS`` stays unanswered the host goes by ``~HQES``: the fault is told, and the connection stands."""
    pipe = joined("silent-hs")
    pipe.host.says(JOB)
    pipe.host.says(PrintOrders(1, ("A1", "A2")))
    pipe.host.take()
    pipe.device.says(PrinterState("printer-1", "fault", "head open", 2))
    pipe.advance(2 * ANSWER_US)
    assert pipe.host.take() == [PrinterState("printer-1", "fault", "head open", 2)]
    pipe.device.says(PrintDone(1))
    pipe.device.says(PrinterState("printer-1", "ready", "", 1))
    pipe.advance(2 * ANSWER_US)
    assert pipe.host.take() == [PrintDone(1), PrinterState("printer-1", "ready", "", 1)]
    assert (pipe.up, set(pipe.host.notes())) == (True, {"unanswered"})


def test_commands_reach_the_printer():
    """A print at once, the head's enabling, which is no state of the printer, and clearing of faults."""
    pipe = joined("polling")
    pipe.host.says(JOB)
    pipe.host.take(), pipe.device.take()
    messages = [PrintNow(), PrinterEnable(False), PrinterEnable(True), ClearFaults()]
    for message in messages:
        pipe.host.says(message)
        pipe.advance(LOOK_US)
    assert (pipe.device.take(), pipe.host.take()) == (messages, [])


@pytest.mark.parametrize("profile", PRINTERS)
def test_prints_of_cleared_records_are_none_of_new_ones(profile):
    """What was printed before the clearing is told so or not at all."""
    pipe = joined(profile)
    pipe.host.says(JOB)
    pipe.host.says(PrintOrders(1, ("A1", "A2")))
    pipe.host.take(), pipe.device.take()
    pipe.device.says(PrintDone(1))
    pipe.host.says(ClearQueue())
    pipe.host.says(PrintOrders(3, ("B1",)))
    pipe.advance(SETTLE_US)
    assert pipe.host.take() == [PrintDone(1)]
    assert pipe.device.take() == [ClearQueue(), PrintOrders(3, ("B1",))]
    pipe.advance(10 * LOOK_US)
    assert pipe.host.take() == []


@pytest.mark.parametrize("profile", PRINTERS)
def test_lost_queue_is_told_and_never_printed_again(profile):
    """Prints during a cut are of unknown records: none is announced, and none of them is given again."""
    meaning.check_lost_queue_where_prints_are_counted(joined(profile, {"depth": 3}), HERE)


def test_reset_of_the_printer():
    """It forgets formats and alerts; the host stores and orders them anew when it is back."""
    pipe = joined()
    pipe.host.says(JOB)
    pipe.inject(pipe.device, b"~JR")
    assert not pipe.up
    pipe.connect()
    pipe.advance(SETTLE_US)
    pipe.host.take(), pipe.device.take()
    pipe.host.says(PrintOrders(1, ("A1",)))
    pipe.device.says(PrintDone(1))
    assert pipe.host.take() == [PrintDone(1)]


@pytest.mark.parametrize("profile", PRINTERS)
def test_silent_printer_is_given_up(profile):
    """The host hangs up and says that the printer is gone; counting questions are not even repeated."""
    meaning.check_silence(joined(profile))


@pytest.mark.parametrize("profile", ["polling", "silent-hs"])
def test_a_status_nobody_asked_for_counts_no_print(profile):
    """A stray or repeated ``~HS`` is noted and invents nothing."""
    pipe = joined(profile)
    pipe.host.says(JOB)
    pipe.host.says(PrintOrders(1, ("A1", "A2")))
    pipe.host.poll()
    pipe.host.take()
    pipe.inject(pipe.host, b"".join(map(encode_block, HostStatus().blocks())))
    assert (pipe.host.take(), pipe.host.notes()) == ([], ["unexpected"])


def test_garbage_from_a_printer():
    """Strange lines, blocks and values are noted, and the link goes on."""
    pipe = joined()
    pipe.inject(pipe.host, b'hello\r\n\x02a\x03\x02b\x03\x02c\x03"7"ALERT: PRINTER WARM\r\n')
    meaning.check_first_record(pipe)
    assert pipe.host.notes() == ["garbage", "garbage", "unexpected"]


def test_case_labels():
    """The host of a packer's label printer orders by container, and the printer's side tells the packer so."""
    pipe = joined("case-label")
    pipe.device.take()
    orders = [LabelOrder("case", trigger, "340123450000000017") for trigger in (5, 9)]
    for order in orders:
        pipe.host.says(order)
    assert pipe.device.take() == orders
    pipe.cut()
    pipe.host.says(orders[0])
    assert pipe.host.notes() == ["unsaid"]
