"""Reads a finished journal back from disk and has the oracle judge it: what counts is what was written."""

from dataclasses import dataclass
from pathlib import Path

from linebench.oracle.judge import judge
from linebench.records import AnyRecord
from linebench.records.codec import GENESIS, read_blocks

__all__ = ["Judged", "judge_journal", "read_journal"]


@dataclass(frozen=True)
class Judged:
    """What a journal says about its attempt. ``head``: SHA-256 of its last block; ``findings``: one line each.

    ``packs``: those that findings name, in the order of the findings.
    """

    verdict: str
    findings: tuple[str, ...]
    packs: tuple[int, ...]
    head: str
    records: int
    simulated_us: int


def read_journal(path: Path) -> tuple[str, list[AnyRecord]]:
    """Return the head of the chain and all records.

    Raises:
        JournalError: the file is no whole journal.

    """
    head, records = GENESIS, []
    for block in read_blocks(path.read_bytes()):
        head = block.sha256
        records += block.records
    return head, records


def judge_journal(path: Path) -> Judged:
    """Judge the attempt that left this journal."""
    head, records = read_journal(path)
    judgement = judge(records)
    found = [(one.rule, finding) for one in judgement.outcomes for finding in one.findings]
    findings = tuple(f"{rule}: {finding.message}" for rule, finding in found)
    packs = tuple(dict.fromkeys(pack for _, finding in found for pack in finding.packs))
    return Judged(judgement.verdict, findings, packs, head, judgement.records, judgement.t)
