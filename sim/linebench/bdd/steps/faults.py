"""Breaking things: what printer, camera, checkweigher, gate and infeed do wrong to the packs that come next.

Where a step waits until the fault has struck, the packs it struck are "that pack" or "those packs" afterwards.
"""

from linebench.bdd.attempt import Attempt
from linebench.bdd.flow import heal, inject, note, running, speed, strike
from linebench.bdd.phrase import given, when
from linebench.bdd.seen import product, station
from linebench.units import Duration, Mass

_BESIDE = Mass(50)
"""How far beside a weight limit a pack is that just misses it: a few divisions of a checkweigher."""


@when("the camera cannot read the next pack")
@when("the camera cannot read that pack")
def no_read(attempt: Attempt) -> None:
    """Hide the code of the next pack that comes before the camera."""
    strike(attempt, "camera", "no_read")


@when("the camera cannot read the next {count:count} packs")
def no_reads(attempt: Attempt, count: int) -> None:
    """Hide the codes of that many packs in a row."""
    strike(attempt, "camera", "no_read", count)


@when("the camera cannot read one pack fewer than the limit of rejects in a row")
def just_below_limit(attempt: Attempt) -> None:
    """Hide the codes of as many packs in a row as are allowed without a stop."""
    strike(attempt, "camera", "no_read", attempt.scenario.stack.consecutive_rejects - 1)


@when("the camera cannot read as many packs as the limit of rejects in a row")
def at_limit(attempt: Attempt) -> None:
    """Hide the codes of as many packs in a row as make the line stop."""
    strike(attempt, "camera", "no_read", attempt.scenario.stack.consecutive_rejects)


@when("the camera gives no answer for the next pack")
def silent_once(attempt: Attempt) -> None:
    """Let the camera say nothing about one pack."""
    strike(attempt, "camera", "silent")


@when("the camera goes silent")
def silent(attempt: Attempt) -> None:
    """Pull the camera's cable: from now on it gives no answers. "the camera answers again" ends it."""
    attempt.faults["camera silent"] = inject(attempt, "camera", "silent")


@when("the camera answers again")
def answers_again(attempt: Attempt) -> None:
    """Plug the camera's cable in again."""
    heal(attempt, "camera silent")


@when("the camera answers too late for the next pack")
def late(attempt: Attempt) -> None:
    """Delay one answer until the pack is certainly past the gate at the running speed."""
    scenario = attempt.scenario
    way = int(station(scenario, "gate").at) - int(station(scenario, "camera").at)
    delay = way * 1_000_000 // speed(scenario) + 100_000  # 100 ms past the barrier at the gate
    strike(attempt, "camera", "late", delay=str(Duration(delay)))


@given("the camera has another inspection job active")
@when("the camera has another inspection job active")
def wrong_job(attempt: Attempt) -> None:
    """Leave the camera on the job of another product, whatever L2 selects."""
    attempt.faults["camera job"] = inject(attempt, "camera", "wrong_job")


@when("the printer prints a wrong {fault:field} on the next pack")
def printed_wrong(attempt: Attempt, fault: str) -> None:
    """Print a readable code with one wrong field on one pack."""
    strike(attempt, "printer", fault)


@when("the printer prints the lot of an earlier order on the next pack")
def stale_lot(attempt: Attempt) -> None:
    """Leave the lot of the job before in one code, as when a printer keeps a field."""
    strike(attempt, "printer", "stale_field")


@when("the printer repeats the serial number of the pack before on the next pack")
def duplicate(attempt: Attempt) -> None:
    """Print a serial number a second time."""
    strike(attempt, "printer", "serial_duplicate")


@when("the printer prints a serial number that nobody allocated on the next pack")
def foreign(attempt: Attempt) -> None:
    """Print a well-formed serial number that is not one of the order's."""
    strike(attempt, "printer", "serial_not_issued")


@when("the text beside the code of the next pack shows another lot")
def text_differs(attempt: Attempt) -> None:
    """Print a good code with human-readable text that does not agree with it."""
    strike(attempt, "printer", "hri_mismatch")


@when("the printer prints {symbol:symbol} on the next pack")
def wrong_symbol(attempt: Attempt, symbol: tuple[str, dict[str, str]]) -> None:
    """Print the right data in another symbol than the one ordered, or in one that cannot be corrected."""
    fault, params = symbol
    strike(attempt, "printer", fault, 1, **params)


@when("the printer leaves the next pack blank")
def blank(attempt: Attempt) -> None:
    """Let no ink reach one pack, though the printer takes it for printed."""
    strike(attempt, "printer", "blank")


@when("the ink of the next pack is {reflectance:ink}")
def pale(attempt: Attempt, reflectance: str) -> None:
    """Print one pack with less ink than usual: so that its code can still be read, or not any more."""
    strike(attempt, "printer", "ink_low", reflectance=reflectance)


@when("the print records slip by one for the next {count:count} packs")
def shifted(attempt: Attempt, count: int) -> None:
    """Print each of these packs with the record of the pack before it."""
    strike(attempt, "printer", "shifted", count)


@when("the printer is triggered twice by the next pack")
def double_trigger(attempt: Attempt) -> None:
    """Use two print records for one pack."""
    strike(attempt, "printer", "double_trigger")


@when("the printer goes offline")
def offline(attempt: Attempt) -> None:
    """Take the printer offline: it prints nothing and says so. "the printer is back online" ends it."""
    attempt.faults["printer offline"] = inject(attempt, "printer", "offline")


@when("the printer is back online")
def online(attempt: Attempt) -> None:
    """Put the printer online again; nothing else."""
    heal(attempt, "printer offline")


@when("the ink of the printer lasts for {count:count} more packs")
def ink_ends(attempt: Attempt, count: int) -> None:
    """Let the ink run low and come to its end after so many prints. "the printer has new ink" ends it."""
    attempt.faults["printer ink"] = inject(attempt, "printer", "ink_ends", prints=str(count))


@when("the printer has new ink")
def new_ink(attempt: Attempt) -> None:
    """Put a full cartridge in; nothing else."""
    heal(attempt, "printer ink")


@given("the reject pusher will have no effect on the next pack")
@when("the reject pusher will have no effect on the next pack")
def no_effect(attempt: Attempt) -> None:
    """Let the pusher strike without pushing off the pack it is next ordered to reject."""
    inject(attempt, "gate", "no_effect", 1)


@when("the pusher strikes the next good pack without an order")
def unordered(attempt: Attempt) -> None:
    """Push off a good pack that nobody ordered out."""
    strike(attempt, "gate", "unordered")


@given("the sensor that confirms rejects is dead")
@when("the sensor that confirms rejects is dead")
def sensor_dead(attempt: Attempt) -> None:
    """Let the sensor in the chute miss the next pack that falls past it."""
    inject(attempt, "gate", "sensor_dead", 1)


@when("the reject bin is full")
def bin_full(attempt: Attempt) -> None:
    """Let the bin report that it holds no more packs."""
    attempt.faults["bin full"] = inject(attempt, "gate", "bin_full")


@when("the next pack is {mass:mass} lighter than the lower weight limit")
def underweight(attempt: Attempt, mass: Mass) -> None:
    """Take so much out of one pack that it is that far below the limit, whatever good packs vary by."""
    strike(attempt, "infeed", "underweight", mass=str(Mass(_to_limit(attempt, "mass_low") + mass)))


@when("the next pack is {mass:mass} heavier than the upper weight limit")
def overweight(attempt: Attempt, mass: Mass) -> None:
    """Put so much into one pack that it is that far above the limit, whatever good packs vary by."""
    strike(attempt, "infeed", "overweight", mass=str(Mass(_to_limit(attempt, "mass_high") + mass)))


@when("the weight of the next pack is {place:weight}")
def weighs(attempt: Attempt, place: tuple[str, int]) -> None:
    """Give one pack exactly the mass of a limit, or 50 mg less or more."""
    limit, side = place
    made = product(attempt.scenario, running(attempt).product)
    strike(attempt, "infeed", "exact_mass", mass=str(Mass(getattr(made, limit) + side * _BESIDE)))


def _to_limit(attempt: Attempt, limit: str) -> int:
    made = product(attempt.scenario, running(attempt).product)
    # four standard deviations: practically every good pack differs less from the mean
    return abs(int(getattr(made, limit)) - int(made.mass)) + 4 * int(made.mass_spread)


@when("the next pack follows the one before it with hardly a gap")
def double_feed(attempt: Attempt) -> None:
    """Push one pack against the one before it; "those packs" are both."""
    strike(attempt, "infeed", "double_feed")
    second, = attempt.packs
    note(attempt, (second - 1, second), attempt.moment_us)


@when("the light barrier at the {kind:barrier} is blind")
def blind(attempt: Attempt, kind: str) -> None:
    """Let a light barrier see no pack any more."""
    inject(attempt, kind, "blind")


@when("the checkweigher gives no weight for the next pack")
def no_weight(attempt: Attempt) -> None:
    """Let the checkweigher say nothing about one pack."""
    strike(attempt, "checkweigher", "silent")


@when("the checkweigher reports a fault")
def scale_fault(attempt: Attempt) -> None:
    """Let the checkweigher fail and say so. "the checkweigher is ready again" ends it."""
    attempt.faults["scale fault"] = inject(attempt, "checkweigher", "fault")


@when("the checkweigher is ready again")
def scale_ready(attempt: Attempt) -> None:
    """Mend the checkweigher; nothing else."""
    heal(attempt, "scale fault")


@when("the encoder gives no pulses")
def encoder_lost(attempt: Attempt) -> None:
    """Let the belt's encoder fall silent while the belt runs."""
    attempt.faults["encoder"] = inject(attempt, "belt", "encoder_lost")


@when("packs jam in the case packer")
def jam(attempt: Attempt) -> None:
    """Let something be stuck in the case packer: packs wait before it, until somebody clears the jam."""
    inject(attempt, "packer", "jam")


@given("the label of the next case cannot be read back")
@when("the label of the next case cannot be read back")
def case_label(attempt: Attempt) -> None:
    """Print one case label that the label scanner cannot read."""
    inject(attempt, "packer", "label_unreadable", 1)


@given("the label of the next case carries another number than ordered, and so does its reprint")
@when("the label of the next case carries another number than ordered, and so does its reprint")
def wrong_labels(attempt: Attempt) -> None:
    """Print two labels in a row with a wrong serial shipping container code."""
    inject(attempt, "packer", "label_wrong", 2)


@given("a pack falls out of the next case before it is closed")
@when("a pack falls out of the next case before it is closed")
def child_missing(attempt: Attempt) -> None:
    """Let one case be closed over one pack too few."""
    inject(attempt, "packer", "child_missing", 1)
