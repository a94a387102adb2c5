"""By hand: stop buttons, doors, air, and packs taken from or put onto the belt."""

from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import ANSWER, act, note, patience, running
from linebench.bdd.phrase import when
from linebench.bdd.seen import product
from linebench.product.pack_code import PackCode
from linebench.records.claim import AnswerClaimed
from linebench.records.truth import PackRemoved, PackReturned


@when("the operator presses the emergency stop")
def presses_estop(attempt: Attempt) -> None:
    """Press the emergency stop and leave it pressed."""
    act(attempt, "press_estop")


@when("the operator releases the emergency stop")
def releases_estop(attempt: Attempt) -> None:
    """Release the emergency stop; nothing else."""
    act(attempt, "release_estop")


@when("the operator opens a guard")
def opens_guard(attempt: Attempt) -> None:
    """Open a guard door and leave it open."""
    act(attempt, "open_guard")


@when("the operator closes the guard")
def closes_guard(attempt: Attempt) -> None:
    """Close the guard door; nothing else."""
    act(attempt, "close_guard")


@when("the operator opens the reject bin")
def opens_bin(attempt: Attempt) -> None:
    """Open the door of the reject bin."""
    act(attempt, "open_bin_door")


@when("the operator closes the reject bin")
def closes_bin(attempt: Attempt) -> None:
    """Close the door of the reject bin."""
    act(attempt, "close_bin_door")


@when("the operator empties the reject bin")
def empties_bin(attempt: Attempt) -> None:
    """Take the packs out of the reject bin; what made it full is over."""
    if "bin full" in attempt.faults:
        attempt.bench.heal(attempt.faults.pop("bin full"))
    act(attempt, "empty_bin")


@when("the operator clears the jam")
def clears_jam(attempt: Attempt) -> None:
    """Pull out whatever is stuck anywhere on the line."""
    act(attempt, "clear_jam")


@when("the operator removes the packs from the reject zone")
def clears_zone(attempt: Attempt) -> None:
    """Take every pack between gate and exit off the belt; nobody can push those off any more."""
    act(attempt, "clear_zone")


@when("the compressed air fails")
def air_fails(attempt: Attempt) -> None:
    """Let the pressure fall below what the pusher needs."""
    act(attempt, "lower_air")


@when("the compressed air is back")
def air_back(attempt: Attempt) -> None:
    """Bring the pressure back."""
    act(attempt, "restore_air")


@when("somebody takes the next pack off the belt behind the camera")
def takes_pack(attempt: Attempt) -> None:
    """Take away one pack between camera and gate; it is "that pack"."""
    act(attempt, "take_pack", place="camera")
    at = attempt.wait(lambda record: isinstance(record, PackRemoved), patience(attempt))
    _note_pack(attempt, at)


@when("somebody puts a pack that the line has never seen onto the belt behind the camera")
def puts_pack(attempt: Attempt) -> None:
    """Put a pack before the gate that camera and printer did not see; it is "that pack"."""
    act(attempt, "put_pack", place="gate", content="")
    _note_pack(attempt, attempt.wait(lambda record: isinstance(record, PackReturned), patience(attempt)))


def _foreign(attempt: Attempt) -> str:
    """The code of a pack of the running product that another order made, whatever came with its serial number."""
    made = product(attempt.scenario, running(attempt).product)
    form = attempt.scenario.form_of(made)
    more = tuple((ai, "0") for ai in form.with_serial)
    return PackCode(made.gtin, running(attempt).expiry, "OTHERLOT", "FOREIGN00001", form, more).content()


@when("somebody puts a pack with the code of another order onto the belt before the camera")
def puts_foreign(attempt: Attempt) -> None:
    """Put a well printed pack of another lot before the camera; it is "that pack"."""
    content = _foreign(attempt)
    act(attempt, "put_pack", place="camera", content=content)
    _note_pack(attempt, attempt.wait(lambda record: isinstance(record, PackReturned), patience(attempt)))


@when("somebody puts the rejected pack back onto the belt before the camera")
def returns_reject(attempt: Attempt) -> None:
    """Put the pack that was rejected first back; it is "that pack"."""
    act(attempt, "return_reject")
    _note_pack(attempt, attempt.wait(lambda record: isinstance(record, PackReturned), patience(attempt)))


@when("somebody puts a pack of another order into the open case")
def packs_foreign(attempt: Attempt) -> None:
    """Put a well printed pack of another lot onto the belt just before the case packer; it is "that pack"."""
    content = _foreign(attempt)
    act(attempt, "put_pack", place="packer", content=content)
    _note_pack(attempt, attempt.wait(lambda record: isinstance(record, PackReturned), patience(attempt)))


@when("somebody puts the rejected pack into the open case")
def packs_reject(attempt: Attempt) -> None:
    """Put the pack that was rejected first onto the belt just before the case packer; it is "that pack"."""
    act(attempt, "return_reject", place="packer")
    _note_pack(attempt, attempt.wait(lambda record: isinstance(record, PackReturned), patience(attempt)))


@when("the supervisor scraps the rejected pack")
def scraps(attempt: Attempt) -> None:
    """Take the pack that was rejected first out of the bin, scan it and destroy it; it is "that pack"."""
    act(attempt, "scrap", who="supervisor")
    _note_pack(attempt, attempt.wait(lambda record: isinstance(record, PackRemoved), patience(attempt)))
    attempt.notes["asked"] = "scrap"


@when("the operator takes a sample")
def takes_sample(attempt: Attempt) -> None:
    """Take the next good pack behind the reject zone and scan it as a sample; it is "that pack"."""
    act(attempt, "take_sample")
    _note_pack(attempt, attempt.wait(lambda record: isinstance(record, PackRemoved) and record.why == "sample",
                                     patience(attempt)))
    attempt.notes["asked"] = "take_sample"
    attempt.wait(lambda record: isinstance(record, AnswerClaimed) and record.action == "take_sample", int(ANSWER))


@when("the operator brings the rejected pack to the rework station")
def reworks(attempt: Attempt) -> None:
    """Take the pack that was rejected first out of the bin and scan it for rework; it is "that pack"."""
    act(attempt, "rework")
    _note_pack(attempt, attempt.wait(lambda record: isinstance(record, PackRemoved), patience(attempt)))
    attempt.notes["asked"] = "rework"


def _note_pack(attempt: Attempt, at: int | None) -> None:
    record = None if at is None else attempt.records[at]
    if at is None or not isinstance(record, (PackRemoved, PackReturned)):
        raise BenchError("no pack came by to do that with")
    note(attempt, (record.pack,), record.t, since=at)
