"""How a code is put on a pack, as words for records."""

import pytest

from linebench.imaging.marking import PLAIN, Marking, read_marking


@pytest.mark.parametrize(("marking", "text"), [
    (PLAIN, "gs1-datamatrix"), (Marking("datamatrix"), "datamatrix"),
    (Marking(options=(("wrong", 3), ("size", (26, 26)), ("shape", "rectangle"))),
     "gs1-datamatrix wrong=3 size=26x26 shape=rectangle"),
])
def test_a_marking_goes_through_text_and_back(marking, text):
    """Numbers, sizes and words come back as what they were."""
    assert (str(marking), read_marking(text)) == (text, marking)


def test_no_text_is_the_usual_marking():
    """Records leave it empty for a GS1 DataMatrix as it should be."""
    assert read_marking("") is PLAIN
