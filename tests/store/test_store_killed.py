"""Killed at any moment, a process leaves every capture that it acknowledged, none twice and none in half."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from linebench.epcis.query import compile_query
from linebench.store import StoreError, open_repository
from tests.store.test_store_repository import all_of
from tests.store.writer import SIZE, events

ROOT = Path(__file__).parents[2]
KILLS = 8
_PATIENCE_S = 60


def killed(url, first, chance):
    """The captures that a writer has named, from ``first`` on, by when it is killed."""
    paths = [str(ROOT), str(ROOT / "sim"), os.environ.get("PYTHONPATH", "")]
    command = [sys.executable, "-m", "tests.store.writer", url, str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True,
                          env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}) as writer:
        named = [int(writer.stdout.readline()) for _ in range(chance.randrange(1, 12))]
        try:
            writer.wait(chance.uniform(0, 0.02))  # somewhere in the middle of the next
        except subprocess.TimeoutExpired:
            writer.kill()
        rest = writer.communicate(timeout=_PATIENCE_S)[0]
    assert writer.returncode != 0
    return named + [int(line) for line in rest.splitlines() if line]


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_acknowledged_is_there_once_and_whole(url, seed):
    """After each of several kills; and the next process goes on with it."""
    chance, acknowledged, first = random.Random(seed), [], 1
    for _ in range(KILLS):
        acknowledged += killed(url, first, chance)
        repository = open_repository(url)
        repository.add("0", ())  # waits for what a server still does for the one that is dead
        found = list(repository.replay())
        captures = len(found) // SIZE
        assert acknowledged == list(range(1, len(acknowledged) + 1))
        assert len(acknowledged) <= captures <= len(acknowledged) + 1
        assert found == [event for number in range(1, captures + 1) for event in events(number)]
        assert [repository.delivery(str(number)).stored for number in range(1, captures + 1)] == [SIZE] * captures
        assert repository.delivery(str(captures + 1)) is None
        last = events(captures)[0]
        assert all_of(repository, compile_query({"MATCH_epc": last.epc_list})) == [last]
        repository.close()
        first = captures + 1
        acknowledged = list(range(1, first))


def test_a_server_that_breaks_off_keeps_what_it_acknowledged(server):
    """PostgreSQL ends the writer's connection in the middle: nothing half is left, and the rest is there."""
    import psycopg  # noqa: PLC0415  # an extra

    url = server.database()
    repository = open_repository(url)
    repository.add("1", events(1))
    with psycopg.connect(server.url("postgres"), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                      (url.rpartition("/")[2],))
    with pytest.raises(StoreError, match=r"^postgresql://bench@127\.0\.0\.1:\d+/made\d+: .+"):
        repository.add("2", events(2))
    repository.close()
    again = open_repository(url)
    assert list(again.replay()) == events(1)
    again.add("2", events(2))
    assert list(again.replay()) == [*events(1), *events(2)]
    again.close()
