"""The host under any bytes, and both ends under answers that come late: no print is invented."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.printer import ClearQueue, PrintDone, PrinterState, PrintJob, PrintOrders
from linebench.wire.zpl.dialect import DIALECTS
from linebench.wire.zpl.replies import Errors, HostStatus, encode_block
from tests.wire.pipe import Chance, Clock, Pipe

JOB = PrintJob("TAB20", "04012345678901", "L1", "270900")
PRINTERS = [name for name in DIALECTS[0].profiles if name != "case-label"]
_STATUS = b"".join(map(encode_block, HostStatus(remaining=1).blocks()))
_WORDS = st.sampled_from([
    _STATUS, _STATUS[:20], encode_block(Errors().block()), encode_block(Errors(1 << 63, 1).block()), b'"7"', b'"',
    b"\x02", b"\x03", b"\r\n", b"ALERT: PQ JOB COMPLETED\r\n", b"ERROR CONDITION: HEAD OPEN\r\n",
    b"ERROR CLEARED: X\r\n", b"x" * 5000, b"\x02a\x03\x02b\x03\x02c\x03"])


def joined(profile, chunking, *, hold=False):
    clock = Clock()
    chosen, setting = DIALECTS[0].profile(profile), clock.setting("printer-1")
    return Pipe(DIALECTS[0].device(chosen, setting), DIALECTS[0].host(chosen, setting), clock, chunking, hold=hold)


@pytest.mark.parametrize("profile", DIALECTS[0].profiles)
@given(pieces=st.lists(_WORDS | st.binary(max_size=10), max_size=8),
       serials=st.lists(st.text(max_size=8), max_size=4))
def test_host_bears_anything(profile, pieces, serials):
    """It takes any bytes at any time, tells each print once and none that it did not give."""
    pipe = joined(profile, lambda waiting: waiting)
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


@pytest.mark.parametrize("profile", PRINTERS)
@pytest.mark.parametrize("seed", range(8))
def test_late_answers_invent_no_print(profile, seed):
    """Bytes lie about for up to a second in either direction, beyond every time-out: a print that the host tells
    was made, and is told once.
    """
    chance = random.Random(seed)
    pipe = joined(profile, Chance(seed), hold=True)
    queue, printed, ordered = [], set(), 0

    def hear(message):
        if isinstance(message, PrintOrders):
            queue.extend((message.first, serial) for serial in message.serials)
        elif isinstance(message, ClearQueue):
            queue.clear()

    pipe.device.listener = hear
    pipe.host.says(JOB)
    for _ in range(1500):
        pipe.connect()
        if chance.random() < 0.2:
            ordered += 1
            pipe.host.says(PrintOrders(ordered, (f"S{ordered}",)))
        if queue and chance.random() < 0.3:
            record, serial = queue.pop(0)
            printed.add(int(serial[1:]))
            pipe.device.says(PrintDone(record))
        if chance.random() < 0.02:
            reason = chance.choice(["head open", "queue empty", ""])
            pipe.device.says(PrinterState("printer-1", "fault" if reason else "ready", reason, 0))
        if chance.random() < 0.15:
            pipe.settle()
        pipe.advance(50_000)
    done = [message.record for message in pipe.host.heard if isinstance(message, PrintDone)]
    assert len(done) == len(set(done)) > 50
    assert set(done) <= printed
