"""The one place where the oracle is asked. What it says becomes plain values that can be stored and compared."""

from collections.abc import Callable
from typing import TypeAlias

from linebench.evidence.model import Stored

__all__ = ["Finding", "Judge", "Judged", "RuleOutcome", "Value", "oracle"]


class Finding(Stored, frozen=True, kw_only=True):
    """What a rule found: in words, when (simulated microseconds), on which packs, shown by which records."""

    what: str
    t: int
    packs: tuple[int, ...] = ()
    at: tuple[int, ...] = ()


class RuleOutcome(Stored, frozen=True, kw_only=True):
    """One rule on one attempt. ``outcome``: pass, fail, not_exercised or not_knowable."""

    rule: str
    revision: str
    title: str
    outcome: str
    opportunities: int
    findings: tuple[Finding, ...] = ()


class Value(Stored, frozen=True, kw_only=True):
    """A number the oracle derived from a journal, as people read it."""

    name: str
    value: str
    unit: str = ""


class Judged(Stored, frozen=True, kw_only=True):
    """The oracle's verdict on one attempt with everything that led to it."""

    verdict: str
    why: str
    rules: tuple[RuleOutcome, ...]
    metrics: tuple[Value, ...] = ()


Judge: TypeAlias = Callable[[bytes], Judged]
"""Judges the stored bytes of a journal."""


def oracle(stored: bytes) -> Judged:
    """Ask the oracle."""
    from linebench.oracle.judge import judge_blocks  # noqa: PLC0415

    return judge_blocks(stored)
