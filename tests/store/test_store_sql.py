"""What only databases do: they last, are whole or not there, and know whose they are."""

import sqlite3
import sys
import threading

import msgspec
import pytest

from linebench.epcis.query import Query
from linebench.store import Delivery, StoreError, open_repository
from linebench.store.postgres import PostgresDatabase
from linebench.store.sqlite import SqliteDatabase
from tests.epcis.stock import STOCK
from tests.store.test_store_repository import all_of, seen

ALL = tuple(STOCK.values())


def test_what_is_stored_is_there_when_opened_again(url):
    """Events, captures and answers."""
    first = open_repository(url)
    first.add("1", ALL, ("one",))
    first.close()
    again = open_repository(url)
    assert list(again.replay()) == list(ALL)
    assert again.delivery("1") == Delivery(len(ALL), ("one",))
    again.add("1", ALL)
    again.add("2", (seen(1),))
    assert all_of(again, Query()) == [*ALL, seen(1)]
    again.close()


def test_a_capture_that_breaks_off_leaves_nothing(url):
    """Neither its events before the one that breaks it, nor its name."""
    repository = open_repository(url)
    repository.add("1", ALL[:1])
    with pytest.raises(TypeError, match="found object in an event"):
        repository.add("2", (seen(1), msgspec.structs.replace(seen(2), extensions={"{urn:x:}y": object()})))
    assert (repository.count(), repository.delivery("2")) == (1, None)
    repository.add("2", ALL[1:])
    assert list(repository.replay()) == list(ALL)
    repository.close()


def test_two_writers_come_one_after_the_other(url):
    """Their captures are all there, each in one piece."""
    def write(name):
        repository = open_repository(url)
        for number in range(15):
            repository.add(f"{name}{number}", [seen(at, event_id=f"urn:x:{name}{number}") for at in range(4)])
        repository.close()

    writers = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    repository = open_repository(url)
    names = [event.event_id for event in repository.replay()]
    assert names[::4] == names[1::4] == names[2::4] == names[3::4]
    assert sorted(names[::4]) == sorted(f"urn:x:{name}{number}" for name in "abc" for number in range(15))
    repository.close()


def test_tables_of_another_version_are_refused(url):
    """With both versions and what to do."""
    open_repository(url).close()
    base = SqliteDatabase(_path(url)) if url.startswith("sqlite") else PostgresDatabase(url)
    base.rows("UPDATE epcis_schema SET version = 2")
    base.close()
    with pytest.raises(StoreError, match=r"found tables of version 2, expected 1; open it with the release"):
        open_repository(url)


def _path(url):
    from pathlib import Path  # noqa: PLC0415  # here alone

    return Path(url.removeprefix("sqlite:///"))


@pytest.mark.parametrize(("url", "message"), [
    ("mysql://x/y", r"found the store 'mysql://x/y', expected sqlite:///file, postgresql://user@host/database or"),
    ("sqlite:///", "expected sqlite:///file"),
    ("sqlite:////no/such/folder/x.db", "found no folder"),
])
def test_urls_that_are_none(url, message):
    """One message says what there is."""
    with pytest.raises(StoreError, match=message):
        open_repository(url)


def test_a_file_that_is_no_database_is_refused(tmp_path):
    """And is left as it was."""
    file = tmp_path / "letter.txt"
    file.write_bytes(b"Dear store, " * 1_000)
    with pytest.raises(StoreError, match=r"letter\.txt: file is not a database"):
        open_repository(f"sqlite:///{file}")
    assert file.read_bytes() == b"Dear store, " * 1_000


def test_sqlite_waits_for_the_disk(tmp_path):
    """A write-ahead log, written through at the end of each transaction."""
    base = SqliteDatabase(tmp_path / "x.db")
    assert [base.rows(f"PRAGMA {name}") for name in ("journal_mode", "synchronous", "foreign_keys")] == [
        [("wal",)], [(2,)], [(1,)]]
    base.close()


def test_a_locked_file_is_told(tmp_path, monkeypatch):
    """Whoever cannot write says so, and has written nothing."""
    monkeypatch.setattr("linebench.store.sqlite._PATIENCE_S", 0)
    url = f"sqlite:///{tmp_path / 'x.db'}"
    repository = open_repository(url)
    other = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="database is locked"):
        repository.add("1", ALL)
    other.execute("ROLLBACK")
    other.close()
    assert repository.count() == 0
    repository.add("1", ALL)
    assert repository.count() == len(ALL)
    repository.close()


def test_postgres_needs_its_extra(monkeypatch):
    """The message names it, and no password."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError) as refused:
        open_repository("postgresql://me:secret@127.0.0.1:1/x?password=secret")
    assert str(refused.value) == \
        "postgresql://me@127.0.0.1:1/x: PostgreSQL needs psycopg; install linebench[postgres]"


def test_a_server_that_is_not_there_is_told(server):
    """In one line."""
    with pytest.raises(StoreError, match=r"^postgresql://bench@127\.0\.0\.1:\d+/nobody: .*does not exist$"):
        open_repository(server.url("nobody"))


def test_postgres_waits_for_the_disk(server):
    """Whatever the server's own settings are."""
    base = PostgresDatabase(server.database() + "?options=-csynchronous_commit%3Doff")
    assert base.rows("SHOW synchronous_commit") == [("on",)]
    base.close()
