"""Carries ``linebench simulate`` out: one world, one journal, judged from the journal as it stands on disk."""

from pathlib import Path

import msgspec

from linebench.cli.failure import IncompleteError
from linebench.cli.folders import new_folder
from linebench.cli.output import progress
from linebench.content import Content
from linebench.evidence.judging import RuleOutcome, Value, oracle
from linebench.line.kinds import KINDS
from linebench.records.codec import GENESIS, read_blocks
from linebench.scenario.load import Loaded, load

__all__ = ["Simulated", "perform"]

JOURNAL = "journal.zst"


class Simulated(msgspec.Struct, frozen=True):
    """What a simulation left. ``head``: SHA-256 of the journal's last block; ``seed``: the one that was used."""

    scenario: str
    seed: int
    journal: str
    head: str
    records: int
    simulated_us: int
    metrics: tuple[Value, ...]
    rules: tuple[RuleOutcome, ...]

    @property
    def ok(self) -> bool:
        """Whether no rule found anything."""
        return not any(rule.findings for rule in self.rules)


def perform(content: Content, scenario: Path, *, seed: int | None, settings: dict[str, str], stack: Path | None,
            mutants: tuple[str, ...], out: Path | None) -> Simulated:
    """Simulate a scenario's first batch into ``journal.zst`` of a new folder, and judge the journal.

    Raises:
        ScenarioError: the scenario cannot be used.
        UserError: ``out`` cannot be used.
        IncompleteError: the stack did not carry the batch through; the journal tells how far it came.

    """
    loaded = load(scenario, content.fresh(), KINDS, near=Path.cwd(), settings=settings,
                  stack=None if stack is None else str(stack))
    used = loaded.scenario.seed if seed is None else seed
    path = new_folder(out, f"simulate-{loaded.scenario.id}") / JOURNAL
    path.parent.mkdir(parents=True, exist_ok=True)
    _run(loaded, used, path, content, mutants)
    with progress("judging"):
        return _judged(path, loaded.scenario.id, used)


def _run(loaded: Loaded, seed: int, path: Path, content: Content, mutants: tuple[str, ...]) -> None:
    from linebench.simulation import SimulationError, simulate  # noqa: PLC0415  # only what is sound builds a world

    try:
        with progress("simulating") as advance, path.open("wb") as sink:
            simulate(loaded.scenario, seed, sink, requirements=content.requirements(), mutants=mutants,
                     origins=loaded.origins_text, files=loaded.files, content=content,
                     progress=lambda done, total: advance(done, total, "packs"))
    except SimulationError as error:
        raise IncompleteError(f"{error}; the journal so far is {path.as_posix()}") from error


def _judged(path: Path, scenario: str, seed: int) -> Simulated:
    stored = path.read_bytes()
    head, records, end = GENESIS, 0, 0
    for block in read_blocks(stored):
        head, records, end = block.sha256, records + len(block.records), block.records[-1].t
    judged = oracle(stored)
    return Simulated(scenario, seed, path.as_posix(), head, records, end, judged.metrics, judged.rules)
