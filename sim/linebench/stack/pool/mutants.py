"""Planted defects of the pool of serials."""

from linebench.ports.serials import Draw, Move
from linebench.product.serial_states import FOLLOWING
from linebench.stack.mutant import Mutant
from linebench.stack.pool.decisions import PoolDecisions

__all__ = ["MUTANTS"]


def _same_block(self: PoolDecisions, taken: tuple[str, ...]) -> tuple[str, ...]:
    first: tuple[str, ...] = self.__dict__.setdefault("first", taken)
    return first


def _accepts_unknown(self: PoolDecisions, unknown: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001  # as decided
    return ()


def _takes_encoded_back(self: PoolDecisions, before: str, after: str) -> bool:  # noqa: ARG001  # as decided
    return after in FOLLOWING[before] or (before, after) == ("encoded", "unallocated")


def _forgets_token(self: PoolDecisions, asked: Draw | Move, before: Draw | Move) -> bool:  # noqa: ARG001  # as decided
    return False


def _counts_wrong(self: PoolDecisions, states: tuple[tuple[str, int], ...]) -> tuple[tuple[str, int], ...]:  # noqa: ARG001  # as decided
    return tuple((state, number - (state == "allocated")) for state, number in states)


def _guessable(self: PoolDecisions) -> int:  # noqa: ARG001  # as decided
    return 3


def _moves_the_rest(self: PoolDecisions, serials: tuple[str, ...], refused: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001  # as decided
    return tuple(serial for serial in serials if serial not in refused)


def _keeps_nothing(self: PoolDecisions, request: str) -> bool:  # noqa: ARG001  # as decided
    return False


def _ignores_criteria(self: PoolDecisions, criteria: frozenset[tuple[str, str]],  # noqa: ARG001  # as decided
                      pool: frozenset[tuple[str, str]]) -> bool:  # noqa: ARG001  # as decided
    return True


def _mutant(name: str, decision: str, replacement: object, summary: str, *, rules: tuple[str, ...],
            cases: tuple[str, ...]) -> Mutant:
    assert callable(replacement)
    return Mutant(name=f"pool-{name}", level="pool", decision=decision, replacement=replacement, summary=summary,
                  rules=rules, cases=cases)


MUTANTS = (
    _mutant("same-block-twice", "allots", _same_block,
            "Gives out the serials of the first request again for every later one.",
            rules=("pool-gives-once",), cases=("OQ-L3-003",)),
    _mutant("accepts-unknown", "refuses", _accepts_unknown,
            "Takes what is said of a serial that nobody was given.",
            rules=("pool-keeps-states",), cases=("OQ-L3-030",)),
    _mutant("takes-encoded-back", "may_follow", _takes_encoded_back,
            "Takes printed serials back, and gives them out again.",
            rules=("pool-keeps-states",), cases=("OQ-L3-030",)),
    _mutant("forgets-token", "is_repeat", _forgets_token,
            "Gives new serials when a request is repeated.",
            rules=("pool-answers-alike",), cases=("OQ-L3-051",)),
    _mutant("counts-wrong", "counted", _counts_wrong,
            "Tells one allocated serial too few.",
            rules=("pool-counts",), cases=("OQ-L3-002",)),
    _mutant("guessable", "least_odds", _guessable,
            "Gives out so many serials that guessing one succeeds.",
            rules=("serial-guessable",), cases=("OQ-L3-004",)),
    _mutant("moves-the-rest", "moves", _moves_the_rest,
            "Of a move that it refuses, moves the serials that could.",
            rules=("pool-counts",), cases=("OQ-L3-030",)),
    _mutant("keeps-nothing", "is_kept", _keeps_nothing,
            "Answers before anything is stored, so that a loss of power makes it give serials twice.",
            rules=("pool-keeps-states",), cases=("OQ-L3-051",)),
    _mutant("ignores-criteria", "fits", _ignores_criteria,
            "Gives serials of the first pool of the form, whatever product was named.",
            rules=("pool-counts",), cases=("OQ-L3-002",)),
)
