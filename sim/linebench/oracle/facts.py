"""What the ledger keeps about one pack, container, reject, stop condition and batch."""

from functools import reduce
from operator import and_, or_
from typing import NamedTuple, Self

from linebench.oracle.plan import World
from linebench.oracle.serials import Serials
from linebench.product.code_form import USUAL, CodeForm
from linebench.records.claim import BatchClaimed, PackedClaimed, SerialsClaimed
from linebench.records.truth import BatchBegan

__all__ = ["MISSING", "PASSED", "REJECTED", "Batch", "Condition", "Container", "Fate", "Packing", "Reject",
           "Status", "Track", "clock", "uncertain"]

PASSED, REJECTED, MISSING = 1, 2, 3
"""What became of a pack, as L1 can know it."""


def clock(t: int) -> str:
    """Simulated time as people read it: hours, minutes, seconds and milliseconds since the epoch."""
    seconds, rest = divmod(t, 1_000_000)
    minutes, second = divmod(seconds, 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{second:02d}.{rest // 1000:03d}"


def uncertain(us: int | None) -> str:
    """How far times may be off, as a reader wants it told; ``None``: it was not measured."""
    if us is None:
        return "how far times may be off was not measured"
    return f"times may be off by {us / 1000:.1f} ms"


class Fate:
    """What happened to one pack while it is on the line. Times in microseconds, -1: has not happened.

    Attributes:
        key: its serial in the ledger's form, ``""`` while it carries none.
        flags: what speaks against the pack or makes it a border case, see ``policy``.
        trigger: the camera's count when it was in view, 0 when it was not seen.
        read_ok: the reading delivered says exactly what is printed on the pack.
        good: the verdict delivered to L1, ``None`` before.
        shown: milligrams the scale showed, -1 when it was silent, -2 when the pack was not weighed.
        weight_t: when L1 got the weight.
        ordered_t: when L1's pusher order for the stroke that hit it was given.
        track: the fate L1 reported, when it did so before the pack was gone.
        end: ``exited``, ``diverted``, ``removed``, ``cleared`` or ``""`` while it is on the line.
        at: journal positions that show what happened to it: fed, seen, end.

    """

    # what has not happened yet is read from the class: one fate is made for every pack
    at_seen = at_end = -1
    content = key = end = why = duty = ""
    trigger = gate_no = twin = 0
    viewed_t = verdict_t = weight_t = gated_t = ordered_t = end_t = -1
    shot = readable = read_ok = False
    shown = -2

    def __init__(self, pack: int, mg: int, at: int) -> None:
        self.pack = pack
        self.mg = mg
        self.at_fed = at
        self.flags = 0
        self.read_t = -1
        self.good: bool | None = None
        self.track = ""

    @property
    def at(self) -> tuple[int, ...]:
        """Journal positions that show this fate, in order."""
        return tuple(sorted({one for one in (self.at_fed, self.at_seen, self.at_end) if one >= 0}))

    def name(self) -> str:
        """The pack as a reader knows it: its number and, when it has one, its serial."""
        return f"pack {self.pack} (serial {self.key})" if self.key else f"pack {self.pack} (no serial)"


class Track(NamedTuple):
    """A fate that L1 reported, unless a pack was said to have passed and had.

    ``outcome``: pack << 2 | what became of it; 0 when it was still on the line or nothing is known of it.
    """

    trigger: int
    fate: str
    cause: str
    outcome: int


class Container:
    """A case or pallet: its number, SSCC and what is in it; ``children`` is ``None`` until it is closed.

    ``handled``: people have changed what is in it since.
    """

    __slots__ = ("at", "batch", "children", "claimed", "ejected", "handled", "kind", "number", "parent", "sscc",
                 "t", "waiting")

    def __init__(self, kind: str, number: int) -> None:
        self.kind = kind
        self.number = number
        self.sscc = ""
        self.children: tuple[str, ...] | None = None
        self.ejected = self.handled = False
        self.claimed: set[str] = set()
        self.waiting: list[tuple[str, tuple[str, ...], int, int]] = []
        self.t = self.at = -1
        self.batch: Batch | None = None
        self.parent: Container | None = None

    def name(self) -> str:
        """The container as a reader knows it."""
        return f"{self.kind} {self.number} (SSCC {self.sscc or 'none'})"


class Reject:
    """One pusher order of L1 and what came of it.

    ``fell_t``: when a pack it hit passed the confirmation sensor; ``confirmed_t``: when L1 got the confirmation.
    Both -1 when that did not happen.
    """

    __slots__ = ("at", "confirmed_t", "fell_t", "moving", "packs", "struck_t", "t")

    def __init__(self, t: int, at: int, *, moving: bool) -> None:
        self.moving = moving
        self.t = t
        self.at = at
        self.struck_t = self.fell_t = self.confirmed_t = -1
        self.packs: tuple[int, ...] = ()


class Condition:
    """Something after which the belt has to stand. ``moving``: whether it moved at ``t``."""

    __slots__ = ("alarm", "at", "cites", "moving", "name", "t")

    def __init__(self, name: str, alarm: str, cites: str, t: int, at: int, *, moving: bool) -> None:
        self.name = name
        self.alarm = alarm
        self.cites = cites
        self.t = t
        self.at = at
        self.moving = moving


class Batch:
    """Counts of one order, from truth, and what the levels reported about it. ``form``: what its codes consist of.

    ``good``: serials that left the line on a good pack; ``unsure``: serials that nobody can be held to
    (border cases); ``refused``: serials on rejected packs only; ``lost``: good packs that got lost later;
    ``missing``: packs that got lost on the line; ``ejected`` and ``broken``: cases and pallets
    that went to the hand station after all.
    """

    __slots__ = ("allocated", "broken", "cases", "claims", "diverted", "ejected", "exited", "expiry", "first_pack",
                 "form", "good", "gtin", "lost", "lot", "missing", "order", "pallets", "refused", "sampled", "t",
                 "unsure")

    def __init__(self, order: str, gtin: str, lot: str, expiry: str, t: int, *, form: CodeForm = USUAL) -> None:
        self.form = form
        self.order = order
        self.gtin = gtin
        self.lot = lot
        self.expiry = expiry
        self.t = t
        self.first_pack = 0
        self.allocated = self.good = self.unsure = self.refused = self.sampled = self.lost = self.missing = 0
        self.exited = self.diverted = self.cases = self.pallets = 0
        self.ejected = self.broken = 0
        self.claims: list[tuple[BatchClaimed, int]] = []

    @classmethod
    def begun(cls, began: BatchBegan, world: World) -> Self:
        """The order whose material came to the line."""
        form = world.form(began.product, began.gtin)
        return cls(began.order, began.gtin, began.lot, began.expiry, began.t, form=form)

    @property
    def prefix(self) -> str:
        """What its right codes consist of up to a serial that ends them; a mere NUL where they go on behind it."""
        return f"01{self.gtin}17{self.expiry}10{self.lot}\x1d21" if self.form == USUAL else "\0"


class Status:
    """A reported status and what the ledger knew of its serials before.

    ``before``: states, one for each of ``keys``; ``every``: the bits all of them have, ``some``: those any has.
    For a first report that commissions them, ``left``: when their good packs left the line (``None``: they have
    not), and ``viewed``: when their packs were at the camera (0: not known, or reported before).
    """

    __slots__ = ("at", "before", "claim", "every", "keys", "left", "some", "viewed")

    def __init__(self, claim: SerialsClaimed, at: int, serials: Serials) -> None:
        self.claim = claim
        self.at = at
        self.keys = serials.keys_of(claim.epcs)
        self.before = serials.states(self.keys)
        self.every = reduce(and_, self.before, -1)
        self.some = reduce(or_, self.before, 0)
        self.left: list[int | None] = []
        self.viewed: list[int] = []


class Packing:
    """Reported contents; ``box`` is the container with the parent's SSCC, ``None`` when there is none."""

    __slots__ = ("at", "before", "box", "claim", "every", "keys", "some")

    def __init__(self, claim: PackedClaimed, at: int, serials: Serials, box: Container | None) -> None:
        self.claim = claim
        self.at = at
        self.keys = serials.keys_of(claim.children)
        self.before = serials.states(self.keys)
        self.box = box
        self.every = reduce(and_, self.before, -1)
        self.some = reduce(or_, self.before, 0)
