"""A journal is cut into chained blocks by count alone and survives being cut short."""

import errno
import io

import pytest

from linebench.kernel.journal import Journal
from linebench.kernel.streams import NORMAL, Streams
from linebench.records.codec import BLOCK, JournalError, encode_block, read_blocks
from linebench.records.run import Closed
from linebench.records.truth import PackExited


def write(count, settle_every, *, keep=False):
    sink = io.BytesIO()
    journal = Journal(sink, keep=keep)
    for number in range(count):
        journal.write(PackExited(number * 10, number))
        if number % settle_every == 0:
            journal.settle()
    journal.close(count * 10)
    return sink.getvalue(), journal


def records_of(stored):
    return [record for block in read_blocks(stored) for record in block.records]


@pytest.mark.parametrize("keep", [True, False])
def test_what_was_written_is_read(keep):
    """Every record comes back in order, closed by the count."""
    stored, journal = write(3000, 7, keep=keep)
    expected = [PackExited(n * 10, n) for n in range(3000)] + [Closed(30_000, 3000)]
    assert records_of(stored) == expected
    assert (journal.position, list(read_blocks(stored))[-1].sha256) == (3001, journal.head)


def test_when_blocks_are_settled_changes_no_byte():
    """Blocks are cut by count, not by when somebody looked."""
    assert write(5000, 1)[0] == write(5000, 1999)[0] == write(5000, 3, keep=True)[0]


def test_a_journal_cut_short_reads_up_to_its_last_whole_block():
    """Losing the tail loses the tail only, and the missing close shows."""
    stored, _ = write(5000, 10)
    records = records_of(stored[:-20])
    assert len(records) == 5000 // BLOCK * BLOCK
    assert not isinstance(records[-1], Closed)


class SmallDisk(io.BytesIO):
    """A disk that is full for one write, and then has room again."""

    def write(self, data):
        if self.tell() > 0 and not self.getvalue().endswith(b"torn"):
            super().write(b"torn")
            raise OSError(errno.ENOSPC, "no space")
        return super().write(data)


def test_nothing_is_written_behind_a_block_that_failed():
    """What is there stays a whole beginning, also when the disk has room again; every later block fails as well."""
    sink = SmallDisk()
    journal = Journal(sink)
    for number in range(3 * BLOCK):
        journal.write(PackExited(number, number))
    for _ in range(2):
        with pytest.raises(OSError, match="no space"):
            journal.settle()
    with pytest.raises(OSError, match="no space"):
        journal.close(0)
    assert records_of(sink.getvalue().removesuffix(b"torn")) == [PackExited(n, n) for n in range(BLOCK)]


def test_a_changed_byte_breaks_the_chain():
    """No byte of a stored journal can change unnoticed, except in a tail that is then missing."""
    stored, journal = write(3000, 10)
    for index in range(0, len(stored), 17):
        spoilt = stored[:index] + bytes([stored[index] ^ 1]) + stored[index + 1:]
        try:
            blocks = list(read_blocks(spoilt))
        except JournalError:
            continue
        assert not blocks or blocks[-1].sha256 != journal.head


def test_a_missing_block_is_named():
    """Taking a block out of the middle breaks the chain at its number."""
    stored, _ = write(3000, 10)
    whole = list(read_blocks(stored))
    assert [block.number for block in whole] == [0, 1, 2]
    first, head = encode_block(0, whole[0].previous, whole[0].records)
    third, _ = encode_block(2, whole[1].sha256, whole[2].records)
    with pytest.raises(JournalError, match="breaks at block 1"):
        list(read_blocks(first + third))
    assert head == whole[0].sha256


def test_what_is_no_journal_is_refused():
    """Bytes of another kind get one clear message."""
    with pytest.raises(JournalError, match="not a journal"):
        list(read_blocks(b"PK\x03\x04 certainly a zip file"))


def test_streams_depend_on_seed_scope_and_name_only():
    """Drawing from one stream does not disturb another."""
    one, two = Streams(7, "OQ-L1-001", "row"), Streams(7, "OQ-L1-001", "row")
    one.stream("a").random()
    assert one.stream("b").random() == two.stream("b").random()
    assert two.stream("b") is two.stream("b")
    other = Streams(8, "OQ-L1-001", "row")
    assert other.stream("b").random() != Streams(7, "OQ-L1-001", "row").stream("b").random()
    assert Streams(7, "b").stream("x").random() == 0.2528531314540148


def test_the_normal_quantiles_are_standard():
    """The table's mean is zero and its standard deviation one, to the thousandth."""
    mean = sum(NORMAL) / len(NORMAL)
    spread = (sum(value * value for value in NORMAL) / len(NORMAL)) ** 0.5
    assert (round(mean), round(spread, -1)) == (0, 1000)


def test_a_journal_is_synced_as_far_as_its_blocks_go(tmp_path, monkeypatch):
    """What ``settle`` wrote is on the disk after ``sync``, without an end; a journal in memory has no disk."""
    synced = []
    monkeypatch.setattr("os.fsync", synced.append)
    with (tmp_path / "journal.zst").open("wb") as sink:
        journal = Journal(sink)
        for t in range(BLOCK + 5):
            journal.write(Closed(t, 0))
        journal.settle()
        journal.sync()
        assert synced == [sink.fileno()]
        block, = read_blocks((tmp_path / "journal.zst").read_bytes())
    assert len(block.records) == BLOCK
    Journal(io.BytesIO()).sync()
    Journal().sync()
    assert len(synced) == 1
