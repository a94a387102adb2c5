"""How long programs waited for a processor is measured as the system tells it."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from linebench.wiring.waiting import Waiting, waited_ns

TELLS = Path("/proc/self/schedstat").is_file()
BUSY = "import time; end = time.monotonic() + 60\nwhile time.monotonic() < end: pass"


def test_the_most_within_a_span_counts():
    """Waiting adds up within 200 ms, over all programs, and not beyond; a program that comes or goes is no wait."""
    told = {1: iter([5_000_000, 5_000_000, 25_000_000, 25_000_000, 30_000_000, 31_000_000]),
            2: iter([9_000_000, 10_000_000, 10_000_000])}
    pids = [1]
    waiting = Waiting(lambda: pids, lambda pid: next(told[pid]))
    for now_s, there, worst_us in ((0.0, [1], 0), (0.02, [1], 0), (0.1, [1, 2], 0), (0.2, [1, 2], 20_000),
                                   (0.29, [1, 2], 21_000), (0.31, [1], 21_000), (0.45, [1], 21_000)):
        pids[:] = there
        waiting.look(now_s)
        assert waiting.worst_us == worst_us, now_s


@pytest.mark.skipif(not TELLS, reason="this system does not tell how long threads wait")
def test_programs_that_share_a_processor_wait():
    """Twice as many busy programs as processors: together they wait; one that sleeps does not."""
    busy = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(2 * (os.cpu_count() or 1))]
    try:
        waiting = Waiting(lambda: [one.pid for one in busy])
        end = time.monotonic() + 30
        while waiting.worst_us <= 10_000 and time.monotonic() < end:
            waiting.look(time.monotonic())
    finally:
        for one in busy:
            one.kill()
            one.wait()
    assert waiting.worst_us > 10_000


@pytest.mark.skipif(not TELLS, reason="this system does not tell how long threads wait")
def test_what_a_program_started_counts_as_its_own():
    """A launcher that only waits is not the one that works."""
    works = "import os, sys\nwhile os.getppid() == int(sys.argv[1]): pass"  # and ends with its launcher
    launcher = subprocess.Popen([sys.executable, "-c", (
        f"import os, subprocess, sys; subprocess.run([sys.executable, '-c', {works!r}, str(os.getpid())])")])
    try:
        own = Path(f"/proc/{launcher.pid}/schedstat")
        end = time.monotonic() + 30
        while waited_ns(launcher.pid) <= int(own.read_text("ascii").split()[1]) and time.monotonic() < end:
            pass
        assert waited_ns(launcher.pid) > int(own.read_text("ascii").split()[1])
    finally:
        launcher.kill()
        launcher.wait()


def test_a_program_that_is_gone_waits_for_nothing():
    """Nor does one on a system that does not tell."""
    assert waited_ns(2**30) == 0
