"""Text is read from pictures letter by letter."""

import random
from dataclasses import replace

import pytest

from linebench.imaging.drawing.fast import FastMode
from linebench.imaging.faults.catalogue import read_fault
from linebench.imaging.label import LABEL
from linebench.imaging.shot import Shot
from linebench.imaging.text import TextReader
from linebench.product.gs1 import CHARSET_82

READER = TextReader(LABEL)
EVERY = "\n".join(CHARSET_82[start:start + 24] for start in range(0, len(CHARSET_82), 24))


def picture(text, *faults):
    return FastMode(random.Random(1)).draw(
        replace(LABEL, text=text, faults=tuple(map(read_fault, faults)))).picture


@pytest.mark.parametrize("faults", [(), ("ink_low=0.3",), ("defocus=0.2",), ("defocus=0.4",)], ids=str)
def test_every_letter_is_read(faults):
    """Charset 82 is read letter by letter, in focus, pale and blurred up to 0.4 X."""
    assert READER.read(picture(EVERY, *faults)) == EVERY


@pytest.mark.parametrize("pair", ["0O", "0D", "0Q", "1I", "1l", "Il", "2Z", "5S", "8B", "6G"])
def test_look_alikes_are_told_apart(pair):
    """What people confuse in the human-readable text, the reader does not."""
    text = "\n".join((pair + pair[::-1]) * 6 for _ in range(4))
    assert READER.read(picture(text)) == text


@pytest.mark.parametrize("text", ["", "A", "A B", "(01)1\n\n(10)2", "  x"])
def test_gaps(text):
    """Empty cells between letters and empty lines between lines stay, those at the ends go."""
    assert READER.read(picture(text)) == text


def test_a_smudge_is_no_letter():
    """A cell that is like no letter of the font gives a question mark."""
    seen = picture("AB")
    seen[18:48:3, 18:36] = 40
    seen[18:48, 18:36:3] = 40
    assert READER.read(seen) == "?B"


def test_blank_pack_has_no_text():
    """Noise alone gives no letters."""
    assert READER.read(picture(EVERY, "blank")) == ""


@pytest.mark.parametrize("faults", [
    ("stretch=1.005",), ("offset along=0.5 across=0.3",), ("rotation=1",), ("speed_wobble=0.06",), ("noise=10",)],
    ids=str)
def test_text_is_found_beside_its_place(inspector, codes, faults):
    """A print that is a little out of place, and noise, cost no letter."""
    kinds = tuple(map(read_fault, faults))
    shots = [Shot(code.content(), code.text(), print_faults=kinds) for code in codes]
    assert [inspector.inspect(shot).text for shot in shots] == [code.text() for code in codes]
