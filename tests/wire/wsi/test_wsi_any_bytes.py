"""The host under any bytes, and both ends under answers that come late: no print is invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.printer import ClearQueue, PrintOrders
from linebench.wire.wsi.codec import Packet, encode_packet
from linebench.wire.wsi.dialect import DIALECTS
from tests.wire.printers import meaning
from tests.wire.printers.link import linked

_WORDS = st.builds(Packet, st.sampled_from("GEIMUQ?"), st.sampled_from(
    ["", "00000001", "99999999", "000000", "????", "\u00b2\u00b2"])).map(encode_packet) | st.sampled_from(
    [b"\x064A", b"\x154A", b"\x02", b"\x02G", b"x" * 5000, b"\x06"])


@pytest.mark.parametrize("profile", DIALECTS[0].profiles)
@given(pieces=st.lists(_WORDS | st.binary(max_size=10), max_size=8),
       serials=st.lists(st.text(max_size=8), max_size=4))
def test_host_bears_anything(profile, pieces, serials):
    """It takes any bytes at any time, tells each print once and none that it did not give, and can go on."""
    pipe = linked("wsi", profile)
    meaning.check_any_bytes(pipe, pieces, serials)
    pipe.host.says(ClearQueue())
    pipe.cut()
    pipe.connect()
    pipe.advance(1_000_000)
    pipe.device.take()
    pipe.host.says(PrintOrders(7, ("Z9",)))
    assert pipe.device.take()[-1] == PrintOrders(pipe.device.side.core.accepted, ("Z9",))


@pytest.mark.parametrize("profile", DIALECTS[0].profiles)
@pytest.mark.parametrize("seed", range(8))
def test_late_answers_invent_no_print(profile, seed):
    """Bytes lie about beyond every time-out: a print that the host tells was made, and is told once."""
    meaning.check_lateness("wsi", profile, seed, least=20)
