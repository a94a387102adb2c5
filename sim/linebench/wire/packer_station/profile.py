"""What stations that fill containers do differently, and what the commands of their controllers look like."""

from typing import Literal

from linebench.units import Duration
from linebench.wire.dialect import Profile

__all__ = ["TERMINATORS", "ControlProfile", "StationProfile"]

TERMINATORS = {"CR LF": b"\r\n", "CR": b"\r", "LF": b"\n"}


class StationProfile(Profile, frozen=True, kw_only=True):
    """What the channels of a station have in common: the bench's own choice, for no vendor publishes it."""

    separator: str = "|"
    """Stands between the codes of a container; no GS1 element string holds the default."""
    unread: str = "NoRead"
    """Stands in the place of a code that could not be read."""
    labels: Literal["numbered", "last"] = "numbered"
    """Which container a label belongs to that was read back. ``numbered``: to that of the trigger in the line;
    ``last``: to the container whose contents came last, for scanners whose lines carry no number. DANGER of
    ``last``: a label that is told late counts for the next container."""

    def __post_init__(self) -> None:
        """Refuse what cannot be told apart."""
        if not self.separator or not self.unread or self.separator in self.unread:
            raise ValueError(f"separator {self.separator!r}, unread {self.unread!r}; expected text, and "
                             "the first not within the second")


class ControlProfile(Profile, frozen=True, kw_only=True):
    """Commands of a controller as lines of text. All of it is the bench's own choice: each maker has its own."""

    terminator: Literal["CR LF", "CR", "LF"] = "CR LF"
    release: str = "RELEASE {trigger} {decision}"
    """Lets a container go or ejects it. Without ``{trigger}``: the one whose contents came last."""
    accept: str = "ACCEPT"
    """What ``{decision}`` says of a container that goes on; ``eject`` of the other."""
    eject: str = "EJECT"
    close: str = "CLOSE"
    """Closes the open container; empty: the controller has no such command."""
    done: str = "OK"
    """The answer to a command; empty: none comes, and a host never notices that nobody listens."""
    refusal: str = "ERROR"
    """The answer to anything else; empty: none comes."""
    max_clients: int = 1
    """Connections at a time; a further one is hung up on."""
    max_waiting: int = 64
    """Host: commands that may wait for the answer to the one before."""
    max_frame: int = 1024
    """Longest line taken, in bytes."""
    answer_within: Duration = Duration(500_000)
    """Host: how long it waits for an answer. A command is never repeated: it may have been done."""
