"""The port to whoever gives out serial numbers: a line or a site draws from a pool and tells what became of them.

One port for every level: L2 draws from L3, L3 from L4, a site from an enterprise. States are those of OPC 30260, as
words: ``unassigned`` (nobody's), ``unallocated`` (given to production, no run), ``allocated`` (to a run),
``invalid``, ``encoded`` (printed, not commissioned), ``label_sampled``, ``label_scrapped``, ``commissioned`` (on a
physical item), ``sampled``, ``inactive``, ``destroyed``, ``released`` (has left production).
"""

from typing import TypeAlias

from linebench.ports.base import Said

__all__ = ["Count", "Counted", "Draw", "Drawn", "Move", "Moved", "Pairs", "ToOwner", "ToUser"]

Pairs: TypeAlias = tuple[tuple[str, str], ...]
"""Names and values: ``GTIN``, ``COMPANY_PREFIX``, ``ORDER``, ``LOT``, …"""


class Draw(Said, frozen=True, tag="serials_draw"):
    """Give me serials. The same ``request`` twice is answered with the same serials.

    Attributes:
        request: a token of whoever asks, unique with it.
        count: how many.
        form: what they are serials of, such as ``SGTIN``, ``SSCC``, ``CRYPTO``.
        criteria: which pool they are of.
        state: in which they are given out: ``unassigned``, ``unallocated`` or ``allocated``.
        collection: name of the lot of serials in which they are to be kept together; empty: the pool chooses it.

    """

    request: str
    count: int
    form: str
    criteria: Pairs
    state: str = "allocated"
    collection: str = ""


class Drawn(Said, frozen=True, tag="serials_drawn"):
    """Here they are; ``status`` says why there are fewer, or none.

    ``status``: ``ok``, ``insufficient``, ``unknown_collection``, ``unknown_form``, ``bad_request``,
    ``unknown_criteria``, ``not_accepted`` or ``no_privilege``. ``extra``: what else belongs to each serial, such as
    a crypto code, by name, in the order of the serials.
    """

    request: str
    status: str
    collection: str = ""
    state: str = ""
    serials: tuple[str, ...] = ()
    extra: tuple[tuple[str, tuple[str, ...]], ...] = ()


class Move(Said, frozen=True, tag="serials_move"):
    """These have come into another state. ``context``: order, lot, reason, …; one that cannot moves none.

    The same ``request`` twice is the same statement.
    """

    request: str
    serials: tuple[str, ...]
    state: str
    form: str
    criteria: Pairs = ()
    context: Pairs = ()
    collection: str = ""


class Moved(Said, frozen=True, tag="serials_moved"):
    """What became of a move. ``status`` as in ``Drawn``; ``refused``: which are unknown or not allowed."""

    request: str
    status: str
    refused: tuple[str, ...] = ()


class Count(Said, frozen=True, tag="serials_count"):
    """Tell how many serials of the pool are in which state."""

    request: str
    form: str
    criteria: Pairs


class Counted(Said, frozen=True, tag="serials_counted"):
    """As many: (state, number), states without any left out."""

    request: str
    status: str
    states: tuple[tuple[str, int], ...] = ()


ToOwner: TypeAlias = Draw | Move | Count
ToUser: TypeAlias = Drawn | Moved | Counted
