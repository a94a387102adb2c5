"""People at the site server's desk: they report exceptions, and are led through them step by step."""

from linebench.bdd.attempt import Attempt
from linebench.bdd.phrase import when
from linebench.bdd.warehouse import CLERK, begin, case_of, end, noted, resolve, until
from linebench.ports.desk import Ask
from linebench.records.wire import Delivered
from linebench.site.acts import Hand
from linebench.site.clerk import Job, Slip


@when("the clerk has the torn label replaced")
def relabels(attempt: Attempt) -> None:
    """Report the damaged label at the desk and do what it asks for, to the end."""
    resolve(attempt, Job("damaged label", CLERK, Hand(noted(attempt, "case"), pack=noted(attempt, "pack"))))


@when("the clerk reports what is missing")
def reports_missing(attempt: Attempt) -> None:
    """Report the missing unit at the desk and do what it asks for, to the end."""
    resolve(attempt, Job("missing unit", CLERK, Hand(noted(attempt, "case"))))


@when("the clerk has both pallets labelled anew")
def relabels_pallets(attempt: Attempt) -> None:
    """Report one mislabelled pallet after the other, and do what the desk asks for."""
    for name in ("pallet", "other pallet"):
        resolve(attempt, Job("mislabelled pallet", CLERK, Hand(noted(attempt, name))))


@when("the clerk counts the case and reports it")
def reports_count(attempt: Attempt) -> None:
    """Report the wrong count at the desk and do what it asks for, to the end."""
    resolve(attempt, Job("wrong count", CLERK, Hand(noted(attempt, "case"))))


@when("the clerk packs a case anew")
def repacks(attempt: Attempt) -> None:
    """Put everything of the second case into a new one, as the desk leads."""
    resolve(attempt, Job("repack", CLERK, Hand(case_of(attempt, 1))))


@when("the clerk replaces a pack in a closed case")
def replaces(attempt: Attempt) -> None:
    """Take a pack of another case in place of one in the first, which is destroyed, as the desk leads."""
    resolve(attempt, _rework(attempt))


@when("the clerk replaces a pack in a closed case and scans one of another case first")
def replaces_wrongly(attempt: Attempt) -> None:
    """Do the same, but scan a pack of the third case as the one that is to be replaced; then the right one."""
    wrong = case_of(attempt, 2).inside[5].scanned()
    resolve(attempt, _rework(attempt, Slip("old", (wrong,))))


@when("the clerk begins to replace a pack in a closed case and stops at the photo")
def stops(attempt: Attempt) -> None:
    """Do the same up to the photo, and answer nothing until the desk asks once more."""
    job = _rework(attempt, Slip("photo", waits=True))
    begin(attempt, job)
    until(attempt, lambda record: isinstance(record, Delivered) and isinstance(record.message, Ask)
           and record.message.step == "photo")


@when("the clerk goes on where the desk stands")
def goes_on(attempt: Attempt) -> None:
    """Wait until the desk has asked once more, and do what it asks for, to the end."""
    end(attempt)


@when("the clerk takes a sample out of a case")
def samples(attempt: Attempt) -> None:
    """Take a pack out of the third case as a sample, as the desk leads; it is "the pack"."""
    pack = attempt.notes["pack"] = case_of(attempt, 2).inside[1]
    resolve(attempt, Job("sample", CLERK, Hand(pack)))


@when("the clerk reports a sample and leaves the desk before taking it")
def leaves(attempt: Attempt) -> None:
    """Begin to take a sample out of the third case, and abandon it: nothing has been done."""
    pack = attempt.notes["pack"] = case_of(attempt, 2).inside[1]
    resolve(attempt, Job("sample", CLERK, Hand(pack), slip=Slip("take", leaves=True)))


@when("the clerk takes a sample and scans the pack beside it")
def samples_wrongly(attempt: Attempt) -> None:
    """Take one pack of the third case as a sample and report another one; the one reported is "the pack"."""
    case = case_of(attempt, 2)
    attempt.notes["pack"], attempt.notes["right"] = case.inside[1], case.inside[2]
    resolve(attempt, Job("sample", CLERK, Hand(case.inside[1], pack=case.inside[2])))


@when("the clerk reports a sample that nobody took")
def samples_nothing(attempt: Attempt) -> None:
    """Report a pack of the third case as a sample and leave it where it is."""
    pack = attempt.notes["pack"] = case_of(attempt, 2).inside[1]
    resolve(attempt, Job("sample", CLERK, Hand(pack), done={"take"}))


@when("the clerk corrects the report because it was another pack")
def corrects(attempt: Attempt) -> None:
    """Declare the report of "the pack" erroneous and scan the pack to which it happened."""
    hand = Hand(noted(attempt, "pack"), other=noted(attempt, "right"))
    resolve(attempt, Job("correction", CLERK, hand, reason="incorrect_data"))


@when("the clerk corrects the report because it did not happen")
def withdraws(attempt: Attempt) -> None:
    """Declare the report of "the pack" erroneous; nothing takes its place."""
    resolve(attempt, Job("correction", CLERK, Hand(noted(attempt, "pack")), reason="did_not_occur"))


@when("the clerk destroys a pack of a case")
def destroys(attempt: Attempt) -> None:
    """Take a pack out of the third case and destroy it, as the desk leads; it is "the pack"."""
    pack = attempt.notes["pack"] = case_of(attempt, 2).inside[2]
    resolve(attempt, Job("destroy", CLERK, Hand(pack)))


@when("the clerk ships a pallet")
def ships(attempt: Attempt) -> None:
    """Load the second pallet, as the desk leads; it is "the pallet"."""
    pallet = attempt.notes["pallet"] = attempt.bench.store.pallets[1]
    resolve(attempt, Job("shipping", CLERK, Hand(pallet), note="DN-4711"))


@when("the clerk calls the shipping back")
def voids(attempt: Attempt) -> None:
    """Take the pallet off the truck, as the desk leads."""
    resolve(attempt, Job("void shipping", CLERK, Hand(noted(attempt, "pallet"))))


@when("the clerk tries to ship a case that is on the pallet")
def ships_case(attempt: Attempt) -> None:
    """Begin to ship one of the cases on "the pallet" by itself."""
    resolve(attempt, Job("shipping", CLERK, Hand(noted(attempt, "pallet").inside[0]), note="DN-4712"))


@when("a case of the pallet comes back from the customer")
def comes_back(attempt: Attempt) -> None:
    """Take in the first case of "the pallet", as the desk leads."""
    resolve(attempt, Job("return", CLERK, Hand(noted(attempt, "pallet").inside[0])))


def _rework(attempt: Attempt, slip: Slip | None = None) -> Job:
    case = case_of(attempt, 0)
    return Job("rework", CLERK, Hand(case, pack=case.inside[0], other=case_of(attempt, 2).inside[0]), slip=slip)
