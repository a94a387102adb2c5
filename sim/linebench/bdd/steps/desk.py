"""People at the site server's desk: they report exceptions, and are led through them step by step."""

import msgspec

from linebench.bdd.actual import CLAIM, TRUTH, expect, expect_equal, expect_found, expect_none
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.phrase import then, when
from linebench.bdd.seen import each
from linebench.bdd.steps.store import SOMEBODY, case_of
from linebench.oracle.resolved import Held
from linebench.ports.desk import Ask, Done, Refused, Told
from linebench.records import AnyRecord
from linebench.records.claim import (
    ExceptionClaimed,
    PackedClaimed,
    SerialsClaimed,
    TaskClaimed,
    UnpackedClaimed,
    WithdrawnClaimed,
)
from linebench.records.store import PhotoTaken
from linebench.records.wire import Delivered
from linebench.site.acts import Hand
from linebench.site.clerk import Job, Slip
from linebench.site.unit import Unit

CLERK = "warehouse clerk"
_LIMIT = 120_000_000
"""So long a person stays at the desk: a step takes some seconds, and no procedure has twenty."""
_SHOWN = 3


@when("the clerk has the torn label replaced")
def relabels(attempt: Attempt) -> None:
    """Report the damaged label at the desk and do what it asks for, to the end."""
    _resolve(attempt, Job("damaged label", CLERK, Hand(_noted(attempt, "case"), pack=_noted(attempt, "pack"))))


@when("the clerk reports what is missing")
def reports_missing(attempt: Attempt) -> None:
    """Report the missing unit at the desk and do what it asks for, to the end."""
    _resolve(attempt, Job("missing unit", CLERK, Hand(_noted(attempt, "case"))))


@when("the clerk has both pallets labelled anew")
def relabels_pallets(attempt: Attempt) -> None:
    """Report one mislabelled pallet after the other, and do what the desk asks for."""
    for name in ("pallet", "other pallet"):
        _resolve(attempt, Job("mislabelled pallet", CLERK, Hand(_noted(attempt, name))))


@when("the clerk counts the case and reports it")
def reports_count(attempt: Attempt) -> None:
    """Report the wrong count at the desk and do what it asks for, to the end."""
    _resolve(attempt, Job("wrong count", CLERK, Hand(_noted(attempt, "case"))))


@when("the clerk packs a case anew")
def repacks(attempt: Attempt) -> None:
    """Put everything of the second case into a new one, as the desk leads."""
    _resolve(attempt, Job("repack", CLERK, Hand(case_of(attempt, 1))))


@when("the clerk replaces a pack in a closed case")
def replaces(attempt: Attempt) -> None:
    """Take a pack of another case in place of one in the first, which is destroyed, as the desk leads."""
    _resolve(attempt, _rework(attempt))


@when("the clerk replaces a pack in a closed case and scans one of another case first")
def replaces_wrongly(attempt: Attempt) -> None:
    """Do the same, but scan a pack of the third case as the one that is to be replaced; then the right one."""
    wrong = case_of(attempt, 2).inside[5].scanned()
    _resolve(attempt, _rework(attempt, Slip("old", (wrong,))))


@when("the clerk begins to replace a pack in a closed case and stops at the photo")
def stops(attempt: Attempt) -> None:
    """Do the same up to the photo, and answer nothing until the desk asks once more."""
    job = _rework(attempt, Slip("photo", waits=True))
    _begin(attempt, job)
    _until(attempt, lambda record: isinstance(record, Delivered) and isinstance(record.message, Ask)
           and record.message.step == "photo")


@when("the clerk goes on where the desk stands")
def goes_on(attempt: Attempt) -> None:
    """Wait until the desk has asked once more, and do what it asks for, to the end."""
    _end(attempt, attempt.notes["job"])


@when("the clerk takes a sample out of a case")
def samples(attempt: Attempt) -> None:
    """Take a pack out of the third case as a sample, as the desk leads; it is "the pack"."""
    pack = attempt.notes["pack"] = case_of(attempt, 2).inside[1]
    _resolve(attempt, Job("sample", CLERK, Hand(pack)))


@when("the clerk reports a sample and leaves the desk before taking it")
def leaves(attempt: Attempt) -> None:
    """Begin to take a sample out of the third case, and abandon it: nothing has been done."""
    pack = attempt.notes["pack"] = case_of(attempt, 2).inside[1]
    _resolve(attempt, Job("sample", CLERK, Hand(pack), slip=Slip("take", leaves=True)))


@when("the clerk takes a sample and scans the pack beside it")
def samples_wrongly(attempt: Attempt) -> None:
    """Take one pack of the third case as a sample and report another one; the one reported is "the pack"."""
    case = case_of(attempt, 2)
    attempt.notes["pack"], attempt.notes["right"] = case.inside[1], case.inside[2]
    _resolve(attempt, Job("sample", CLERK, Hand(case.inside[1], pack=case.inside[2])))


@when("the clerk reports a sample that nobody took")
def samples_nothing(attempt: Attempt) -> None:
    """Report a pack of the third case as a sample and leave it where it is."""
    pack = attempt.notes["pack"] = case_of(attempt, 2).inside[1]
    _resolve(attempt, Job("sample", CLERK, Hand(pack), done={"take"}))


@when("the clerk corrects the report because it was another pack")
def corrects(attempt: Attempt) -> None:
    """Declare the report of "the pack" erroneous and scan the pack to which it happened."""
    hand = Hand(_noted(attempt, "pack"), other=_noted(attempt, "right"))
    _resolve(attempt, Job("correction", CLERK, hand, reason="incorrect_data"))


@when("the clerk corrects the report because it did not happen")
def withdraws(attempt: Attempt) -> None:
    """Declare the report of "the pack" erroneous; nothing takes its place."""
    _resolve(attempt, Job("correction", CLERK, Hand(_noted(attempt, "pack")), reason="did_not_occur"))


@when("the clerk destroys a pack of a case")
def destroys(attempt: Attempt) -> None:
    """Take a pack out of the third case and destroy it, as the desk leads; it is "the pack"."""
    pack = attempt.notes["pack"] = case_of(attempt, 2).inside[2]
    _resolve(attempt, Job("destroy", CLERK, Hand(pack)))


@when("the clerk ships a pallet")
def ships(attempt: Attempt) -> None:
    """Load the second pallet, as the desk leads; it is "the pallet"."""
    pallet = attempt.notes["pallet"] = attempt.bench.store.pallets[1]
    _resolve(attempt, Job("shipping", CLERK, Hand(pallet), note="DN-4711"))


@when("the clerk calls the shipping back")
def voids(attempt: Attempt) -> None:
    """Take the pallet off the truck, as the desk leads."""
    _resolve(attempt, Job("void shipping", CLERK, Hand(_noted(attempt, "pallet"))))


@when("the clerk tries to ship a case that is on the pallet")
def ships_case(attempt: Attempt) -> None:
    """Begin to ship one of the cases on "the pallet" by itself."""
    _resolve(attempt, Job("shipping", CLERK, Hand(_noted(attempt, "pallet").inside[0]), note="DN-4712"))


@when("a case of the pallet comes back from the customer")
def comes_back(attempt: Attempt) -> None:
    """Take in the first case of "the pallet", as the desk leads."""
    _resolve(attempt, Job("return", CLERK, Hand(_noted(attempt, "pallet").inside[0])))


@then("the desk says that it is done")
def is_done(attempt: Attempt) -> None:
    """Claim: the site server has brought the procedure to its end."""
    _ended(attempt, "done")


@then("the desk says that nothing is reported")
def is_abandoned(attempt: Attempt) -> None:
    """Claim: the site server has let go of the procedure."""
    _ended(attempt, "abandoned")


@then("the desk refuses it at once")
def is_refused(attempt: Attempt) -> None:
    """Claim: the site server has refused to begin, and says why."""
    _ended(attempt, "refused")


@then("the clerk was asked once more, with the reason")
def asked_again(attempt: Attempt) -> None:
    """Claim: what could not be right was not taken, and the person was told why."""
    at = next((at for at, said in each(attempt.records, Delivered, attempt.cursor)
               if isinstance(said.message, Ask) and said.message.wrong), None)
    expect_found(attempt, CLAIM, "asked once more, with the reason", at)


@then("no step was asked for twice that had been answered")
def not_twice(attempt: Attempt) -> None:
    """Claim: over the whole test case, nobody had to do again what the site server had taken."""
    told: set[tuple[int, str]] = set()
    again = []
    for at, said in each(attempt.records, Delivered):
        if isinstance(said.message, Told):
            told.add((said.message.task, said.message.step))
        elif isinstance(said.message, Ask) and (said.message.task, said.message.step) in told:
            again.append(at)
    expect_none(attempt, CLAIM, "no step asked again", again)


@then("the enterprise has the photo that was taken")
def has_photo(attempt: Attempt) -> None:
    """Claim against truth: the hash that goes with the events is that of the photo, which is kept as evidence."""
    taken = {photo.sha256 for _, photo in each(attempt.records, PhotoTaken)}
    found = [(at, claim) for at, claim in each(attempt.records, ExceptionClaimed) if claim.source == "l4"]
    named = {sha256 for _, claim in found for sha256 in claim.photos}
    expect(attempt, CLAIM, f"{len(taken)} photos, all of them named", f"{len(taken & named)} named, "
           f"{len(named - taken)} others", met=bool(taken) and named == taken, at=[at for at, _ in found])


@then("the enterprise has the report that was wrong as declared erroneous")
def declared(attempt: Attempt) -> None:
    """Claim: the events of the wrong report stand in the enterprise with an error declaration."""
    epc = _noted(attempt, "pack").epc
    at = next((at for at, claim in each(attempt.records, WithdrawnClaimed)
               if claim.source == "l4" and epc in claim.epcs), None)
    expect_found(attempt, CLAIM, f"what was said of {epc} is declared erroneous", at)


@then("the enterprise has the store as it is")
def as_it_is(attempt: Attempt) -> None:
    """Claim against truth: of every case and pallet in the store and every pack that was in one, the enterprise has
    the place and the state as they physically are.
    """
    held = _held(attempt)
    wrong = [text for unit in _units(attempt) for text in _differences(unit, held)]
    some = "; ".join(wrong[:_SHOWN]) or "none"
    expect(attempt, CLAIM, "differences: none", f"differences: {some}", met=not wrong)


@then("the enterprise has the pack as {status:status}")
def has_pack_as(attempt: Attempt, status: str) -> None:
    """Claim: what the enterprise has of "the pack"."""
    held, key = _held(attempt), _noted(attempt, "pack").epc
    actual = held.ended.get(key, "commissioned" if key in held.living else "nothing")
    expect_equal(attempt, CLAIM, f"the enterprise has {key} as", status, actual)


@then("the enterprise has the pallet as shipped")
def has_shipped(attempt: Attempt) -> None:
    """Claim: the pallet is on its way, and so is all that is on it."""
    expect_equal(attempt, CLAIM, "shipped", [True], [_noted(attempt, "pallet").epc in _held(attempt).shipped])


@then("{count:count} photos are kept as evidence")
def photos_kept(attempt: Attempt, count: int) -> None:
    """Truth: so many photos were taken, and lie among the attachments."""
    taken = [at for at, _ in each(attempt.records, PhotoTaken)]
    expect_equal(attempt, TRUTH, "photos", count, len(taken), at=taken)


def _noted(attempt: Attempt, name: str) -> Unit:
    unit = attempt.notes.get(name)
    if not isinstance(unit, Unit):
        raise BenchError(f"no earlier step says which {name} is meant")
    return unit


def _rework(attempt: Attempt, slip: Slip | None = None) -> Job:
    case = case_of(attempt, 0)
    return Job("rework", CLERK, Hand(case, pack=case.inside[0], other=case_of(attempt, 2).inside[0]), slip=slip)


def _resolve(attempt: Attempt, job: Job) -> None:
    _begin(attempt, job)
    _end(attempt, job)


def _begin(attempt: Attempt, job: Job) -> None:
    attempt.notes["job"] = job
    attempt.stimulus("desk", procedure=job.procedure, who=job.who, subject=job.hand.subject.epc)
    attempt.notes["task"] = attempt.bench.in_store(lambda t, _, clerk: clerk.begin(t, job))


def _end(attempt: Attempt, job: Job) -> None:
    """Run until the desk says how it has ended, and keep the photos that were taken."""
    _until(attempt, lambda record: isinstance(record, Delivered) and isinstance(record.message, Done | Refused)
           and record.message.task == attempt.notes["task"])
    for name, picture in attempt.bench.clerk.photos.items():
        attempt.foreign.keeper.put(name, picture)
    del job


def _until(attempt: Attempt, record_is) -> None:  # noqa: ANN001  # a condition
    attempt.wait(record_is, _LIMIT)


def _ended(attempt: Attempt, state: str) -> None:
    task = attempt.notes["task"]
    found = [(at, claim) for at, claim in each(attempt.records, TaskClaimed) if claim.task == task]
    at, actual = (found[-1][0], found[-1][1].state) if found else (-1, "no word")
    expect_equal(attempt, CLAIM, "the desk says", state, actual, at=[at] if found else [])


def _held(attempt: Attempt) -> Held:
    """What the enterprise has, from what it answered."""
    held = Held()
    for record in attempt.records:
        if getattr(record, "source", "") == "l4":
            _fold(held, record)
    return held


def _fold(held: Held, record: AnyRecord) -> None:
    if isinstance(record, SerialsClaimed):
        for epc in record.epcs:
            held.status(epc, record.status)
    elif isinstance(record, PackedClaimed):
        for epc in record.children:
            held.pack(epc, record.parent)
    elif isinstance(record, UnpackedClaimed):
        for epc in record.children:
            held.unpack(epc)
    elif isinstance(record, WithdrawnClaimed):
        held.take_back(record.what, record.parent, record.epcs)


def _units(attempt: Attempt) -> list[Unit]:
    """Everything that was ever in the store."""
    store = attempt.bench.store
    return [*store.pallets, *store.cases, *store.packs]


_ENDS = {"sample": {"sampled"}, "destroyed": {"destroyed", "rejected"}, "lost": {"rejected"}}


def _differences(unit: Unit, held: Held) -> list[str]:
    said = held.ended.get(unit.epc, "") if unit.epc in held.living else "unknown"
    if said not in _ENDS.get(unit.away, {""}):
        return [f"{unit.kind} {unit.number} is {unit.away or 'there'}, said {said or 'in use'}"]
    if unit.away in _ENDS:
        return []
    where, told = unit.box.epc if unit.box else "nothing", held.parent.get(unit.epc, "nothing")
    found = [f"{unit.kind} {unit.number} is in {where}, said {told}"] if where != told else []
    gone = _shipped(unit)
    if gone != held.has_left(unit.epc):
        found.append(f"{unit.kind} {unit.number} is {'' if gone else 'not '}shipped, said the opposite")
    return found


def _shipped(unit: Unit) -> bool:
    above: Unit | None = unit
    while above is not None and above.away != "shipped":
        above = above.box
    return above is not None
