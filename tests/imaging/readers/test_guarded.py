import os
import subprocess
import sys
import textwrap

import numpy as np
import pytest

from linebench.imaging.readers import CodeRead, ReaderError
from linebench.imaging.readers.guarded import GuardedPool, GuardedReader, ReaderDiedError, ReaderHungError

GOOD, BAD = np.full((48, 64), 255, np.uint8), np.zeros((48, 64), np.uint8)
FINE = CodeRead("fine", "]d2", "misbehaving", ((0, 0), (1, 0), (1, 1), (0, 1)))


def gone(process):
    return process.poll() is not None


def test_a_witness_reads_in_its_own_process(shown):
    """The answer is the witness's own, corners included, also for a part of a bigger picture."""
    drawn = shown()
    with GuardedReader("zxing-cpp") as reader:
        found = reader.read(drawn.picture[20:, 10:])
        assert (reader.name, reader.pid == os.getpid()) == ("zxing-cpp", False)
        assert reader.locate(drawn.picture[20:, 10:]) == found.corners
    assert (found.content, found.symbology, found.witness) == (drawn.content, "]d2", "zxing-cpp")
    assert "ean-13" in GuardedReader("zxing-cpp").carriers


@pytest.mark.parametrize("kind", ["Aborting", "AbortingZxing"])
def test_a_reader_that_aborts(kind):
    """Only the one call fails, by one message, and the next is read by a new process."""
    with GuardedReader(f"misbehaving:{kind}") as reader:
        assert reader.read(GOOD) == FINE
        before = reader._child.process
        with pytest.raises(ReaderDiedError) as caught:
            reader.read(BAD)
        assert reader.read(GOOD) == FINE
        assert (reader.pid != before.pid, gone(before)) == (True, True)
    message = str(caught.value)
    assert message.startswith(f"reader misbehaving:{kind} ended during one picture with exit code ")
    assert message.endswith("; check its library's version, then keep the picture and report it")


def test_a_reader_that_never_comes_back():
    """It is stopped at its limit, and the next picture is read by a new process."""
    with GuardedReader("misbehaving:Looping", limit_s=0.3) as reader:
        assert reader.read(GOOD) == FINE
        before = reader._child.process
        with pytest.raises(ReaderHungError) as caught:
            reader.read(BAD)
        assert reader.read(GOOD) == FINE
        assert gone(before)
    assert str(caught.value) == (
        "reader misbehaving:Looping took more than 0.3 s for one picture and was stopped; "
        "check the load of the machine, then keep the picture and report it")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_a_reader_that_takes_memory_without_end():
    """It fails at its bound, and goes on."""
    with GuardedReader("misbehaving:Allocating", memory_mib=256) as reader:
        with pytest.raises(ReaderError, match=r"^reader misbehaving:Allocating failed on a picture: MemoryError$"):
            reader.read(BAD)
        assert reader.read(GOOD) == FINE


def test_a_reader_that_raises():
    """What it raises is told with its name; the process is kept."""
    with GuardedReader("misbehaving:Raising") as reader:
        before = reader.pid
        with pytest.raises(ReaderError) as caught:
            reader.read(BAD)
        assert (reader.read(GOOD), reader.pid) == (FINE, before)
    assert str(caught.value) == "reader misbehaving:Raising failed on a picture: ValueError: not today"


@pytest.mark.parametrize(("reader", "message"), [
    ("misbehaving:broken", "reader misbehaving:broken cannot be started: OSError: no such library"),
    ("nobody", ("reader nobody cannot be started: LookupError: no such witness; "
                "expected one of libdmtx, zxing-cpp, or MODULE:FACTORY")),
])
def test_a_reader_that_cannot_be_started(reader, message):
    """One message says which and why."""
    with GuardedReader(reader) as guarded, pytest.raises(ReaderError) as caught:
        guarded.read(GOOD)
    assert str(caught.value) == message


def test_a_closed_reader():
    """Its process is gone, and it says so."""
    reader = GuardedReader("misbehaving:Raising")
    process = reader._child.process
    reader.close()
    reader.close()
    assert gone(process)
    with pytest.raises(ReaderError, match=r"^reader misbehaving:Raising is closed$"):
        reader.read(GOOD)


def test_a_pool_reads_while_the_caller_goes_on():
    """Pictures keep their answers, a fault stays with its own, and a picture may be used again at once."""
    with GuardedPool("misbehaving:Aborting", children=2) as pool:
        picture = GOOD.copy()
        futures = [pool.submit(picture) for _ in range(4)]
        picture[:] = 0
        fault = pool.submit(picture)
        futures += [pool.submit(GOOD) for _ in range(4)]
        assert [future.result() for future in futures] == [FINE] * 8
        assert isinstance(fault.exception(), ReaderDiedError)


@pytest.mark.skipif(sys.platform == "win32", reason="asks ps")
def test_no_child_outlives_its_parent():
    """A parent that is killed takes with it even a child that is busy for ever."""
    program = textwrap.dedent("""
        import numpy, os, threading
        from linebench.imaging.readers.guarded import GuardedReader
        reader = GuardedReader("misbehaving:Looping", limit_s=60)
        reader.name
        print(reader.pid, flush=True)
        threading.Thread(target=reader.read, args=[numpy.zeros((48, 64), numpy.uint8)], daemon=True).start()
        os.kill(os.getpid(), 9) if input() else None
    """)
    paths = os.pathsep.join(sys.path)
    parent = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              text=True, env=os.environ | {"PYTHONPATH": paths})
    pid = int(parent.stdout.readline())
    parent.communicate("now\n")
    assert any(_ended(pid) for _ in range(1000))


def _ended(pid):
    """Whether a process is no more, or only waits for its entry to be taken from the table."""
    done = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return done.stdout.strip()[:1] in {"", "Z"}
