"""Facts that hold for several dialects of a printer; the tests of a dialect call them with its own names."""

from linebench.ports.presence import Presence
from linebench.ports.printer import (
    ClearFaults,
    ClearQueue,
    PrintDone,
    PrinterEnable,
    PrinterState,
    PrintNow,
    PrintOrders,
)
from tests.wire.printers.lateness import print_late
from tests.wire.printers.link import ANSWER_US, JOB, LOOK_US, PRINTER, READY, SETTLE_US


def check_carries(pipe, here, serials, *, between_us=0):
    """Job and records reach the printer in their order, and each print comes back with its record's number."""
    assert pipe.host.take() == [here, READY]
    pipe.device.take()
    pipe.host.says(JOB)
    pipe.host.says(PrintOrders(11, serials))
    for record, _ in enumerate(serials, 1):
        pipe.device.says(PrintDone(record))
        pipe.advance(between_us)
    assert pipe.device.take() == [JOB, *(PrintOrders(n, (serial,)) for n, serial in enumerate(serials, 1))]
    assert pipe.host.take() == [PrintDone(n) for n, _ in enumerate(serials, 11)]
    assert (pipe.host.noted, pipe.device.noted) == ([], [])


def check_first_record(pipe):
    """Behind the first clearing the printer is told the job and a record, and nothing else."""
    pipe.host.says(JOB)
    pipe.host.says(PrintOrders(1, ("A1",)))
    assert pipe.device.take() == [ClearQueue(), JOB, PrintOrders(1, ("A1",))]


def check_commands(pipe):
    """A print at once, the head's enabling and the clearing of faults are carried."""
    pipe.host.says(JOB)
    pipe.device.take()
    messages = [PrintNow(), PrinterEnable(False), PrinterEnable(True), ClearFaults()]
    for message in messages:
        pipe.host.says(message)
    assert pipe.device.take() == messages


def check_lost_queue_where_prints_are_announced(pipe, here):
    """After a cut the queue is cleared, the host says how many records are still to come, and gives only those."""
    pipe.host.says(JOB)
    pipe.host.says(PrintOrders(1, tuple(f"A{number}" for number in range(1, 7))))
    pipe.device.says(PrintDone(1))
    pipe.cut()
    pipe.device.says(PrintDone(2))
    _check_queue_lost(pipe, here, 2)
    pipe.advance(SETTLE_US)
    assert pipe.device.take() == [ClearQueue(), PrintOrders(5, ("A5",)), PrintOrders(6, ("A6",))]
    pipe.device.says(PrintDone(5))
    assert pipe.host.take() == [PrintDone(5)]


def check_lost_queue_where_prints_are_counted(pipe, here):
    """Prints during a cut are of unknown records: none is announced, and none of them is given again."""
    pipe.host.says(JOB)
    pipe.host.says(PrintOrders(1, ("A1", "A2", "A3", "A4")))
    pipe.cut()
    pipe.device.says(PrintDone(1))
    _check_queue_lost(pipe, here, 1)
    pipe.advance(SETTLE_US + LOOK_US)
    assert pipe.device.take() == [ClearQueue(), PrintOrders(4, ("A4",))]
    assert pipe.host.take() == []


def check_silence(pipe):
    """Nothing answers a question: the host hangs up in time and says that the printer is gone."""
    pipe.host.take()
    pipe._hold = True
    pipe.host.poll()
    pipe.advance(2 * ANSWER_US)
    assert pipe.host.take() == [Presence(PRINTER, here=False, why="no answer within 500 ms")]
    assert not pipe.up


def check_any_bytes(pipe, pieces, serials):
    """The host bears any bytes at any time, and tells each print once and none of a record that it did not give."""
    pipe.connect()
    pipe.host.says(JOB)
    pipe.host.says(PrintOrders(1, tuple(serials)))
    for piece in pieces:
        pipe.inject(pipe.host, piece)
        pipe.advance(300_000)
        pipe.connect()
    done = [message.record for message in pipe.host.heard if isinstance(message, PrintDone)]
    assert done == sorted(set(done))
    assert set(done) <= set(range(1, len(serials) + 1))


def check_lateness(name, profile, seed, *, least):
    """Bytes lie about beyond every time-out: a print that the host tells was made, and is told once."""
    told, printed = print_late(name, profile, seed)
    assert len(told) == len(set(told)) > least
    assert set(told) <= printed


def _check_queue_lost(pipe, here, queued):
    """With the next connection the host says how many records are still to come."""
    pipe.host.take(), pipe.device.take()
    pipe.connect()
    assert pipe.host.take() == [here, PrinterState(PRINTER, "ready", "queue lost", queued),
                                PrinterState(PRINTER, "ready", "", queued)]
