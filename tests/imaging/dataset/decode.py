"""COCO's run lengths, decoded by the description of the format."""

import numpy as np


def counts_of(text):
    """Five bits a character, least significant first, the sixth tells of more; differences from the third on."""
    counts, place = [], 0
    while place < len(text):
        value, shift, more = 0, 0, True
        while more:
            bits = ord(text[place]) - 48
            value |= (bits & 31) << shift
            more, shift, place = bool(bits & 32), shift + 5, place + 1
        if bits & 16:
            value -= 1 << shift
        counts.append(value + counts[-2] if len(counts) > 2 else value)
    return counts


def decoded(text, height, width):
    """The mask, column by column."""
    counts = counts_of(text)
    inside = np.repeat(np.arange(len(counts)) % 2, counts)
    assert len(inside) == height * width
    return inside.reshape(width, height).T.astype(bool)
