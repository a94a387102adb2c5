"""What the way in which a code is encoded means for its pack."""

import pytest

from linebench.oracle.policy import MALFORMED, SIZE, SYMBOL, code_flags, marking_flags


@pytest.mark.parametrize(("marking", "flags"), [
    ("datamatrix", SYMBOL), ("gs1-qr", SYMBOL), ("gs1-datamatrix size=26x26", SIZE),
    ("gs1-datamatrix shape=rectangle", SIZE), ("gs1-datamatrix wrong=3", 0),
])
def test_markings(marking, flags):
    """Another carrier must be rejected, another size may be; whether codewords can be corrected is the camera's."""
    assert marking_flags(marking) == flags


def test_an_element_twice_is_malformed():
    """Whoever reads it cannot know which of the two counts."""
    twice = "0109501101530003" "17271231" "10L1\x1d" "10L2\x1d" "21A"
    assert code_flags(twice, None) == (MALFORMED, "09501101530003", "A")
