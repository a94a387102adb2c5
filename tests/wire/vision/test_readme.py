"""The README's clients, run as they stand, reading real codes from real frames."""

import re
import subprocess
import sys

import pytest

import linebench.wire.vision
from linebench.wire.vision import open_feed, run_feed
from linebench.wire.vision.answers import decode_answer
from linebench.wire.vision.header import MAGIC, VERSION
from tests.wire.transcript import readme
from tests.wire.vision.pictures import blank, coded

README = readme(linebench.wire.vision)
BLOCKS = {body.split(maxsplit=3)[1].lower(): body for body in re.findall(r"```python\n(.*?)```", README, re.DOTALL)}
PAIRS = [coded(1), blank(2), coded(3), coded(4), blank(5)]


def start(tmp_path, name, *words):
    script = tmp_path / "client.py"
    script.write_text(BLOCKS[name], encoding="utf-8", newline="\n")
    return subprocess.Popen([sys.executable, str(script), *words])


def words(feed, name):
    where = feed.address.removeprefix("folder:").removeprefix("tcp:")
    return where.split(":") if name == "tcp" else [where]


def test_every_example_is_run():
    """The README holds these examples and no other."""
    assert sorted(BLOCKS) == ["bench:", "folder", "http", "tcp"]


@pytest.mark.parametrize("name", ["folder", "tcp", "http"])
def test_a_client_reads_every_code(tmp_path, name):
    """Each client reads the codes, reports the blanks, and ends by itself when the feed does."""
    with open_feed(f"folder:{tmp_path / 'drop'}" if name == "folder" else f"{name}:0") as feed:
        client = start(tmp_path, name, *words(feed, name))
        summary = run_feed(feed, PAIRS, window=2, limit_s=60)
        assert client.wait(60) == 0
    assert (summary.outcomes["right_read"], summary.outcomes["right_no_read"], summary.right) == (3, 2, True)


def test_the_bench_example(tmp_path):
    """Run beside the TCP client, it prints what it says."""
    (tmp_path / "client.py").write_text(BLOCKS["tcp"], encoding="utf-8", newline="\n")
    (tmp_path / "bench.py").write_text(BLOCKS["bench:"], encoding="utf-8", newline="\n")
    done = subprocess.run([sys.executable, "bench.py"], cwd=tmp_path, capture_output=True, text=True, timeout=60,
                          encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 1 True\n", "")


def test_the_example_answer_is_one():
    """The JSON shown is accepted as it stands, and so is what the table of the header says."""
    assert decode_answer(re.search(r"```json\n(.*?)```", README, re.DOTALL)[1].encode()).trigger == 7
    assert f"`{MAGIC.decode()}` ({MAGIC.hex(' ').upper()})" in README
    assert f"version of this format, {VERSION} " in README
