"""The tables of a repository in SQL, with their version.

Events are numbered in the order of storing, from 1. Times are microseconds since 1970 UTC. Identifiers are
canonical; one row for each event that names one.
"""

from linebench.store.database import Database
from linebench.store.repository import StoreError

__all__ = ["VERSION", "prepare"]

VERSION = 1
"""Of the tables; those of another one are refused."""
_VERSIONED = "CREATE TABLE IF NOT EXISTS epcis_schema (version INTEGER NOT NULL)"
_TABLES = (
    "CREATE TABLE epcis_capture (id {text} PRIMARY KEY, stored INTEGER NOT NULL, errors {bytes} NOT NULL)",
    ("CREATE TABLE epcis_event (number {number} PRIMARY KEY, "
     "capture {text} NOT NULL REFERENCES epcis_capture (id), event_id {text}, declares INTEGER NOT NULL, "
     "type {text} NOT NULL, biz_step {text} NOT NULL, "
     "event_time BIGINT NOT NULL, record_time BIGINT NOT NULL, body {bytes} NOT NULL)"),
    ("CREATE TABLE epcis_epc (epc {text} NOT NULL, number {number} NOT NULL REFERENCES epcis_event (number), "
     "PRIMARY KEY (epc, number)) {clustered}"),
    "CREATE INDEX epcis_event_id ON epcis_event (event_id)",
    "CREATE INDEX epcis_event_time ON epcis_event (event_time)",
    "CREATE INDEX epcis_record_time ON epcis_event (record_time)",
)


def prepare(base: Database) -> None:
    """Make the tables in a database that has none.

    Raises:
        StoreError: it has tables of another version.

    """
    with base.writing():
        base.rows(_VERSIONED)
        found = [version for (version,) in base.rows("SELECT version FROM epcis_schema")]
        if not found:
            _make(base)
        elif found != [VERSION]:
            raise StoreError(f"{base.where}: found tables of version {', '.join(map(str, found))}, expected "
                             f"{VERSION}; open it with the release that wrote it, or name another database")


def _make(base: Database) -> None:
    for table in _TABLES:
        base.rows(table.format(**base.words))
    base.rows("INSERT INTO epcis_schema VALUES (?)", (VERSION,))
