"""The decisions by which strangers are kept out and told of, each of which a mutant can replace."""

from linebench.ports.access import RefusalLine, TurnedAway

__all__ = ["AccessDecisions"]


class AccessDecisions:
    """What a right level decides at its door."""

    def admits(self, away: TurnedAway) -> bool:  # noqa: ARG002  # for mutants
        """Whether somebody is let in all the same of whom this is wrong."""
        return False

    def is_logged(self, away: TurnedAway) -> bool:  # noqa: ARG002  # as above
        """Whether the log gets an entry of it."""
        return True

    def states(self, line: RefusalLine) -> RefusalLine:
        """What the entry says."""
        return line
