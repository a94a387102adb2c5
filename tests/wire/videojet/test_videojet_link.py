from functools import partial

import pytest

from linebench.ports.printer import ClearFaults, ClearQueue, PrintDone, PrinterState, PrintJob, PrintOrders
from linebench.wire.dialect import dialects
from linebench.wire.videojet.dialect import DIALECTS
from tests.wire.pipe import bytewise, whole
from tests.wire.printers import link, meaning
from tests.wire.printers.link import GTIN, JOB, READY, here

joined = partial(link.joined, "videojet")


def ordered(pipe, *serials, first=1):
    pipe.host.says(PrintOrders(first, serials))


def test_dialect_is_found():
    """The dialect declares itself for the printer's seat."""
    assert dialects()["videojet"].seats == ("printer",)


@pytest.mark.parametrize("chunking", [whole, bytewise])
@pytest.mark.parametrize("fill", ["named", "ordered"])
@pytest.mark.parametrize("profile", list(DIALECTS[0].profiles))
def test_link_carries_what_a_direct_one_carries(profile, fill, chunking):
    """Job and records reach the printer in their order, and each print comes back with its record's number."""
    pipe = joined(profile, {"fill": fill}, chunking=chunking)
    meaning.check_carries(pipe, here(), ("A1", "A2", "A3", "A4"), between_us=20_000)


def test_states_are_announced():
    """Faults, warnings and ink reach the host without delay and unasked, each state once."""
    pipe = joined()
    states = [PrinterState("printer-1", "fault", "queue empty", 0), READY,
              PrinterState("printer-1", "ready", "", 0, "ribbon low", 12),
              PrinterState("printer-1", "offline", "offline", 0)]
    pipe.host.take()
    for state in states:
        pipe.device.says(state)
    assert pipe.host.take() == states


def test_ink_without_a_warning_is_looked_at():
    """What has no notice shows when the host looks, every ten seconds at the latest."""
    pipe = joined()
    pipe.host.take()
    pipe.device.says(PrinterState("printer-1", "ready", "", 0, "", 55))
    pipe.advance(10_000_000)
    assert pipe.host.take() == [PrinterState("printer-1", "ready", "", 0, "", 55)]


def test_version_one_tells_no_reasons():
    """A unit that cannot list its faults is known to have one, and no more."""
    pipe = joined("dataflex")
    pipe.host.take()
    pipe.device.says(PrinterState("printer-1", "fault", "queue empty", 0))
    pipe.device.says(PrinterState("printer-1", "ready", "", 0, "ribbon low", 12))
    assert pipe.host.take() == [PrinterState("printer-1", "fault", "fault", 0),
                                PrinterState("printer-1", "ready", "", 0, "warning")]


def test_commands_reach_the_printer():
    """A print at once, the head's enabling and the clearing of faults are carried."""
    pipe = joined()
    meaning.check_commands(pipe)
    assert pipe.host.notes() == []


def test_lost_queue_is_told_and_never_printed_again():
    """After a cut the queue is cleared, the host says how many records are still to come, and gives only those."""
    meaning.check_lost_queue_where_prints_are_announced(joined(options={"depth": 3}), here())


def test_misnamed_serial_prints_stale():
    """When the host names a field that the label has not, every record is acknowledged and none has its serial."""
    pipe = joined(host={"fields": {"serial": "SERNO"}})
    pipe.host.says(JOB)
    ordered(pipe, "A1", "A2")
    assert pipe.device.take() == [ClearQueue(), JOB, PrintOrders(1, ("",)), PrintOrders(2, ("",))]
    assert pipe.device.notes() == ["dropped", "dropped"]


def test_counter_names_each_print():
    """Two prints between two looks are two prints."""
    pipe = joined("dataflex-counter", {"depth": 3, "when_full": "refuse"})
    pipe.host.says(JOB)
    ordered(pipe, "A1", "A2", "A3")
    pipe.host.take()
    pipe.device.says(PrintDone(1))
    pipe.device.says(PrintDone(2))
    assert pipe.host.take() == []
    pipe.advance(20_000)
    assert pipe.host.take() == [PrintDone(1), PrintDone(2)]


def test_counter_that_falls_is_no_print():
    """A total below the one before is noted, and counting begins from there."""
    pipe = joined("dataflex-counter")
    pipe.host.take()
    pipe.device.side.core.products = 5
    pipe.host.poll()
    pipe.device.side.core.products = 2
    pipe.host.poll()
    assert pipe.host.take() == []
    assert pipe.host.notes()[-1] == "unexpected"


def test_record_that_a_line_cannot_carry():
    """A serial with a bar in it is told as a fault and never sent."""
    pipe = joined()
    pipe.host.says(JOB)
    pipe.host.take()
    ordered(pipe, "A|1")
    why = "record 1 refused: 'SERIAL=A|1' holds a bar or CR; expected neither inside a field"
    assert pipe.host.take() == [PrinterState("printer-1", "fault", why, 1)]


def test_job_that_the_unit_lacks():
    """A refused job is a fault until somebody acts; clearing faults tries it again."""
    pipe = joined(options={"jobs": ["TAB20"]})
    pipe.host.take()
    pipe.host.says(PrintJob("TAB21", GTIN, "L1", "270900"))
    assert pipe.host.take() == [PrinterState("printer-1", "fault", "job TAB21 refused: ERR", 0)]
    pipe.device.side.core.jobs.add("TAB21")
    pipe.host.says(ClearFaults())
    assert pipe.host.take() == [READY]


def test_garbage_from_a_unit():
    """Lines that nobody knows, states without their numbers and bytes that are no text are noted."""
    pipe = joined()
    pipe.host.take()
    pipe.inject(pipe.host, b"HELLO|1|\r\xff\rOUT|1|\r")
    pipe._hold = True
    pipe.host.poll()
    pipe.inject(pipe.host, b"STS|a|b|c|d|e|\r")
    pipe.settle()
    assert pipe.host.notes() == ["garbage", "garbage", "garbage", "unexpected"]
    assert pipe.host.take() == []
