"""Handheld scanners: what they send, and what a wrong keyboard makes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.rawline.handheld import PROFILES, Handheld, HandheldError, HandheldProfile

CODE = "0109504000059101" + "10LOTyz\x1d21aZ9"
contents = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\n~{}<>"), max_size=60)


@given(contents, st.sampled_from(["CR", "CR LF", "LF"]), st.sampled_from(["", "]d2"]),
       st.sampled_from(["raw", "{GS}", "<GS>", "~"]))
def test_a_scan_is_read_as_it_was(content, terminator, aim, separator):
    """Without faults a code comes back whatever the set-up."""
    handheld = Handheld(HandheldProfile(terminator=terminator, aim=aim, separator=separator))
    assert handheld.read(handheld.scan(content)) == content


@pytest.mark.parametrize(("options", "sent"), [
    ({}, b"010950400005910110LOTyz\x1d21aZ9\r"),
    ({"aim": "]d2", "terminator": "CR LF"}, b"]d2010950400005910110LOTyz\x1d21aZ9\r\n"),
    ({"separator": "lost"}, b"010950400005910110LOTyz21aZ9\r"),
    ({"layout": "yz"}, b"010950400005910110LOTzy\x1d21aY9\r"),
    ({"caps_lock": True}, b"010950400005910110lotYZ\x1d21Az9\r"),
    ({"caps_lock": True, "layout": "yz", "separator": "{GS}"}, b"010950400005910110lotZY{gs}21Ay9\r"),
])
def test_what_is_sent(options, sent):
    """Layout, caps lock and separator do to a code what they do on a real computer."""
    assert Handheld(HandheldProfile(**options)).scan(CODE) == sent


def test_a_keyboard_fault_is_not_undone():
    """The reading end takes what was typed: another code than that on the pack."""
    handheld = Handheld(HandheldProfile(layout="us-on-german", caps_lock=True, separator="lost"))
    assert handheld.read(handheld.scan("21a-Z/9")) == "21Aßy-9"


@given(st.binary(max_size=100))
def test_any_bytes_are_a_scan_or_an_error(line):
    """No bytes make the reading end raise anything but its own error."""
    for profile in PROFILES.values():
        try:
            content = Handheld(profile).read(line)
        except HandheldError:
            continue
        assert isinstance(content, str)


@pytest.mark.parametrize("line", [b"abc", b"]d1abc\r\n", b"\xff\r\n", b"]d2abc\r"])
def test_what_is_no_scan_is_refused(line):
    """No end, another AIM identifier or no UTF-8: no scan."""
    with pytest.raises(HandheldError):
        Handheld(PROFILES["aim"]).read(line)


def test_scans_from_a_stream():
    """Scans that arrive in pieces or glued are lines."""
    handheld = Handheld(PROFILES["aim"])
    frames = handheld.frames()
    assert frames.feed(b"]d2on") == []
    assert frames.feed(b"e\r\n]d2two\r\n") == [b"]d2one", b"]d2two"]
