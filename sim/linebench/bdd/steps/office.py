"""The office of the site: it has batches released, packs recalled, and documents given and archived."""

from collections import Counter

from linebench.bdd.actual import CLAIM, expect, expect_equal, expect_within
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import running
from linebench.bdd.office import ask, chains, document, newest, order, subject
from linebench.bdd.phrase import then, when
from linebench.bdd.seen import code_on, each, exited, viewed
from linebench.epcis.canonical import canonical_id
from linebench.epcis.history import RULES, History
from linebench.epcis.model import Event
from linebench.epcis.names import MASTER_DATA
from linebench.epcis.problems import EpcisError
from linebench.epcis.reading import read
from linebench.epcis.times import micros
from linebench.ports.office import (
    ArchiveBatch,
    AskDocument,
    AskPacks,
    AskPast,
    AskRelease,
    BatchArchived,
    BatchDocument,
    BatchReleased,
    Form,
    Packs,
    Past,
    ReleaseRefused,
)
from linebench.product.dates import last_day
from linebench.product.epc_uri import elements_of_link
from linebench.records.claim import PastClaimed, RecallClaimed, ReleaseClaimed
from linebench.records.store import UnitPut, UnitTaken
from linebench.records.wire import Delivered

_WHO = "quality assurance"
_VERSION = {"json": "2.0", "xml-2.0": "2.0", "xml-1.2": "1.2"}
_AFTER_US = 3_000_000
"""L1 tells L2 what became of packs some seconds later, and then they are commissioned."""


@when("the office asks for the release of the batch")
def asks_release(attempt: Attempt) -> None:
    """Ask the site server to release the batch that is running or has ended."""
    ask(attempt, AskRelease(order(attempt), _WHO), "release", (BatchReleased, ReleaseRefused))


@then("the batch is released")
def is_released(attempt: Attempt) -> None:
    """Claim: the site server has released the batch."""
    at, said = newest(attempt, ReleaseClaimed)
    expect(attempt, CLAIM, "released", "released" if said.released else f"refused: {said.reason}",
           met=said.released, at=[at])


@then("the release is refused with the reason")
def is_not_released(attempt: Attempt) -> None:
    """Claim: the site server has not released the batch, and says what is open of it."""
    at, said = newest(attempt, ReleaseClaimed)
    expect(attempt, CLAIM, "refused, with a reason", "released" if said.released else f"refused: {said.reason}",
           met=not said.released and bool(said.reason), at=[at])


@when("the office recalls a {what:word} of the batch")
def recalls(attempt: Attempt, what: str) -> None:
    """Ask the site server which packs are concerned: of the batch's ``lot``, of the second ``case``, of the first
    ``pallet``, or the first ``pack`` of that case.
    """
    by, value = subject(attempt, what)
    ask(attempt, AskPacks(len(attempt.records), by, value), f"recall of {by} {value}", (Packs,))


@when("a {what:word} of the batch is recalled by queries to the enterprise")
def recalled_by_queries(attempt: Attempt, what: str) -> None:
    """Find out by EPCIS queries alone which packs are concerned; what is meant by each is as with the office."""
    by, value = subject(attempt, what)
    attempt.stimulus("trace", by=by, value=value)
    why = attempt.bench.trace(by, value)
    expect_equal(attempt, CLAIM, "why the enterprise did not say all", "", why)


@then("every pack that it concerns is named, with what it is in, and no other")
def all_named(attempt: Attempt) -> None:
    """Claim against truth: precision and completeness of the recall, at all levels."""
    at, said = newest(attempt, RecallClaimed)
    told, true = {chain[0]: chain for chain in said.chains}, chains(attempt, said)
    missing, others = true.keys() - told.keys(), told.keys() - true.keys()
    moved = [epc for epc in told.keys() & true.keys() if told[epc] != true[epc]]
    words = "{} packs, {} missing, {} others, {} elsewhere, {} twice"
    actual = (len(told), len(missing), len(others), len(moved), len(said.chains) - len(told))
    expect(attempt, CLAIM, words.format(len(true), 0, 0, 0, 0), words.format(*actual),
           met=bool(true) and not any(actual[1:]), at=[at])


@then("which packs it concerns is known within the limit of {limit:requirement}")
def recalled_in_time(attempt: Attempt, limit: str) -> None:
    """Claim: from the question to the whole answer, no more time passes than the limit allows."""
    at, said = newest(attempt, RecallClaimed)
    expect_within(attempt, CLAIM, "answered after", said.t - attempt.moment_us, limit, at=[at])


@when("the office asks where a pack has been that was moved in the store")
def asks_past(attempt: Attempt) -> None:
    """Ask the site server in which containers the pack has been that people moved last."""
    moved = [record.epc for _, record in each(attempt.records, UnitPut) if record.unit == "pack"]
    if not moved:
        raise BenchError("nobody has moved a pack in the store; let the clerk do so first")
    ask(attempt, AskPast(len(attempt.records), moved[-1]), f"past of {moved[-1]}", (Past,))


@then("every container is told in which it has been, and the last is where it is")
def all_told(attempt: Attempt) -> None:
    """Claim against truth: what people have taken the pack out of and put it into, in this order."""
    at, said = newest(attempt, PastClaimed)
    labels: dict[tuple[str, int], str] = {(unit.kind, unit.number): unit.epc for unit in attempt.bench.store.cases}
    true = [labels[record.box, record.box_number] for record in attempt.records
            if isinstance(record, UnitTaken | UnitPut) and record.epc == said.epc]
    expect_equal(attempt, CLAIM, "containers", list(dict.fromkeys(true)),
                 list(dict.fromkeys(filter(None, said.parents))), at=[at])


@when("the office asks for the document of the batch as {form:form}")
def asks_document(attempt: Attempt, form: Form) -> None:
    """Ask the site server for what the line has reported of the batch, as one EPCIS document."""
    ask(attempt, AskDocument(order(attempt), form), f"document as {form}", (BatchDocument,))


@when("the office archives the batch")
def archives(attempt: Attempt) -> None:
    """Let the site server put the documents of the batch into the archive and purge all else of it."""
    ask(attempt, ArchiveBatch(order(attempt), _WHO), "archive", (BatchArchived,))
    done = [said.message for _, said in each(attempt.records, Delivered, attempt.cursor)
            if isinstance(said.message, BatchArchived)]
    expect(attempt, CLAIM, "archived, and reports purged", f"{done[0].purged} purged" if done else "not archived",
           met=bool(done) and done[0].purged > 0)


@then("the document is valid, and tells nothing before it could be")
def is_sound(attempt: Attempt) -> None:
    """Claim: it is EPCIS of the version and form asked for, every event has an id of its own, and all that is
    packed was commissioned before.
    """
    at, said = document(attempt)
    try:
        found = read(said.text.encode())
    except EpcisError as error:
        expect(attempt, CLAIM, "a document", str(error), met=False, at=[at])
        return
    ids = Counter(event.event_id for event in found.events)
    breaches = History().replay(found.events)
    words = "version {}, events: {}, ids: {}, breaches: {}"
    first = RULES[breaches[0][1].rule] if breaches else "none"
    expect(attempt, CLAIM, words.format(_VERSION[said.form], len(found.events), len(found.events), "none"),
           words.format(found.version, len(found.events), len(ids.keys() - {""}), first), at=[at],
           met=found.version == _VERSION[said.form] and len(ids.keys() - {""}) == len(found.events) > 0
           and not breaches)


@then("every good pack has one commissioning event there, with what is true of it")
def is_true(attempt: Attempt) -> None:
    """Claim against truth: one for each pack that left the line as good; lot and expiry of the batch, a time from
    when it was before the camera until it had left the line, read point and place.
    """
    at, said = document(attempt)
    events = [(elements_of_link(canonical_id(epc)), event) for event in read(said.text.encode()).events
              if event.biz_step == "commissioning" and event.ilmd is not None for epc in event.epc_list]
    packs = [(epc, event) for epc, event in events if epc.startswith("01")]
    good = {code_on(attempt.records, pack): pack for pack in exited(attempt.records)}
    named = Counter(epc for epc, _ in packs)
    wrong = [epc for epc, event in packs if epc in good and not _right(attempt, good[epc], event)]
    words = "{} packs, {} missing, {} others, {} twice, {} with something wrong"
    actual = (len(named), len(good.keys() - named.keys()), len(named.keys() - good.keys()),
              sum(times > 1 for times in named.values()), len(wrong))
    expect(attempt, CLAIM, words.format(len(good), 0, 0, 0, 0), words.format(*actual),
           met=bool(good) and not any(actual[1:]), at=[at])


@then("it comes out of the archive as it was before")
def is_unchanged(attempt: Attempt) -> None:
    """Claim: the same text as when the office was given this document of the batch for the first time."""
    at, said = document(attempt)
    before = next((each_.message.text for _, each_ in each(attempt.records, Delivered)
                   if isinstance(each_.message, BatchDocument) and each_.message.form == said.form
                   and not each_.message.archived), None)
    words = "{} characters, {}"
    expect(attempt, CLAIM, words.format(len(before or ""), "the same"),
           words.format(len(said.text), "the same" if said.text == before else "others"),
           met=said.archived and said.text == before, at=[at])


def _right(attempt: Attempt, pack: int, event: Event) -> bool:
    """Whether a commissioning event says what is true of a pack."""
    batch = running(attempt)
    ilmd = (event.ilmd.get(f"{{{MASTER_DATA}}}lotNumber"), event.ilmd.get(f"{{{MASTER_DATA}}}itemExpirationDate"))
    time = micros(event.event_time) - micros(attempt.scenario.epoch)
    view = viewed(attempt.records, pack)
    left = attempt.records[exited(attempt.records)[pack]].t
    return (ilmd == (batch.lot, last_day(batch.expiry).isoformat()) and bool(event.event_time_zone_offset)
            and view is not None and view.t <= time <= left + _AFTER_US
            and event.read_point is not None and event.biz_location is not None
            and event.read_point.id.startswith(event.biz_location.id))
