"""Measures the oracle on a synthetic shift: ``python -m tests.oracle.bench_rules [packs]``.

Writes a journal of a whole batch (192,000 packs by default, one in a hundred bad) to a temporary file, judges
it in a process of its own and prints records, CPU seconds and peak memory. Not collected by pytest.
"""

import gc
import heapq
import itertools
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from linebench.oracle.judge import judge_blocks
from linebench.records import AnyRecord, claim, run, truth
from linebench.records.codec import BLOCK, GENESIS, encode_block, read_blocks
from tests.oracle.story import EXIT, PACKER, Script, Story, code, epc, sscc_of

CASE, TRACKS, REPORT = 48, 8, 32


class Shift(Story):
    """A story that is written pack by pack, with reports in the sizes a line sends them."""

    def stream(self, packs: int) -> Iterator[AnyRecord]:
        """The records in the order of time."""
        self.allocated = packs + 5
        self.scripts = dict.fromkeys(range(1, packs + 1))
        heap: list[tuple[int, int, AnyRecord]] = []
        count = itertools.count(1)
        yield run.Opened(0, "test", "", "", 1, "2026-01-05T06:00:00Z", self.stack, "{}", self.limits, (), ())
        self._set_up()
        good: list[int] = []
        waiting: list[Script] = []
        for n in range(1, packs + 1):
            self._one(n, good, waiting, last=n == packs)
            for t, record in self.lines:
                heapq.heappush(heap, (t, next(count), record))
            self.lines = []
            while heap and heap[0][0] < self.at(n, 0):
                yield heapq.heappop(heap)[2]
        yield from (heapq.heappop(heap)[2] for _ in range(len(heap)))
        t = self.at(packs, PACKER) + 60_000_000
        yield run.Closed(t, next(count))

    def _one(self, n: int, good: list[int], waiting: list[Script], *, last: bool) -> None:
        script = Script(n, code(n), record=n)
        if n % 100 == 50:
            script.bad(readable=False, reading="no_read")
        self._pack(script)
        waiting.append(script)
        if not script.gone:
            good.append(n)
            self.add(truth.PackCased(self.at(n, PACKER), n, n // CASE + 1))
        self._report(n, waiting, last=last)
        if n % CASE == CASE - 1 or last:
            self._box(n // CASE + 1, good)
            good.clear()

    def _claims(self, one: Script, t: int) -> None:
        """Reports come in larger pieces, see ``_report``."""

    def _report(self, n: int, waiting: list[Script], *, last: bool) -> None:
        t = self.at(n, EXIT) + 1_000_000
        if n % TRACKS == 0 or last:
            some = waiting[-TRACKS:] if n % TRACKS == 0 else waiting[-(n % TRACKS):]
            self.add(claim.TracksClaimed(t, "l1", tuple((one.number, one.end, "") for one in some)))
        if n % REPORT == 0 or last:
            done = [one for one in waiting if not one.gone]
            times = tuple(self.at(one.number, EXIT) for one in done)
            for source in ("l2", "l3"):
                epcs = tuple(epc(one.number) for one in done)
                self.add(claim.SerialsClaimed(t, source, "commissioned", epcs, times, ""))
            waiting.clear()

    def _box(self, case: int, packs: list[int]) -> None:
        t = self.at(packs[-1], PACKER) + 1
        self.add(truth.CaseFilled(t, case, tuple(packs)),
                 truth.ContainerLabelled(t, "case", case, sscc_of(case), True))
        for source in ("l2", "l3"):
            self.add(claim.PackedClaimed(t + 10_000_000, source, "00" + sscc_of(case), tuple(map(epc, packs)),
                                         t + 10_000_000))


def write(path: Path, packs: int) -> int:
    """Write the journal; returns the number of records."""
    number, previous, total = 0, GENESIS, 0
    records = Shift().stream(packs)
    with path.open("wb") as out:
        while block := list(itertools.islice(records, BLOCK)):
            stored, previous = encode_block(number, previous, block)
            out.write(stored)
            number, total = number + 1, total + len(block)
    return total


def measure(path: Path) -> None:
    """Judge the journal and print what it took."""
    import resource  # noqa: PLC0415  # not on every platform, and only needed here

    stored = path.read_bytes()
    gc.disable()
    began = time.process_time()
    decoded = sum(len(block.records) for block in read_blocks(stored))
    between = time.process_time()
    said = judge_blocks(stored)
    ended = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{decoded} records, journal {len(stored) / 2**20:.1f} MiB")  # noqa: T201  # this script prints
    print(f"decode alone {between - began:.2f} s, decode and judge {ended - between:.2f} s CPU, "  # noqa: T201
          f"peak {peak:.0f} MiB")
    for one in said.outcomes:
        print(f"  {one.rule:28} {one.result:14} {one.opportunities:8} {one.count:6}",  # noqa: T201
              *(found.message for found in one.findings[:1]))


if __name__ == "__main__":
    if len(sys.argv) > 2:
        measure(Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "journal.zst"
            write(file, int(sys.argv[1]) if len(sys.argv) > 1 else 192_000)
            subprocess.run([sys.executable, "-m", "tests.oracle.bench_rules", "measure", str(file)], check=True)
