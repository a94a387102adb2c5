"""The bytes behind registers and data blocks."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.s7.layout import S7Layout
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.memory import GuardedError, RangeError, Slot, TagMemory, blocks
from linebench.wire.tags.tag import Tag, TagTable

TABLE = TagTable((Tag(name="Own", kind="bool"), Tag(name="On", kind="bool", writable=True),
                  Tag(name="Count", kind="uint16", writable=True),
                  Tag(name="Text", kind="string", size=4, writable=True)))


class Face:
    """A controller that answers a count above 9 by setting it back, by way of another value."""

    table = TABLE

    def __init__(self):
        self.wrote = []

    def attach(self, image):
        self.image = image

    def written(self, names):
        self.wrote.append(names)
        count = self.image.values["Count"]
        if count > 9:
            for value in (1, count, 2, count):
                self.image.set({"Count": value})
        return ()


@pytest.fixture
def memory():
    face = Face()
    memory = TagMemory(TagImage(face), S7Layout(TABLE))
    memory.face = face
    return memory


def test_memory_follows_the_image(memory):
    """Bools share a byte, numbers and texts begin at even bytes; a change shows at once."""
    assert memory.read(0, len(memory)) == b"\0\0\0\0\4\0\0\0\0\0"
    memory.face.image.set({"Own": True, "Count": 7, "Text": "ab"})
    assert memory.read(0, len(memory)) == b"\1\0\0\7\4\2ab\0\0"


def test_what_is_put_counts_when_it_is_committed(memory):
    """All of it is one write; nothing put is no write."""
    memory.put(2, b"\0\5")
    memory.put_bit(0, 1, on=True)
    assert memory.face.wrote == []
    memory.commit()
    assert memory.commit() == ()
    assert memory.face.wrote == [{"Count", "On"}]
    assert (memory.face.image.values["Count"], memory.face.image.values["On"]) == (5, True)


def test_a_value_that_the_controller_changes_while_it_is_written_shows_as_it_is(memory):
    """Also when it ends as the host wrote it."""
    for count in (10, 10, 11):
        memory.put(2, bytes((0, count)))
        memory.commit()
        assert memory.read(2, 2) == bytes((0, count))


def test_bytes_that_mean_nothing_stay_until_the_value_changes(memory):
    """A text's bytes behind its length are kept as written, and forgotten with the next text."""
    memory.put(4, b"\x09\1axyz")
    memory.commit()
    assert (memory.face.image.values["Text"], memory.read(4, 6)) == ("a", b"\x09\1axyz")
    memory.face.image.set({"Text": "b"})
    assert memory.read(4, 6) == b"\4\1b\0\0\0"


def test_gaps_belong_to_nobody(memory):
    """Bytes and bits of no tag can be written and stay zero, without a write of the image."""
    memory.put(1, b"\xff")
    memory.put_bit(0, 7, on=True)
    assert (memory.read(0, 2), memory.commit(), memory.face.wrote) == (b"\0\0", (), [])


def test_what_is_refused_changes_nothing(memory):
    """A tag of the controller, also beside one of the host's, and anything outside."""
    for wrong, error in ((lambda: memory.put(0, b"\3\0\0\5"), GuardedError),
                         (lambda: memory.put_bit(0, 0, on=True), GuardedError),
                         (lambda: memory.put(9, b"ab"), RangeError),
                         (lambda: memory.read(-1, 1), RangeError), (lambda: memory.bit(10, 0), RangeError)):
        with pytest.raises(error):
            wrong()
    assert (memory.read(0, 4), memory.commit()) == (b"\0\0\0\0", ())


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 40)), min_size=1, max_size=30), st.integers(1, 30))
def test_blocks_cover_all_in_order(shapes, longest):
    """Every byte of every slot once, nothing longer than allowed, and only slots longer than that are cut."""
    slots, at = {}, 0
    for number, (gap, count) in enumerate(shapes):
        slots[number] = Slot(at + gap, count)
        at += gap + count
    found = blocks(type("Layout", (), {"slots": slots, "size": at}), longest)
    assert all(0 < count <= longest for _, count in found)
    assert all(start + count <= after for (start, count), (after, _) in pairwise(found))
    for slot in slots.values():
        inside = [(start, count) for start, count in found
                  if start < slot.start + slot.count and slot.start < start + count]
        end = slot.start + slot.count
        assert sum(min(start + count, end) - max(start, slot.start) for start, count in inside) == slot.count
        assert len(inside) == 1 or slot.count > longest
