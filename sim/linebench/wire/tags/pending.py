"""A request of a polling host that is under way."""

from typing import Generic

from linebench.wire.tags.link import AskT

__all__ = ["Pending"]


class Pending(Generic[AskT]):
    """A request under way. ``repeated``: how often it was sent again; ``who``: it asks who is there; ``busy``: the
    controller asked for time.
    """

    def __init__(self, ask: AskT, *, write: bool, repeated: int = 0, who: bool = False) -> None:
        self.ask, self.write, self.repeated, self.who, self.busy = ask, write, repeated, who, False
