"""What may and what must come of a fault on a wire: data, and the comparison of an outcome with it."""

from types import MappingProxyType

from tests.wiring.matrix import MILD, QUANTITY, Outcome, Trial

__all__ = ["DANGEROUS", "KNOWN_FOR", "NO_BATCH", "OVERRUN", "faults_of"]

OVERRUN = 7
"""Packs between infeed and verdict: so many may come when an order is completed in a second start."""

NOT_READY, STARVED, DOUBLE = "printer not ready", "printer fault", "duplicate serial"
DOWN, PLC_LOST, L2_LOST = "camera down", "PLC lost", "line controller lost"
IN_A_ROW, CASE = "consecutive rejects", "case refused"
PACKER_LOST, PALLETIZER_LOST = "packer lost", "palletizer lost"

MAY = MappingProxyType({
    "printer": frozenset({NOT_READY, STARVED}),
    "camera": frozenset({DOWN, IN_A_ROW}),  # what passed while it was lost is rejected, and L1 counts it
    # without verdicts L1 rejects until it has had enough; without fates L2 knows of no pack in a case
    "l1": frozenset({PLC_LOST, L2_LOST, DOWN, IN_A_ROW, CASE}),
    "packer": frozenset({PACKER_LOST, CASE}),
    "palletizer": frozenset({PALLETIZER_LOST}),
})
"""Alarms that may come of a disturbed wire, by its seat."""

ALSO_MAY = MappingProxyType({("printer", "duplicated"): frozenset({DOUBLE})})
"""Further ones, by seat and fault: a printer that gets a record twice prints it twice; L2 rejects the second."""

MUST = MappingProxyType({
    ("printer", "refused"): frozenset({NOT_READY}),
    ("printer", "half_open"): frozenset({NOT_READY, STARVED}),
    ("printer", "silent"): frozenset({NOT_READY, STARVED}),
    ("camera", "refused"): frozenset({DOWN}),
    ("camera", "half_open"): frozenset({DOWN}),
    ("camera", "silent"): frozenset({DOWN}),
    ("l1", "refused"): frozenset({PLC_LOST}),
    ("l1", "half_open"): frozenset({PLC_LOST}),
    ("l1", "silent"): frozenset({PLC_LOST}),
    ("l1", "drop_before_ack"): frozenset({PLC_LOST}),
    ("l1", "drop_after_ack"): frozenset({PLC_LOST}),
    **{("packer", kind): frozenset({PACKER_LOST}) for kind in ("refused", "half_open", "silent")},
    **{("palletizer", kind): frozenset({PALLETIZER_LOST}) for kind in ("refused", "half_open", "silent")},
})
"""Alarms of which one must come, by seat and fault."""

STOPS = frozenset({("printer", "refused"), ("printer", "half_open"), ("printer", "silent"),
                   ("camera", "refused"), ("camera", "half_open"), ("camera", "silent"),
                   ("packer", "refused"), ("packer", "half_open"), ("packer", "silent")})
"""Where the line must stop. L1's wire is not among them: while L1 gets no verdicts it rejects by itself. Nor is the
palletizer's: cases wait for it.
"""

RIDES_ON = frozenset({("packer", "native", "half_open")})
"""Where the host misses its peer so early, and dials anew, that the buffer lasts: the line must not stop."""

BLIND = frozenset({("camera", "silent", "to_host"), ("camera", "refused", "to_host"),
                   ("l1", "silent", "to_device"), ("l1", "refused", "to_host")})
"""Where no reading, or no verdict on one, gets through: no pack may pass that came before the camera meanwhile."""

_KEEPS = frozenset({("camera", "insight"), ("camera", "opcua")})
"""Whose cameras keep a result until somebody asks: packs that wait before the gate are judged after the fault."""


NO_BATCH = MappingProxyType({("camera", "bare"): "start_batch: the camera does not answer"})
"""Set-ups, by seat, that carry too little for a line controller, and why it begins no batch with them."""

DANGEROUS = frozenset({("camera", "unnumbered"), ("packer", "last"), ("palletizer", "last")})
"""Set-ups, by seat, whose results carry no number and whose profiles say DANGER: whatever loses a line, doubles one
or lets one overtake another may shift all that follow to the next pack. They are there to be found out.
"""

_SHIFTED = frozenset({"decision-too-late", "false-accept", "false-reject", "phantom-serial", "claims-equal-truth"})
_FRAMED = MappingProxyType({("half_open", "to_host"): _SHIFTED, ("duplicated", "to_host"): _SHIFTED,
                            ("reordered", "to_host"): _SHIFTED})
_TOLD = MappingProxyType({**_FRAMED, ("garbage", "to_host"): _SHIFTED})
_ASKED = MappingProxyType({("duplicated", "to_host"): _SHIFTED, ("duplicated", "to_device"): _SHIFTED})
KNOWN_FOR = MappingProxyType({
    **{("camera", dialect): _TOLD for dialect in ("dmcc", "keyence_cvx", "keyence_sr", "rawline")},
    ("camera", "sick_cola"): _FRAMED,  # garbage before a frame does not spoil it
    ("camera", "insight"): _ASKED,  # it is asked for each result: an answer that is lost is asked for again
})
"""What the dangerous set-ups of a seat's dialect are known for: by fault and direction, rules of which the bench
must find one broken.
"""


def faults_of(one: Trial, outcome: Outcome) -> list[str]:
    """What is not as it must be; nothing when all is well."""
    if (one.seat, one.profile) in NO_BATCH:
        return _not_begun(one, outcome)
    if (one.seat, one.profile) in DANGEROUS:
        return _found_out(one, outcome)
    return [*outcome.findings, *_wrong(one, outcome)]


def _not_begun(one: Trial, outcome: Outcome) -> list[str]:
    """Nothing but the refusal may come of it."""
    why = NO_BATCH[one.seat, one.profile]
    said = [] if outcome.refused == (why,) else [f"L2 refused {outcome.refused}, expected {why!r}"]
    return [*outcome.findings, *said, *([f"{outcome.passed} packs passed"] if outcome.passed else [])]


def _found_out(one: Trial, outcome: Outcome) -> list[str]:
    """What a dangerous set-up does wrong is not wrong here; that no rule tells it is."""
    found = {finding.partition(":")[0] for finding in outcome.findings}
    known = KNOWN_FOR.get((one.seat, one.dialect), {}).get((one.fault, one.direction), frozenset())
    if not known:
        return [] if found else _wrong(one, outcome)
    return [] if known & found else [f"no rule of {', '.join(sorted(known))} found what it is known for"]


def _wrong(one: Trial, outcome: Outcome) -> list[str]:
    """What is not as it must be, beside what rules find."""
    return [*_ended(outcome), *_accepted(one, outcome), *_alarmed(one, outcome), *_unnoticed(one, outcome),
            *_answered(one, outcome)]


def _ended(outcome: Outcome) -> list[str]:
    """Whatever the fault, the order is completed, and L2 counts what physically left as good."""
    wrong = [] if outcome.completed else [f"the batch did not end; L2 said {outcome.refused}"]
    if outcome.made != outcome.passed or not QUANTITY <= outcome.made <= QUANTITY + OVERRUN:
        wrong.append(f"{outcome.made} commissioned, {outcome.passed} passed, {QUANTITY} ordered")
    return wrong


def _accepted(one: Trial, outcome: Outcome) -> list[str]:
    """A pack that nobody could judge does not pass, whatever its link says was delivered."""
    blind = (one.seat, one.kind, one.direction) in BLIND and (one.seat, one.dialect) not in _KEEPS
    return [f"{outcome.slipped} packs passed that nobody judged"] if blind and outcome.slipped else []


def _alarmed(one: Trial, outcome: Outcome) -> list[str]:
    may = MAY[one.seat] | ALSO_MAY.get((one.seat, one.kind), frozenset())
    wrong = [f"alarm {alarm!r}" for alarm in sorted(outcome.alarms - may)]
    must = MUST.get((one.seat, one.kind), frozenset())
    if outcome.struck and must and not must & outcome.alarms:
        wrong.append(f"no alarm of {', '.join(sorted(must))}")
    rides = (one.seat, one.dialect, one.kind) in RIDES_ON
    if outcome.struck and (one.seat, one.kind) in STOPS and outcome.stopped is rides:
        wrong.append("the line stopped" if rides else "the line ran on")
    return wrong


def _unnoticed(one: Trial, outcome: Outcome) -> list[str]:
    """A wire may be a little slow and cut its bytes as it likes: nobody notices."""
    if one.fault not in MILD:
        return []
    lost = [f"{outcome.lost} packs lost"] if outcome.lost > 1 else []  # one pack of this order cannot be read
    return [*(f"alarm {alarm!r}, though nothing was wrong" for alarm in sorted(outcome.alarms)), *lost,
            *(["the line stopped"] if outcome.stopped else [])]


def _answered(one: Trial, outcome: Outcome) -> list[str]:
    """Bytes that mean nothing are noted by the device's end, or end the connection."""
    unseen = one.kind == "garbage" and one.direction == "to_device" and outcome.struck and not outcome.noted
    return ["garbage was not noted"] if unseen else []
