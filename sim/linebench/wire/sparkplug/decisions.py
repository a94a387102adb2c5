"""The decisions an edge node takes by name, each of which a mutant can replace."""

__all__ = ["TURN", "NodeDecisions"]

TURN = 256
"""Sequence numbers are below; then they begin at zero again."""


class NodeDecisions:
    """What a right edge node decides. One object serves one node."""

    def first_seq(self, last: int) -> int:  # noqa: ARG002  # a mutant has a use for it
        """The sequence number of a birth. ``last``: of the message before it, -1 for the very first."""
        return 0

    def next_seq(self, last: int) -> int:
        """The sequence number that follows."""
        return (last + 1) % TURN

    def next_session(self, last: int) -> int:
        """The bdSeq of the next connection; ``last``: of the one before, -1 for the very first."""
        return (last + 1) % TURN

    def death_of(self, session: int) -> int:
        """The bdSeq that the death of this session names."""
        return session

    def keeps_death(self) -> bool:
        """Whether the broker is to keep the death for those who come later."""
        return False

    def obeys_rebirth(self) -> bool:
        """Whether a birth follows when a host asks for it."""
        return True

    def alias(self, number: int) -> int:
        """The alias of the metric that is numbered so, over the node and all its devices, from 1."""
        return number

    def born(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Which of its metrics a birth names."""
        return names
