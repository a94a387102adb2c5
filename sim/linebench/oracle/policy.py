"""What had to happen to a pack: the one place that derives it from truth and record 0.

A pack *must be rejected* when something is wrong with it or when nobody could know that it is good: a good
pack in a blind zone has to go. It *must be accepted* when it is good and was verified in time. Border cases
of physics (a pack standing in the tracked zone at an ordinary stop, a result that comes in the same PLC
cycle as the pack) are *either*: the bench does not guess.

What the scale showed decides on the weight, since the scale is the instrument of record; a true mass on the
other side of the limit makes the pack a border case.
"""

from collections.abc import Mapping

from linebench.oracle.facts import Batch, Fate
from linebench.oracle.plan import World
from linebench.product.code_form import USUAL
from linebench.product.elements import ElementError, split_elements

__all__ = ["ACCEPT", "BORDER", "EITHER", "REASONS", "REJECT", "Policy", "code_flags", "marking_flags",
           "reasons_of"]

REJECT, ACCEPT, EITHER = "must be rejected", "must be accepted", "may go either way"

BLANK, GTIN, LOT, EXPIRY, UNKNOWN, MALFORMED, TEXT, DUPLICATE, INSERTED, ZONE, NEAR = (1 << n for n in range(11))
UNSEEN, UNREADABLE, UNVERIFIED, UNDECIDED, WEIGHT, NO_WEIGHT, SYMBOL, FORM, UNFIT = (1 << n for n in range(11, 20))
TWIN, ZONE_EDGE, NEAR_EDGE, SHIFTED, SENSOR, REWORKED, TIMING, MASS_EDGE, VOID, SIZE = (
    1 << n for n in range(20, 30))
SEALLESS, SEAL_UNSEEN = (1 << n for n in range(30, 32))

REASONS = {
    BLANK: "blank: nothing is printed on it",
    GTIN: "wrong GTIN",
    LOT: "wrong lot",
    EXPIRY: "wrong expiry",
    UNKNOWN: "unknown serial: not allocated to the order",
    MALFORMED: "its code is no GS1 element string",
    TEXT: "its text differs from its code",
    DUPLICATE: "duplicate serial: it was read on another pack before",
    INSERTED: "untracked: it was put onto the line",
    ZONE: "it stood in the tracked zone when tracking became invalid",
    NEAR: "the gap to its neighbour is too small to push only one",
    UNSEEN: "not verified: the camera took no picture of it",
    UNREADABLE: "its code cannot be read",
    UNVERIFIED: "not verified: no reading of what is printed on it reached L2 before the gate",
    UNDECIDED: "not verified: no verdict reached L1 before the gate",
    WEIGHT: "its weight is outside the limits",
    NO_WEIGHT: "not weighed: no weight reached L1 before the gate",
    SYMBOL: "its symbol is no GS1 DataMatrix",
    FORM: "its code does not consist of what its market asks for",
    UNFIT: "its serial is not as its market has it",
    SEALLESS: "its tamper seal is missing",
    SEAL_UNSEEN: "its tamper seal was not seen",
}
"""Why a pack must be rejected, by flag, as a reader reads it."""

BORDER = {
    TWIN: "its serial is on another pack that was never read",
    ZONE_EDGE: "it stood in the tracked zone during a stop",
    NEAR_EDGE: "its neighbour lies closer than usual",
    SHIFTED: "the printer's record is not the one L2 ordered for it",
    SENSOR: "a sensor that tracks it was blind",
    REWORKED: "a person brought it back through rework",
    TIMING: "its result came too close to the gate",
    VOID: "its serial was on its way when L2 lost its memory",
    SIZE: "its symbol has another size or shape than usual",
    MASS_EDGE: "its true mass and the scale's weight lie on different sides of the limit",
}
"""Why a pack may go either way, by flag."""

_MUST = sum(REASONS)


def reasons_of(flags: int) -> tuple[str, ...]:
    """The reasons a pack must be rejected, in words."""
    return tuple(text for flag, text in REASONS.items() if flags & flag)


def code_flags(content: str, batch: Batch | None) -> tuple[int, str, str]:
    """What is wrong with a printed code by itself: flags, GTIN and serial (``""`` where it has none)."""
    if not content:
        return BLANK, "", ""
    try:
        elements = split_elements(content)
    except ElementError:
        return MALFORMED, "", ""
    fields = dict(elements)
    gtin, serial = fields.get("01", ""), fields.get("21", "")
    flags = 0 if gtin and serial and len(fields) == len(elements) else MALFORMED
    if batch is not None:
        flags |= GTIN if gtin != batch.gtin else 0
        flags |= _field_flags(fields, batch)
        flags |= FORM if batch.form != USUAL and not flags & MALFORMED and batch.form.fault(elements) else 0
    return flags, gtin, serial


def _field_flags(fields: Mapping[str, str], batch: Batch) -> int:
    """Which of the order's fields, as far as they belong into a code, are wrong."""
    wanted = batch.form.elements
    lot = LOT if "10" in wanted and fields.get("10") != batch.lot else 0
    return lot | (EXPIRY if "17" in wanted and fields.get("17") != batch.expiry else 0)


def marking_flags(marking: str) -> int:
    """What is wrong with the way in which a code is encoded, as ``PackPrinted`` has it."""
    carrier, *options = marking.split(" ")
    if carrier != "gs1-datamatrix":
        return SYMBOL
    return SIZE if any(each.startswith(("size=", "shape=")) for each in options) else 0


class Policy:
    """Judges packs of one world. ``batch`` changes with the order: see ``begin``."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._weighs = world.has("checkweigher")
        # L1 sees the gate's light barrier a field latency and up to one cycle late; its result counts until then
        self._seam = world.stack.field_latency + 2 * world.stack.scan
        decision = world.limit("URS-REJ-003")
        self.window = decision.high if decision is not None and decision.high is not None else 0
        free = world.line.pitch - world.line.pack_length
        # under a quarter of the usual gap the pusher cannot tell two packs apart; over three quarters it can
        self.near = world.line.pack_length + free // 4
        self.nearish = world.line.pack_length + free * 3 // 4
        self.low = self.high = 0

    def begin(self, product: str, gtin: str) -> None:
        """A batch of this product begins."""
        found = self._world.product(product, gtin)
        self.low, self.high = (found.mass_low, found.mass_high) if found else (0, 1 << 60)

    def judge(self, fate: Fate, *, verdicts_seen: bool) -> str:
        """Decide what had to happen to a pack; adds the reasons to its flags.

        ``verdicts_seen``: the link from L2 to L1 is in the journal, so a missing verdict is a fact.
        """
        if self.is_plain(fate):
            return ACCEPT
        last = fate.gated_t if fate.gated_t >= 0 else fate.end_t
        fate.flags |= self._verified(fate, last, verdicts_seen=verdicts_seen) | self._weight(fate, last)
        if fate.gated_t < 0 and fate.flags & INSERTED:
            return EITHER  # put down behind the gate: nothing on the line can push it any more
        if fate.flags & _MUST:
            return REJECT
        return EITHER if fate.flags or fate.gated_t < 0 else ACCEPT

    def is_plain(self, fate: Fate) -> bool:
        """Whether nothing speaks against a pack and all about it was known in time: the usual case."""
        gate = fate.gated_t
        return (not fate.flags and fate.read_ok and fate.readable and fate.shot
                and gate - fate.read_t > self.window and 0 <= fate.verdict_t <= gate
                and (not self._weighs or (self.low <= fate.shown <= self.high and 0 <= fate.weight_t <= gate
                                          and self.low <= fate.mg <= self.high)))

    def _verified(self, fate: Fate, last: int, *, verdicts_seen: bool) -> int:
        if not fate.shot:
            return UNSEEN
        if not fate.readable:
            return UNREADABLE
        if not fate.read_ok or fate.read_t > last + self._seam:
            return UNVERIFIED
        flags = TIMING if last - fate.read_t <= self.window else 0
        if verdicts_seen and not 0 <= fate.verdict_t <= last + self._seam:
            return flags | UNDECIDED
        return flags | (TIMING if fate.verdict_t > last else 0)

    def _weight(self, fate: Fate, last: int) -> int:
        if not self._weighs:
            return 0
        if not 0 <= fate.weight_t <= last + self._seam:
            return NO_WEIGHT
        if not self.low <= fate.shown <= self.high:
            return WEIGHT
        return 0 if self.low <= fate.mg <= self.high and fate.weight_t <= last else MASS_EDGE
