"""What a wire tells its own seat about the seat at the other end; in a direct link it is never said."""

from linebench.ports.base import Said

__all__ = ["Presence"]


class Presence(Said, frozen=True, tag="presence"):
    """The seat ``peer`` came within reach or was lost. ``why``: how that showed, such as ``connection closed``,
    ``no answer within 500 ms`` or ``heartbeat stands still``; mostly empty when it is there, else what is odd about
    it, such as ``clock 5 min ahead``. ``identity``: what it says of
    itself when it came (maker, model, version, as far as it tells them), as one line; empty: its dialect has no
    word for that, or it did not say.
    """

    peer: str
    here: bool
    why: str = ""
    identity: str = ""
