"""Wires: what L2 and its peers speak, and what goes wrong on the way.

A world in which L2 has no wires makes these cases not applicable. Nothing here touches what a device does; only the
bytes between it and L2 are disturbed.
"""

from linebench.bdd.actual import NotApplicable
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import note, patience
from linebench.bdd.phrase import given, when
from linebench.bdd.steps.power import tracked
from linebench.bdd.wires import Disturbance, begin, end, on_wire, plan_of, struck
from linebench.units import Duration

_USUAL = "usual"

@given('the {seat:wire} speaks "{dialect:name}"')
def speaks(attempt: Attempt, seat: str, dialect: str) -> None:
    """Let L2 and this peer speak a dialect, in its usual set-up. What a real L2 speaks is its own affair."""
    speaks_as(attempt, seat, dialect, _USUAL)


@given('the {seat:wire} speaks "{dialect:name}" in the set-up "{profile:name}"')
def speaks_as(attempt: Attempt, seat: str, dialect: str, profile: str) -> None:
    """Let L2 and this peer speak a dialect in one of its named set-ups; ``usual`` is the first of them."""
    plan = plan_of(attempt, seat)
    wanted = "" if profile == _USUAL else profile
    if attempt.scenario.stack.remote["l2"].nature == "real" and (plan.dialect, plan.profile) != (dialect, wanted):
        raise NotApplicable(f"the line controller in this world speaks {plan.dialect} to {seat}")
    attempt.change(f"stack.wire.{plan.id}.dialect", dialect)
    attempt.change(f"stack.wire.{plan.id}.profile", wanted)


@given('the option "{option:name}" of the wire to the {seat:wire} is "{value:name}"')
def option_is(attempt: Attempt, option: str, seat: str, value: str) -> None:
    """Set one option of the set-up, as the dialect's own page names it."""
    attempt.change(f"stack.wire.{on_wire(attempt, seat)}.options.{option}", value)


@given('L2 has "{value:name}" for the option "{option:name}" of the wire to the {seat:wire}')
def level_has(attempt: Attempt, value: str, option: str, seat: str) -> None:
    """Set one option of L2's end alone, so that it differs from that of its peer, such as a wrong password.

    Not applicable where L2 is real: what it is set up to expect is its own affair.
    """
    pair = on_wire(attempt, seat)
    if attempt.scenario.stack.remote["l2"].nature == "real":
        raise NotApplicable(f"the line controller in this world is not ours: its end of the wire to {seat} cannot "
                            "be set up otherwise")
    attempt.change(f"stack.wire.{pair}.level_options.{option}", value)


@when("the wire to the {seat:wire} is {disturbance:disturbance} for {span:duration}")
def disturbed(attempt: Attempt, seat: str, disturbance: Disturbance, span: Duration) -> None:
    """Disturb the bytes in both directions for some time. "Those packs" are the ones tracked when it began."""
    _disturb(attempt, seat, disturbance, "both", span)


@when("the wire to the {seat:wire} is {disturbance:disturbance} {direction:direction} for {span:duration}")
def disturbed_one_way(attempt: Attempt, seat: str, disturbance: Disturbance, direction: str,
                      span: Duration) -> None:
    """Disturb the bytes in one direction for some time. "Those packs" are the ones tracked when it began."""
    _disturb(attempt, seat, disturbance, direction, span)


def _disturb(attempt: Attempt, seat: str, disturbance: Disturbance, direction: str, span: Duration) -> None:
    on_wire(attempt, seat)
    note(attempt, tracked(attempt), attempt.bench.now)
    numbers = begin(attempt, seat, disturbance, direction)
    attempt.notes["wire faults"] = numbers
    attempt.bench.advance(None, int(span))
    end(attempt, numbers)


@when("the wire to the {seat:wire} is cut")
def cut(attempt: Attempt, seat: str) -> None:
    """Cut the cable; "those packs" are the ones tracked at that moment. "is mended" ends it."""
    on_wire(attempt, seat)
    note(attempt, tracked(attempt), attempt.bench.now)
    attempt.notes["wire faults"] = attempt.notes[f"cut {seat}"] = begin(attempt, seat, ("refused", {}))


@when("the wire to the {seat:wire} is mended")
def mended(attempt: Attempt, seat: str) -> None:
    """Mend the cable; what a Then asks for counts from the cut."""
    on_wire(attempt, seat)
    faults = attempt.notes.pop(f"cut {seat}", None)
    if faults is None:
        raise BenchError(f"nothing to mend: no earlier step cut the wire to the {seat}")
    end(attempt, faults)


@when("the wire to the {seat:wire} is cut and comes back after {span:duration}")
def cut_for(attempt: Attempt, seat: str, span: Duration) -> None:
    """Cut the cable for some time. "Those packs" are the ones tracked at that moment."""
    _disturb(attempt, seat, ("refused", {}), "both", span)


@when("the wire to the {seat:wire} breaks before what L2 says next gets there")
def broken_before(attempt: Attempt, seat: str) -> None:
    """Reset the connection by the next bytes of L2, which the peer never sees."""
    _break(attempt, seat, "drop_before_ack")


@when("the wire to the {seat:wire} breaks after what L2 says next was answered")
def broken_after(attempt: Attempt, seat: str) -> None:
    """Reset the connection when the peer has taken and answered the next bytes of L2."""
    _break(attempt, seat, "drop_after_ack")


def _break(attempt: Attempt, seat: str, kind: str) -> None:
    on_wire(attempt, seat)
    note(attempt, tracked(attempt), attempt.bench.now)
    numbers = attempt.notes["wire faults"] = begin(attempt, seat, (kind, {}), messages=1)
    attempt.bench.advance(lambda _: struck(attempt.records, numbers[0]) is not None, patience(attempt))
    end(attempt, numbers)
