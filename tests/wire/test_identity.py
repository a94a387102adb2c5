"""Who is at the other end, as one line, and whether a host serves it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.identity import one_line, unsupported


@pytest.mark.parametrize(("parts", "line"), [
    (("DM475", "6.1.16"), "DM475 6.1.16"), (("", " A\r\n B\x00C "), "A B C"), ((), ""), (("x" * 500,), "x" * 160)])
def test_an_identity_is_one_line(parts, line):
    """Parts are joined by single spaces, control characters end words, and a long one is cut."""
    assert one_line(*parts) == line


@given(st.text(max_size=400))
def test_whatever_a_device_says_can_be_shown(text):
    """No control character and no line break is left, and no more than 160 characters."""
    line = one_line(text)
    assert line.isprintable()
    assert len(line) <= 160
    assert one_line(line) == line


@pytest.mark.parametrize(("identity", "supported", "why"), [
    ("DM475 6.1.16", (), ""), ("", (), ""), ("DM475 6.1.16", ("DM2", "DM475 6."), ""),
    ("DM475 5.7", ("DM475 6.",), "unsupported version 'DM475 5.7'; expected 'DM475 6.'"),
    ("", ("A", "B"), "it does not tell its version; expected 'A' or 'B'")])
def test_an_identity_is_served_when_it_begins_as_one_that_is(identity, supported, why):
    """Without a list all are served; with one, neither another version nor one that is not told."""
    assert unsupported(identity, supported) == why
