"""Masks in COCO's run lengths, checked by a decoder written from the format's description."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.imaging.dataset.decode import counts_of, decoded

from linebench.imaging.dataset.rle import masks


@given(arrays(np.uint16, st.tuples(st.integers(1, 9), st.integers(1, 9)), elements=st.integers(0, 3)),
       st.integers(0, 5), st.integers(0, 5), st.integers(0, 5), st.integers(0, 5))
def test_every_object_comes_back(window, left, top, right, below):
    """Wherever the window lies, also at the edges of the picture."""
    height, width = top + window.shape[0] + below, left + window.shape[1] + right
    found = masks(window, left, top, (height, width))
    whole = np.zeros((height, width), dtype=int)
    whole[top:top + window.shape[0], left:left + window.shape[1]] = window
    assert set(found) == set(window.ravel().tolist()) - {0}
    for number, mask in found.items():
        assert np.array_equal(decoded(mask.counts, height, width), whole == number)
        assert mask.area == (whole == number).sum()


def test_a_published_way_of_writing():
    """A 3 x 3 square in 9 x 9 pixels, as the COCO API writes it."""
    window = np.ones((3, 3), dtype=np.uint16)
    assert masks(window, 3, 3, (9, 9)) == {1: (9, "n036000h0")}
    assert counts_of("n036000h0") == [30, 3, 6, 3, 6, 3, 30]


def test_runs_of_a_large_picture_fit():
    """Sixty megapixels of nothing before the last one."""
    window = np.ones((1, 1), dtype=np.uint16)
    mask = masks(window, 7999, 7999, (8000, 8000))[1]
    assert counts_of(mask.counts) == [63_999_999, 1]
