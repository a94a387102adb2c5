"""Who L2's peers are: what they say of themselves, and what becomes of one that L2 does not support."""

from linebench.bdd.actual import CLAIM, expect, expect_none
from linebench.bdd.attempt import Attempt
from linebench.bdd.flow import report_time
from linebench.bdd.phrase import then
from linebench.bdd.seen import each
from linebench.bdd.wires import on_wire
from linebench.ports.presence import Presence
from linebench.records import AnyRecord
from linebench.records.claim import ValueClaimed
from linebench.records.wire import Delivered, WireNoted

_NORMAL = frozenset({"connected", "disconnected"})
"""What the end of a wire notes of connections as such."""
_TABLE = " tags "
"""Stands before the version of a table of tags, which follows what its controller says of itself."""


@then('L2 shows the {seat:wire} as version "{version:name}"')
def version_shown(attempt: Attempt, seat: str, version: str) -> None:
    """Claim: over the whole test case, this is the latest that the HMI shows as the version of this peer; of a PLC
    the version of its table of tags follows, which is not compared.
    """
    on_wire(attempt, seat)

    def told(record: AnyRecord) -> bool:
        return (isinstance(record, ValueClaimed) and record.source == "l2"
                and record.item == f"{seat} version")

    attempt.wait(told, report_time(attempt), since=0)
    shown = [(at, value.value.partition(_TABLE)[0]) for at, value in each(attempt.records, ValueClaimed)
             if told(value)]
    at, found = shown[-1] if shown else (-1, "none")
    expect(attempt, CLAIM, f"version {version}", f"version {found}", met=found == version,
           at=[at] if shown else [])


@then("the {seat:wire} is told nothing")
def told_nothing(attempt: Attempt, seat: str) -> None:
    """Claim: over the whole test case neither job nor record, trigger, verdict or command has reached this peer."""
    on_wire(attempt, seat)
    said = [at for at, told in each(attempt.records, Delivered)
            if told.link == f"l2>{seat}" and not isinstance(told.message, Presence)]
    expect_none(attempt, CLAIM, f"nothing told to {seat}", said)


@then("the end of the {seat:wire} notes nothing wrong")
def notes_nothing(attempt: Attempt, seat: str) -> None:
    """Claim: over the whole test case the peer's end of the wire has noted nothing but connections."""
    pair = on_wire(attempt, seat)
    noted = [at for at, note in each(attempt.records, WireNoted) if note.link == pair and note.what not in _NORMAL]
    expect_none(attempt, CLAIM, f"nothing noted of {seat}", noted)
