"""Choosing the world: which scenario, and what of it a test case sets for itself."""

from linebench.bdd.actual import NotApplicable
from linebench.bdd.attempt import Attempt
from linebench.bdd.flow import batch_of
from linebench.bdd.phrase import given
from linebench.bdd.seen import product


@given('the scenario "{name:name}"')
def scenario(attempt: Attempt, name: str) -> None:
    """Take this scenario as the world; it wins over ``--scenario``. N/a with a ``--stack`` that does not fit it."""
    attempt.choose(name)
    unfit = attempt.library.unfit(name, attempt.document.file.parent)
    if unfit:
        stack = attempt.library.stack
        attempt.library = attempt.library.without_stack()  # what is left is the record of a world that did nothing
        raise NotApplicable(f"the stack {stack} does not fit the world {name!r}: "
                            f"{'; '.join(map(str, unfit))}")
    _ = attempt.loaded


@given("the camera reads every good code")
def no_chance_no_reads(attempt: Attempt) -> None:
    """Leave out the no-reads that good codes have by chance, so that only what the test case does is rejected."""
    attempt.change("no_read", "0 %")


@given('the order for "{name:name}" is {packs:count} packs')
def order_size(attempt: Attempt, name: str, packs: int) -> None:
    """Set how many packs the scenario's order for a product asks for."""
    attempt.change(f"batch.{batch_of(attempt, name).order}.quantity", str(packs))


@given('the order for "{name:name}" expires on "{date:name}"')
def order_expiry(attempt: Attempt, name: str, date: str) -> None:
    """Set the expiry date of the order, YYMMDD; day 00 is the end of the month."""
    attempt.change(f"batch.{batch_of(attempt, name).order}.expiry", date)


@given('the serial numbers of "{name:name}" have {length:count} characters')
def serial_length(attempt: Attempt, name: str, length: int) -> None:
    """Set how long the serial numbers are that the site server makes up."""
    attempt.change(f"product.{product(attempt.scenario, name).name}.serial_length", str(length))


@given('the serial numbers of "{name:name}" hold every character that GS1 allows')
def serial_characters(attempt: Attempt, name: str) -> None:
    """Let the site server make up serial numbers of all characters that an AI (21) may hold."""
    attempt.change(f"product.{product(attempt.scenario, name).name}.serial_characters", "charset 82")


@given('the master data of "{name:name}" are not released')
def not_released(attempt: Attempt, name: str) -> None:
    """Withhold the release of a product's master data, so that no batch of it may be started."""
    attempt.change(f"product.{product(attempt.scenario, name).name}.released", "false")


@given("the site has only {serials:count} serial numbers left for the order")
def small_pool(attempt: Attempt, serials: int) -> None:
    """Let the site server hand out no more than this many serial numbers."""
    attempt.change("stack.serial_pool", str(serials))


@given("L2 fetches {block:count} serial numbers when fewer than {low:count} are left")
def serial_supply(attempt: Attempt, block: int, low: int) -> None:
    """Set how many serial numbers L2 asks for at a time, and at what stock it asks for more."""
    attempt.change("stack.serial_block", str(block))
    attempt.change("stack.serial_low", str(low))


@given("L2 keeps at most {events:count} events that the site has not acknowledged")
def buffer_limit(attempt: Attempt, events: int) -> None:
    """Set how many events may wait for the site before L2 stops the line; a pack makes one, and so does a case."""
    attempt.change("stack.buffer_limit", str(events))


@given("L1 stops after {rejects:count} rejects in a row")
def consecutive_limit(attempt: Attempt, rejects: int) -> None:
    """Set the number of consecutive rejects at which the line stops."""
    attempt.change("stack.consecutive_rejects", str(rejects))


@given("L1 stops after {rejects:count} rejects among the latest {packs:count} packs")
def rate_limit(attempt: Attempt, rejects: int, packs: int) -> None:
    """Set the number of rejects among so many packs at which the line stops, whether in a row or not."""
    attempt.change("stack.reject_rate", str(rejects))
    attempt.change("stack.reject_rate_of", str(packs))
