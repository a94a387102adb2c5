"""Who came to the doors of levels."""

from linebench.records.base import Record

__all__ = ["Approached"]


class Approached(Record, frozen=True, tag="truth.approached.1"):
    """Somebody showed a level who they are, to deal with it.

    Attributes:
        level: l3 or l4.
        stranger: a ``client`` that dialled the level, or the ``server`` that it dialled.
        who: the name in what was shown; empty: none is in it.
        shown: what was shown, in words.
        wrong: what is wrong with it at that moment, one of ``ports.access.WHYS``; empty: they are known.
        began: when they began, microseconds.
        served: the level dealt with them.

    """

    level: str
    stranger: str
    who: str
    shown: str
    wrong: str
    began: int
    served: bool
