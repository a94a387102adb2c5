import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.printer import ClearQueue, PrintDone, PrinterState, PrintOrders
from linebench.wire.dialect import dialects
from linebench.wire.side import Arm, Cancel, Hang, Heard, Noted, Write
from tests.wire.pipe import Clock
from tests.wire.printers import meaning
from tests.wire.printers.link import JOB, linked

EFFECTS = (Arm, Cancel, Hang, Heard, Noted, Write)
CASES = [(name, profile) for name in ("codenet", "videojet") for profile in dialects()[name].profiles]

WORDS = st.sampled_from([
    b"\x1b", b"\x04", b"\x06", b"\x15", b"\r", b"\n", b"|", b"2", b"000", b"OE", b"ON105BEANS", b"ACK\r", b"ERR\r",
    b"STS|", b"GST\r", b"SLA|J|SERIAL=1|\r", b"JDI|9|A=1|\r", b"SST|3|\r", b"PRC\r", b"\x1bO1", b"\x1by",
    b"\x1bI12\x04", b"\x1bQ1N\x04", b"\x1bOE0001A\x04", b"TAD|1|", b"SNO|PRC|1|\r", b"9" * 30])
BYTES = st.lists(WORDS | st.binary(max_size=8), max_size=30).map(b"".join)
STATES = st.builds(PrinterState, st.just("printer-1"), st.sampled_from(["ready", "fault", "offline"]),
                   st.text(max_size=5), st.integers(0, 9), st.text(max_size=5), st.integers(0, 100))


@pytest.mark.parametrize(("name", "profile"), CASES)
@given(pieces=st.lists(BYTES, max_size=5), state=STATES)
def test_device_bears_anything(name, profile, pieces, state):
    """A device answers any bytes with effects, before and after its printer says something."""
    dialect = dialects()[name]
    device = dialect.device(dialect.profile(profile), Clock().setting("printer-1"))
    device.opened(1)
    for piece in pieces:
        effects = [*device.received(1, piece), *device.tell(state), *device.tell(PrintDone(1))]
        assert all(isinstance(effect, EFFECTS) for effect in effects)
    assert all(isinstance(effect, EFFECTS) for effect in device.closed(1))
    assert list(device.received(1, b"x")) == []


@pytest.mark.parametrize(("name", "profile"), CASES)
@given(pieces=st.lists(BYTES, max_size=5), serials=st.lists(st.text(max_size=8), max_size=4))
def test_host_bears_anything(name, profile, pieces, serials):
    """A host takes any bytes at any time, tells no print of a record that it did not give, and can go on."""
    pipe = linked(name, profile)
    meaning.check_any_bytes(pipe, pieces, serials)
    pipe.host.says(ClearQueue())
    pipe.cut()
    pipe.connect()
    pipe.host.says(JOB)
    pipe.advance(1_000_000)
    pipe.device.take()
    pipe.host.says(PrintOrders(7, ("Z9",)))
    assert [message.serials for message in pipe.device.take() if isinstance(message, PrintOrders)] == [("Z9",)]
