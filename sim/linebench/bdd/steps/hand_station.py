"""L2's hand station: packs are taken out of closed cases, others are put in, and cases are broken up."""

from linebench.bdd.actual import CLAIM, expect
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import OPERATOR, ask, granted, note, report_time
from linebench.bdd.phrase import then, when
from linebench.bdd.seen import code_on, diverted, each
from linebench.bdd.steps.truth import that_pack
from linebench.bdd.warehouse import case_of, differences, held, noted, units
from linebench.records.truth import PackPrinted
from linebench.site.unit import Unit

_PLACE = 3
"""Which pack of a case is taken out; any will do."""
_SHOWN = 3
_SUPERVISOR = "supervisor"


@when("the operator takes a pack out of a closed case")
def takes_out(attempt: Attempt) -> None:
    """Take a pack out of the first case that left the line, and scan it; they are "the case" and "that pack"."""
    case = case_of(attempt, 0)
    pack = case.inside[_PLACE]
    attempt.notes["case"], attempt.notes["taken out"] = case, pack
    attempt.bench.in_store(lambda t, store, _: store.take_out(t, OPERATOR, pack))
    note(attempt, (pack.number,), attempt.bench.now)
    ask(attempt, "take_out", pack.content)


@when("the operator scans that pack once more as taken out")
def takes_out_again(attempt: Attempt) -> None:
    """Scan the pack that was taken out before."""
    ask(attempt, "take_out", noted(attempt, "taken out").content)


@when("the operator breaks up that case")
def breaks_up(attempt: Attempt) -> None:
    """Scan the label of "the case"; when L2 agrees, take it off its pallet, all packs out of it, and fold it up."""
    case = noted(attempt, "case")
    if granted(attempt, ask(attempt, "break_case", case.epc)):
        for unit in (case, *case.inside):
            attempt.bench.in_store(lambda t, store, _, unit=unit: store.take_out(t, OPERATOR, unit))  # type: ignore[misc]  # as above
        attempt.bench.in_store(lambda t, store, _: store.let_go(t, OPERATOR, case, "destroyed"))


@when("the operator scans the rejected pack for that case")
def offers_reject(attempt: Attempt) -> None:
    """Scan the pack that was rejected first, which lies in the bin, as one to be put into "the case"."""
    pack = next(iter(diverted(attempt.records)), None)
    if pack is None:
        raise BenchError("no pack was rejected, so none can be offered")
    ask(attempt, "put_in", _content(attempt, pack))


@when("the operator puts that pack into that case")
def puts_in(attempt: Attempt) -> None:
    """Scan "that pack" for "the case"; when L2 agrees, put it in."""
    number, case = that_pack(attempt), noted(attempt, "case")
    content = _content(attempt, number)
    if granted(attempt, ask(attempt, "put_in", content)):
        pack = Unit("pack", number, code_on(attempt.records, number), content)
        attempt.bench.in_store(lambda _, store, __: store.bring(pack))
        attempt.bench.in_store(lambda t, store, _: store.put_in(t, OPERATOR, pack, case))


@when("the supervisor scraps the pack that was taken out")
def scraps(attempt: Attempt) -> None:
    """Scan the pack that was taken out of the case and destroy it; it is "that pack"."""
    pack = noted(attempt, "taken out")
    note(attempt, (pack.number,), attempt.bench.now)
    if granted(attempt, ask(attempt, "scrap", pack.content, _SUPERVISOR)):
        attempt.bench.in_store(lambda t, store, _: store.let_go(t, _SUPERVISOR, pack, "destroyed"))


@then("L2 and L3 report every case and pallet that left as they are")
def as_they_are(attempt: Attempt) -> None:
    """Claim against truth: of every case and pallet that left the line and every pack that was in one, what both
    levels have reported adds up to the place and the state that it physically has.
    """
    attempt.bench.advance(None, report_time(attempt))
    for level in ("l2", "l3"):
        said = held(attempt, level)
        wrong = [text for unit in units(attempt) for text in differences(unit, said)]
        some = "; ".join(wrong[:_SHOWN]) or "none"
        expect(attempt, CLAIM, f"{level}, differences: none", f"{level}, differences: {some}", met=not wrong)


def _content(attempt: Attempt, pack: int) -> str:
    return next((done.content for _, done in each(attempt.records, PackPrinted) if done.pack == pack), "")
