"""Planted defects of the edge node, each with the clause of the specification that it breaks."""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from linebench.wire.sparkplug.decisions import TURN, NodeDecisions

__all__ = ["MUTANTS", "NodeMutant"]


class NodeMutant(msgspec.Struct, frozen=True):
    """A planted defect. ``breaks``: the clause that names it when it is found."""

    summary: str
    breaks: str
    decisions: type[NodeDecisions]


class _SeqGoesOn(NodeDecisions):
    def first_seq(self, last: int) -> int:
        return (last + 1) % TURN


class _SeqStands(NodeDecisions):
    def next_seq(self, last: int) -> int:
        return last


class _SeqTurnsLate(NodeDecisions):
    def next_seq(self, last: int) -> int:
        return last + 1


class _SessionStands(NodeDecisions):
    def next_session(self, last: int) -> int:  # noqa: ARG002  # signature of the decision
        return 0


class _DeathOfOther(NodeDecisions):
    def death_of(self, session: int) -> int:
        return (session + 1) % TURN


class _DeathKept(NodeDecisions):
    def keeps_death(self) -> bool:
        return True


class _Deaf(NodeDecisions):
    def obeys_rebirth(self) -> bool:
        return False


class _AliasTwice(NodeDecisions):
    def alias(self, number: int) -> int:
        return (number + 1) // 2


class _BirthShort(NodeDecisions):
    def born(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return names[:-1]


MUTANTS: Mapping[str, NodeMutant] = MappingProxyType({
    "seq-not-reset": NodeMutant("Counts on in a birth instead of beginning anew.",
                                "tck-id-topics-nbirth-seq-num", _SeqGoesOn),
    "seq-stands": NodeMutant("Gives every message the same number.", "tck-id-payloads-sequence-num-incrementing",
                             _SeqStands),
    "seq-no-turn": NodeMutant("Counts on after 255.", "tck-id-payloads-sequence-num-incrementing", _SeqTurnsLate),
    "session-stands": NodeMutant("Has the same bdSeq in each connection.", "tck-id-topics-nbirth-bdseq-increment",
                                 _SessionStands),
    "death-of-other": NodeMutant("Names another bdSeq in its death than in its birth.",
                                 "tck-id-payloads-ndeath-bdseq", _DeathOfOther),
    "death-kept": NodeMutant("Lets the broker keep its death.", "tck-id-payloads-ndeath-will-message-retain",
                             _DeathKept),
    "no-rebirth": NodeMutant("Does nothing when it is asked for a birth.",
                             "tck-id-operational-behavior-data-commands-rebirth-action-2", _Deaf),
    "alias-twice": NodeMutant("Gives two metrics the same alias.", "tck-id-payloads-alias-uniqueness", _AliasTwice),
    "birth-short": NodeMutant("Leaves a metric out of its births.", "tck-id-topics-dbirth-metric-reqs",
                              _BirthShort),
})
"""By name."""
