"""What a board has to know before anybody has said anything."""

import msgspec

from linebench.scenario.model import Scenario

__all__ = ["BoardConfig"]

_MINUTES = 60
"""Of an hour, in which rates are written."""


class BoardConfig(msgspec.Struct, frozen=True, kw_only=True):
    """``line``: id of the line; ``rate``: packs a minute that it is to run at; ``enterprise``: there is an L4."""

    line: str
    rate: float
    enterprise: bool = False

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> "BoardConfig":
        """The configuration that a scenario makes."""
        rate = getattr(scenario.line, scenario.rate)
        return cls(line=scenario.line.id, rate=rate / _MINUTES, enterprise=scenario.stack.enterprise != "none")
