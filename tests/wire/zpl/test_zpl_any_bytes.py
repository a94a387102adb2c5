"""The host under any bytes, and both ends under answers that come late: no print is invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.zpl.dialect import DIALECTS
from linebench.wire.zpl.replies import Errors, HostStatus, encode_block
from tests.wire.printers import meaning
from tests.wire.printers.link import linked

PRINTERS = [name for name in DIALECTS[0].profiles if name != "case-label"]
_STATUS = b"".join(map(encode_block, HostStatus(remaining=1).blocks()))
_WORDS = st.sampled_from([
    _STATUS, _STATUS[:20], encode_block(Errors().block()), encode_block(Errors(1 << 63, 1).block()), b'"7"', b'"',
    b"\x02", b"\x03", b"\r\n", b"ALERT: PQ JOB COMPLETED\r\n", b"ERROR CONDITION: HEAD OPEN\r\n",
    b"ERROR CLEARED: X\r\n", b"x" * 5000, b"\x02a\x03\x02b\x03\x02c\x03"])


@pytest.mark.parametrize("profile", DIALECTS[0].profiles)
@given(pieces=st.lists(_WORDS | st.binary(max_size=10), max_size=8),
       serials=st.lists(st.text(max_size=8), max_size=4))
def test_host_bears_anything(profile, pieces, serials):
    """It takes any bytes at any time, tells each print once and none that it did not give."""
    meaning.check_any_bytes(linked("zpl", profile), pieces, serials)


@pytest.mark.parametrize("profile", PRINTERS)
@pytest.mark.parametrize("seed", range(8))
def test_late_answers_invent_no_print(profile, seed):
    """Bytes lie about beyond every time-out: a print that the host tells was made, and is told once."""
    meaning.check_lateness("zpl", profile, seed, least=50)
