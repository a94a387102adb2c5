"""What points look at in a journal: its opening, its steps and what they compared."""

import msgspec

from linebench.evidence.files import Source
from linebench.records.codec import JournalError, read_blocks
from linebench.records.protocol import CaseBegan, Expectation, StepBegan, StepEnded
from linebench.records.run import Opened

__all__ = ["JournalRead", "StepRead", "read_journal"]


class StepRead(msgspec.Struct):
    """One step of a journal, with everything it compared."""

    began: StepBegan
    ended: StepEnded | None = None
    compared: list[Expectation] = msgspec.field(default_factory=list)


class JournalRead(msgspec.Struct):
    """One journal. ``whole``: its chain holds to the end."""

    name: str
    opened: Opened | None = None
    case: CaseBegan | None = None
    steps: dict[int, StepRead] = msgspec.field(default_factory=dict)
    whole: bool = True


def read_journal(source: Source, folder: str) -> JournalRead | None:
    """Read the journal of an attempt, ``None`` where it left none. What is damaged is read as far as it goes."""
    name = f"{folder}/journal.zst"
    if not source.has(name):
        return None
    read = JournalRead(name=name)
    try:
        for block in read_blocks(source.read(name)):
            for record in block.records:
                _hear(read, record)
    except JournalError:
        read.whole = False
    return read


def _hear(read: JournalRead, record: object) -> None:
    match record:
        case Opened():
            read.opened = record
        case CaseBegan():
            read.case = record
        case StepBegan():
            read.steps[record.n] = StepRead(record)
        case Expectation() if record.n in read.steps:
            read.steps[record.n].compared.append(record)
        case StepEnded() if record.n in read.steps:
            read.steps[record.n].ended = record
