"""How exceptions become one message and an exit code."""

import errno
import os

import pytest

from linebench.cli.failure import explain, worst
from linebench.content import ContentError
from linebench.evidence.files import PackageError, writing
from linebench.scenario.problems import Problem


def test_own_errors_speak_for_themselves():
    """An error that linebench raises on purpose is bad input, in its own words."""
    error = ContentError(Problem("x.toml:3", "seed", "-1", "0 or more"))
    assert explain(error) == ("x.toml:3: seed: found -1; expected 0 or more; correct it", 2)


def test_a_full_disk_is_a_bench_error(tmp_path):
    """Whether the operating system says so itself or through the evidence writer."""
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "journal.zst")
    assert explain(full) == (
        "journal.zst: the disk is full; what was written so far is incomplete; free some space and run again", 3)
    with pytest.raises(PackageError) as error, writing(tmp_path / "x"):
        raise full
    message, code = explain(error.value)
    assert (code, "the disk is full" in message) == (3, True)


def test_what_nobody_expected_is_a_bench_error_with_details_in_a_file():
    """The traceback is kept for us and kept from the user."""
    with pytest.raises(ZeroDivisionError) as caught:
        1 / 0  # noqa: B018  # the error is wanted
    message, code = explain(caught.value)
    start, _, path = message.partition("the details are in ")
    assert (start, code) == ("bench error: ZeroDivisionError: division by zero; ", 3)
    with open(path, encoding="utf-8") as file:  # noqa: PTH123  # the path is text of a message
        assert "Traceback" in file.read()
    os.unlink(path)  # noqa: PTH108  # see above


def test_the_worst_code_wins_in_the_order_of_the_house():
    """Bad input before bench error before failure before provisional."""
    assert [worst(codes) for codes in ((0, 4), (4, 1), (1, 3), (3, 2), (), (0,))] == [4, 1, 3, 2, 0, 0]
