"""Runs a batch without protocol: what people at a line do from clearance to batch end."""

from collections.abc import Callable
from typing import BinaryIO, TypeAlias

from linebench.bench import Bench
from linebench.content import Content
from linebench.memory import collector_paused
from linebench.records.requirement import Requirement
from linebench.scenario.model import Scenario
from linebench.units import Duration

__all__ = ["Progress", "SimulationError", "simulate"]

Progress: TypeAlias = Callable[[int, int], None]
"""Is told how many packs were fed, and of how many."""

_LOOK_US = 1_000_000
"""How often a person looks at the screen for something to be done."""
_PATIENCE_US = 120_000_000
"""How long a person waits for an answer before giving up."""
_MINUTE_US = 60_000_000
_STANDSTILL_US = 600_000_000
"""How long no pack may come before the batch is given up: longer than any operator takes."""


class SimulationError(RuntimeError):
    """The batch could not be carried through. The message says what L2 answered last."""


@collector_paused()
def simulate(scenario: Scenario, seed: int, sink: BinaryIO | None, *,
             requirements: tuple[Requirement, ...] = (), origins: str = "{}",
             files: tuple[tuple[str, str], ...] = (), mutants: tuple[str, ...] = (), keep: bool = False,
             content: Content | None = None, progress: Progress | None = None) -> Bench:
    """Run the scenario's first batch from line clearance to batch end and close the journal.

    Args:
        scenario: the world.
        seed: seed of all chance.
        sink: where the journal goes.
        requirements: for record 0.
        origins: for record 0.
        files: for record 0.
        mutants: planted defects to switch on.
        keep: hold all records in memory.
        content: where the camera's table comes from; ``None``: the shipped library.
        progress: is told every simulated minute how many packs were fed, and of how many.

    Raises:
        SimulationError: L2 refused the batch or never finished it.

    """
    bench = Bench(scenario, seed=seed, sink=sink, requirements=requirements, origins=origins, files=files,
                  mutants=mutants, keep=keep, content=content)
    try:
        _carry_through(bench, progress)
    except BaseException:
        bench.abandon()
        raise
    bench.close()
    return bench


def _carry_through(bench: Bench, progress: Progress | None) -> None:
    bench.hand("clear_line")
    _ask(bench, "confirm_clearance")
    _start_batch(bench, bench.scenario.batches[0].order)
    _ask(bench, "start_line")
    _produce(bench, progress)
    _finish(bench)


def _start_batch(bench: Bench, order: str) -> None:
    """Ask for the order; where a planner sends it, once a second until it has come."""
    waits = _PATIENCE_US // _LOOK_US if bench.scenario.stack.planner != "none" else 0
    for _ in range(waits):
        if _asked(bench, "start_batch", order):
            return
        bench.advance(None, _LOOK_US)
    _ask(bench, "start_batch", order)


def _ask(bench: Bench, action: str, subject: str = "", by: str = "operator 1") -> None:
    """Ask L2 and wait for its answer; a refusal ends the simulation."""
    if not _asked(bench, action, subject, by):
        answers = bench.people.answers
        reason = answers[-1].reason if answers else "nothing"
        raise SimulationError(f"{action} {subject}: L2 answered {reason!r}")


def _asked(bench: Bench, action: str, subject: str, by: str = "operator 1") -> bool:
    if by in bench.people.passwords:  # L2 keeps users, and logs off those who have done nothing for long
        bench.call(lambda: bench.people.log_in(by))
        bench.advance(None, _LOOK_US)
    before = len(bench.people.answers)
    bench.ask(action, subject, by)
    for _ in range(_PATIENCE_US // _LOOK_US):
        bench.advance(None, _LOOK_US)
        for answer in bench.people.answers[before:]:
            if answer.action == action:
                return answer.accepted
    return False


def _produce(bench: Bench, progress: Progress | None) -> None:
    """Let the line run until L2 shows that the order is complete."""
    quantity = bench.scenario.batches[0].quantity
    limit, packs, since = bench.scenario.duration, 0, bench.now
    while bench.people.shown.get("state") != "Complete":
        if limit is not None and bench.now >= limit:
            return
        bench.advance(None, _LOOK_US)
        if progress is not None and bench.now % _MINUTE_US < _LOOK_US:
            progress(min(packs, quantity), quantity)
        if bench.line.world.packs != packs:
            packs, since = bench.line.world.packs, bench.now
        elif bench.now - since > _STANDSTILL_US:
            raise SimulationError(f"the line has stood for {Duration(_STANDSTILL_US)} after {packs} packs; "
                                  f"L2 shows {bench.people.shown}")


def _finish(bench: Bench) -> None:
    """End the batch; what is still open is closed by a supervisor, as on a real last case."""
    for _ in range(_PATIENCE_US // _LOOK_US):
        if _asked(bench, "end_batch", "", "operator 1"):
            return
        for container in ("case", "pallet"):
            _asked(bench, f"close_{container}", "end of batch", "supervisor")
        bench.advance(None, 5 * _LOOK_US)
    answers = bench.people.answers
    raise SimulationError(f"the batch could not be ended: L2 answered {answers[-1].reason!r}")
