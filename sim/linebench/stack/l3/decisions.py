"""The decisions the site server takes by name, each of which a mutant can replace."""

from linebench.ports.l3 import Report

__all__ = ["L3Decisions"]


class L3Decisions:
    """What a right site server decides. One object serves one server."""

    def is_repeat(self, sequence: int, last: int) -> bool:
        """Whether a document is stored already. ``last``: sequence of the newest one stored."""
        return sequence <= last

    def allots(self, drawn: tuple[str, ...]) -> tuple[str, ...]:
        """The serials given out for a new request, of those that were drawn for it."""
        return drawn

    def allots_to(self, gtin: str, serials: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG002  # a mutant asks
        """The serials given out for one GTIN, of those that no GTIN has."""
        return serials

    def stored(self, report: Report) -> Report:
        """The report as it is stored and passed on."""
        return report
