"""Every witness cuts any bytes without losing one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.twin.hearing import Cut
from linebench.wire.dialect import dialects
from linebench.wire.tags.transport import transports
from linebench.wire.witness import shown, witnesses

KINDS = {**dialects(), **transports()}
ALPHABET = st.sampled_from([
    b"\x02", b"\x03", b"\x04", b"\x06", b"\x15", b"\x1b", b"\r\n", b"\n", b"|", b"^XA", b"^FD", b"~HS", b'"',
    b"I12", b"2", b"0", b"||:", b"[0]", b"[1]", b"S S 1 g", b"\x00\x01\x00\x00", b"\x00\x06\x01\x03",
    b"\x03\x00\x00\x07\x02\xf0\x80", b"User: ", b"sSN x", b"\xff"])
BYTES = st.lists(st.one_of(ALPHABET, st.binary(max_size=6)), max_size=12)


def test_everything_that_speaks_can_be_overheard():
    """Each dialect has a witness, and so have the protocols of tags that are recorded most."""
    assert {*dialects(), "modbus", "s7"} <= set(witnesses()) <= set(KINDS)


@pytest.mark.parametrize("name", sorted(witnesses()))
@given(said=st.lists(st.tuples(st.booleans(), BYTES), max_size=6))
def test_what_is_cut_is_what_was_said(name, said):
    """Frames and what is left over are the bytes of each direction, in any pieces; every frame can be shown."""
    ear = witnesses()[name].ear(KINDS[name].profile())
    ways = {True: Cut(ear.host), False: Cut(ear.device)}
    whole, found = dict.fromkeys(ways, b""), dict.fromkeys(ways, b"")
    for host, parts in said:
        for part in parts:
            whole[host] += part
            pieces = ways[host].feed(part)
            assert all(piece.data and piece.text for piece in pieces)
            found[host] += b"".join(piece.data for piece in pieces)
    assert {host: found[host] + ways[host].rest for host in ways} == whole


def test_frames_are_shown_in_words():
    """Control characters by name, other bytes in hexadecimal digits, those with zeros all of them."""
    found = [shown(each) for each in (b"\x1bO1?\x04", b"Gr\xc3\xbc\xc3\x9fe\x1d", b"\x9a", b"\0\x01", b"\0" * 40)]
    assert found == [
        "<ESC>O1?<EOT>", "Grüße<GS>", "<9A>", "00 01", f"{'00 ' * 31}00 … (40 bytes)"]
