"""Rules about exceptions: a journal of several passes, and each thing taken out of it or changed is found."""

import msgspec
import pytest

from linebench.bench import Bench
from linebench.content import Content, library
from linebench.line.kinds import KINDS
from linebench.oracle.judge import judge
from linebench.records import claim, store
from linebench.records.truth import PalletFilled
from linebench.scenario.load import load
from linebench.site.acts import Hand
from linebench.site.clerk import Job, Slip

RULES = ("exception-unresolved", "holdings-equal-truth", "photo-missing")


def resolve(bench, job):
    bench.in_store(lambda t, _, clerk: clerk.begin(t, job))
    bench.advance(None, 60_000_000)


@pytest.fixture(scope="module")
def journal():
    """A label replaced by a new one, a case packed anew, a pack destroyed, a pallet shipped, one abandoned."""
    plan = load("carton-enterprise", Content((library(),)), KINDS, settings={
        "stack.relabel": "new serial", "no_read": "0 %"}).scenario
    bench = Bench(plan, seed=1)
    for action, subject in (("confirm_clearance", ""), ("start_batch", "PO-1001"), ("start_line", "")):
        bench.ask(action, subject)
        bench.advance(None, 1_000_000)
    bench.advance(lambda record: isinstance(record, PalletFilled) and record.pallet == 2, 600_000_000)
    bench.advance(None, 20_000_000)
    cases, pallets = bench.store.cases, bench.store.pallets
    torn = cases[0].inside[3]
    bench.in_store(lambda t, goods, _: goods.damage(t, "somebody", torn))
    resolve(bench, Job("damaged label", "Jo", Hand(cases[0], pack=torn)))
    resolve(bench, Job("repack", "Jo", Hand(cases[1])))
    resolve(bench, Job("destroy", "Jo", Hand(cases[2].inside[0])))
    resolve(bench, Job("sample", "Jo", Hand(cases[2].inside[1]), slip=Slip("take", leaves=True)))
    resolve(bench, Job("shipping", "Jo", Hand(pallets[1]), note="DN-1"))
    assert bench.audit() == ""
    bench.close()
    return tuple(bench.records)


def findings(records):
    """The messages of the three rules, without their times."""
    judged = judge(records)
    return {rule: [one.message.partition(" ")[2] for one in judged.outcome(rule).findings] for rule in RULES}


def positions(journal, wanted):
    return [at for at, record in enumerate(journal) if wanted(record)]


def without(journal, wanted):
    """The journal without the records that satisfy; there have to be some."""
    assert positions(journal, wanted)
    return [record for record in journal if not wanted(record)]


def changed(journal, wanted, **fields):
    """The journal with the first record that satisfies changed."""
    at = positions(journal, wanted)[0]
    return [*journal[:at], msgspec.structs.replace(journal[at], **fields), *journal[at + 1:]]


def of_enterprise(kind, **fields):
    def wanted(record):
        return isinstance(record, kind) and record.source == "l4" and all(
            getattr(record, name) == value for name, value in fields.items())

    return wanted


def test_a_clean_run_passes_and_nothing_else_is_found(journal):
    """Each rule has something to judge; no other rule minds what people have done."""
    judged = judge(journal)
    assert (judged.verdict, [(one.rule, one.findings) for one in judged.outcomes if one.findings]) == ("pass", [])
    assert {rule: judged.outcome(rule).opportunities for rule in RULES} == {
        "exception-unresolved": 5, "holdings-equal-truth": 27, "photo-missing": 2}


def test_a_pack_that_is_for_the_enterprise_where_it_is_not_is_found(journal):
    """The new case is empty for it: the case and each of its ten packs differ."""
    new = next(record.epc for record in journal if isinstance(record, store.UnitLabelled) and record.unit == "case")
    found = findings(without(journal, of_enterprise(claim.PackedClaimed, parent=new)))["holdings-equal-truth"]
    assert len(found) == 11
    assert any(message.startswith(f"{new}: ") and message.endswith("and not for the enterprise (10)")
               for message in found)
    assert sum(message.endswith(f"it is in {new}, the enterprise has it in nothing") for message in found) == 10


def test_a_state_that_is_not_so_is_found(journal):
    """Destroyed and not said, shipped and not said, ended and in use, in use and ended."""
    destroyed = findings(without(journal, of_enterprise(claim.SerialsClaimed, status="destroyed")))
    assert [message.partition(": ")[2] for message in destroyed["holdings-equal-truth"]] == [
        "it is destroyed, the enterprise has it as in use"]
    shipped = findings(without(journal, of_enterprise(claim.SerialsClaimed, status="shipping")))
    assert [message.partition(": ")[2] for message in shipped["holdings-equal-truth"]] == [
        "it is shipped, the enterprise has it as not shipped"]
    ended = findings(without(journal, lambda record: isinstance(record, store.UnitLeft) and record.unit == "pack"))
    assert [message.partition(": ")[2] for message in ended["holdings-equal-truth"]] == [
        "it is there, the enterprise has it as destroyed"]


def test_an_old_number_that_lives_on_is_found(journal):
    """The label with it is on nothing any more."""
    old = next(record.before for record in journal if isinstance(record, store.UnitLabelled) and record.before
               and record.before != record.epc)
    found = findings(without(journal, lambda record: isinstance(record, claim.SerialsClaimed) and old in record.epcs
                             and record.status == "rejected"))["holdings-equal-truth"]
    assert [message.partition(": ")[2] for message in found] == ["it is destroyed, the enterprise has it as in use"]


def test_what_was_abandoned_and_reported_all_the_same_is_found(journal):
    """The pack lies in its case, and is a sample for the enterprise."""
    subject = next(record.message.subject for record in journal if hasattr(record, "message")
                   and getattr(record.message, "procedure", "") == "sample")
    at = positions(journal, of_enterprise(claim.AllClaimed))[0]
    said = claim.SerialsClaimed(journal[at].t, "l4", "sampled", (subject,), (0,), "")
    found = findings([*journal[:at], said, *journal[at:]])["holdings-equal-truth"]
    assert len(found) == 1
    assert found[0].partition(": ")[2].startswith("it is there, the enterprise has it as sampled; it is in 00")


def test_a_procedure_without_an_end_is_found(journal):
    """Not ended; refused under way; abandoned by nobody."""
    wanted = of_site(claim.TaskClaimed, procedure="destroy")
    assert findings(without(journal, wanted))["exception-unresolved"] == [
        "'destroy' (task 3) has not come to an end"]
    assert findings(changed(journal, wanted, state="refused", reason="no"))["exception-unresolved"] == [
        "'destroy' (task 3) was refused under way: no"]
    assert findings(changed(journal, wanted, state="abandoned"))["exception-unresolved"] == [
        "'destroy' (task 3) was abandoned, and nobody had asked for that"]


def of_site(kind, **fields):
    def wanted(record):
        return isinstance(record, kind) and all(getattr(record, name) == value for name, value in fields.items())

    return wanted


def test_a_photo_that_is_missing_or_was_never_taken_is_found(journal):
    """What is reported names none, or one that is not there."""
    none = [msgspec.structs.replace(record, photos=()) if isinstance(record, claim.ExceptionClaimed) else record
            for record in journal]
    assert findings(none)["photo-missing"] == ["'damaged label' (task 1) is reported without a photo",
                                              "'destroy' (task 3) is reported without a photo"]
    taken = [record.sha256 for record in journal if isinstance(record, store.PhotoTaken)]
    assert findings(without(journal, of_site(store.PhotoTaken)))["photo-missing"] == [
        f"'damaged label' (task 1) names a photo that nobody took: {taken[0]}",
        f"'destroy' (task 3) names a photo that nobody took: {taken[1]}"]


def test_nothing_is_compared_before_the_enterprise_was_asked(journal):
    """Without its word there is nothing to hold against the truth."""
    judged = judge(without(journal, of_enterprise(claim.AllClaimed)))
    assert [judged.outcome(rule).result for rule in RULES[1:]] == ["not_exercised", "not_exercised"]
