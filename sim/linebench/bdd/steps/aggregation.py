"""Cases, pallets and the batch as a whole: what was packed into what, and whether the numbers come out."""

from linebench.bdd.actual import CLAIM, TRUTH, expect, expect_equal, expect_none
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import report_time, running
from linebench.bdd.phrase import then, when
from linebench.bdd.seen import code_on, codes_on, diverted, each, exited, product
from linebench.bdd.steps.truth import that_pack
from linebench.records.claim import BatchClaimed, PackedClaimed, SerialsClaimed
from linebench.records.truth import (
    CaseEjected,
    CaseFilled,
    CasePalletized,
    ContainerLabelled,
    PackRemoved,
    PalletFilled,
)


@when("{count:count} cases have been closed")
def cases_closed(attempt: Attempt, count: int) -> None:
    """Run until that many cases have been closed since the start of the test case."""
    attempt.stimulus("run", cases=count)
    _run_to(attempt, CaseFilled, count)


@when("{count:count} pallets have left")
def pallets_left(attempt: Attempt, count: int) -> None:
    """Run until that many pallets have been completed since the start of the test case."""
    attempt.stimulus("run", pallets=count)
    _run_to(attempt, PalletFilled, count)


def _run_to(attempt: Attempt, kind: type[CaseFilled | PalletFilled], count: int) -> None:
    found = list(each(attempt.records, kind))
    while len(found) < count:
        if attempt.wait(lambda record: isinstance(record, kind), report_time(attempt) * 2,
                        since=len(attempt.records)) is None:
            break
        found = list(each(attempt.records, kind))
    expect(attempt, TRUTH, f"{count} closed", f"{len(found)} closed", met=len(found) >= count,
           at=[at for at, _ in found[:count]])


def _cases(attempt: Attempt) -> list[tuple[str, CaseFilled]]:
    """Return every case that was closed and let go, with its label, in the order of closing."""
    records = attempt.records
    ejected = {gone.case for _, gone in each(records, CaseEjected)}
    labels = {label.number: label.sscc for _, label in each(records, ContainerLabelled)
              if label.container == "case"}
    return [(labels[case.case], case) for _, case in each(records, CaseFilled)
            if case.case in labels and case.case not in ejected]


@then("every case that left holds as many packs as the product's case size")
def cases_full(attempt: Attempt) -> None:
    """Truth: no case that was let go holds fewer or more packs than a full one."""
    size = product(attempt.scenario, running(attempt).product).case_size
    counts = [len(case.packs) for _, case in _some_cases(attempt)]
    expect(attempt, TRUTH, f"each case holds {size} packs", f"cases hold {_listed(counts)}",
           met=set(counts) == {size})


@then("{level:level} reports every case with exactly the packs that are in it")
def cases_claimed(attempt: Attempt, level: str) -> None:
    """Claim against truth: for each case that was let go, the children a level reports are the packs in it.

    L2 reports to the site server, L3 to the enterprise.
    """
    for sscc, case in _some_cases(attempt):
        claims = _claims_about(attempt, level, "00" + sscc)
        inside = {code_on(attempt.records, pack) for pack in case.packs}
        children = [child for _, packed in claims for child in packed.children]
        expect(attempt, CLAIM, f"case {sscc}: its {len(inside)} packs, each once",
               f"case {sscc}: {len(set(children) & inside)} of its packs, {len(set(children) - inside)} others, "
               f"{len(children) - len(set(children))} twice",
               met=sorted(children) == sorted(inside), at=[at for at, _ in claims])


@then("{level:level} reports every pallet with exactly the cases that are on it")
def pallets_claimed(attempt: Attempt, level: str) -> None:
    """Claim against truth: for each pallet that left, the children a level reports are the cases on it."""
    records = attempt.records
    labels = {(label.container, label.number): label.sscc for _, label in each(records, ContainerLabelled)}
    pallets = [pallet for _, pallet in each(records, PalletFilled)]
    if not pallets:
        raise BenchError("no pallet has left, so this step would compare nothing")
    for pallet in pallets:
        parent = "00" + labels["pallet", pallet.pallet]
        claims = _claims_about(attempt, level, parent)
        children = sorted(child for _, packed in claims for child in packed.children)
        inside = sorted("00" + labels["case", case] for case in pallet.cases)
        expect_equal(attempt, CLAIM, f"cases on pallet {parent}", inside, children, at=[at for at, _ in claims])


@then("the case with the unreadable label is not reported as packed")
def ejected_not_claimed(attempt: Attempt) -> None:
    """Claim: no children are reported for a container whose label could not be read back."""
    bad = {"00" + label.sscc for _, label in each(attempt.records, ContainerLabelled) if not label.readable}
    if not bad:
        raise BenchError("every label could be read, so this step would compare nothing")
    attempt.bench.advance(None, report_time(attempt))
    found = [at for at, packed in each(attempt.records, PackedClaimed) if packed.parent in bad]
    expect_none(attempt, CLAIM, "nothing packed into it", found)


@then("that pack is not reported as packed")
def not_packed(attempt: Attempt) -> None:
    """Claim: no level says that the pack's serial number is in a container; all get the time to do so."""
    epc = code_on(attempt.records, that_pack(attempt))
    attempt.bench.advance(None, report_time(attempt))
    found = [at for at, packed in each(attempt.records, PackedClaimed) if epc and epc in packed.children]
    expect_none(attempt, CLAIM, "not packed", found)


@then("every reported container carries the number it is reported under")
def labels_true(attempt: Attempt) -> None:
    """Claim against truth: each parent that a level reports is the number on a label that was printed."""
    attempt.bench.advance(None, report_time(attempt))
    printed = {"00" + label.sscc for _, label in each(attempt.records, ContainerLabelled)}
    claims = list(each(attempt.records, PackedClaimed))
    wrong = [at for at, packed in claims if packed.parent not in printed]
    expect(attempt, CLAIM, f"{len(claims)} containers reported under the number on them",
           f"{len(claims) - len(wrong)} of them", met=bool(claims) and not wrong, at=wrong)


@then("the case is ejected to the hand station")
def case_ejected(attempt: Attempt) -> None:
    """Truth: a case leaves the line for the hand station instead of going to the palletizer."""
    at = attempt.wait(lambda record: isinstance(record, CaseEjected), report_time(attempt))
    gone = None if at is None else attempt.records[at]
    case = gone.case if isinstance(gone, CaseEjected) else 0
    later = [place for place, put in each(attempt.records, CasePalletized) if case and put.case == case]
    found = "no case is ejected" if not case else f"case {case} is ejected" + (" and palletized" if later else "")
    expect(attempt, TRUTH, "a case is ejected and not palletized", found, met=bool(case) and not later,
           at=[] if at is None else [at])


@then("the serial numbers of the batch balance")
def balance(attempt: Attempt) -> None:
    """Claim: in L2's batch report, all end states together make the numbers allocated, and none is open."""
    at, counts = _report(attempt)
    ends = ("commissioned", "rejected", "sampled", "destroyed", "returned", "open")
    total = sum(counts[name] for name in ends)
    expect(attempt, CLAIM, f"{counts['allocated']} allocated, as many accounted for, 0 open",
           f"{counts['allocated']} allocated, {total} accounted for, {counts['open']} open",
           met=total == counts["allocated"] and not counts["open"], at=[at])


@then("the batch report counts packs and containers as they truly are")
def counts_true(attempt: Attempt) -> None:
    """Claim against truth: good, sampled and rejected packs and closed cases in L2's batch report."""
    at, counts = _report(attempt)
    records = attempt.records
    sampled = {gone.pack for _, gone in each(records, PackRemoved) if gone.why == "sample"}
    cases = len(_cases(attempt))
    truth = (len(exited(records).keys() - sampled), len(sampled), len(diverted(records)), cases)
    claim = (counts["commissioned"], counts["sampled"], counts["rejected"], counts["cases"])
    words = "good {}, sampled {}, rejected {}, cases {}"
    expect(attempt, CLAIM, words.format(*truth), words.format(*claim), met=truth == claim, at=[at])


@then("the unused serial numbers go back to the site")
def returned(attempt: Attempt) -> None:
    """Claim: L2 gives every number back that it fetched and never printed, as many as its report counts."""
    at, counts = _report(attempt)
    found = [(place, len(claim.epcs)) for place, claim in each(attempt.records, SerialsClaimed)
             if claim.status == "returned" and claim.source == "l2"]
    expect_equal(attempt, CLAIM, "numbers given back", counts["returned"], sum(count for _, count in found),
                 at=[at, *(place for place, _ in found)])


@then("the site server holds every commissioned pack exactly once")
def stored_once(attempt: Attempt) -> None:
    """Claim against truth: what the site server passes on names each pack that passed once, and no other."""
    attempt.bench.advance(None, report_time(attempt))
    found = [epc for _, claim in each(attempt.records, SerialsClaimed)
             if claim.source == "l3" and claim.status == "commissioned" for epc in claim.epcs]
    codes = codes_on(attempt.records)
    good = {codes.get(pack, "") for pack in exited(attempt.records)}
    words = "{} packs, {} missing, {} others, {} twice"
    actual = (len(set(found)), len(good - set(found)), len({*found} - good - _containers(found)),
              len(found) - len(set(found)))
    expect(attempt, CLAIM, words.format(len(good), 0, 0, 0), words.format(*actual),
           met=actual[1:] == (0, 0, 0))


def _containers(epcs: list[str]) -> set[str]:
    return {epc for epc in epcs if epc.startswith("00")}


def _report(attempt: Attempt) -> tuple[int, dict[str, int]]:
    at = attempt.wait(lambda record: isinstance(record, BatchClaimed), report_time(attempt),
                      since=attempt.notes.get("ended", attempt.cursor))
    record = None if at is None else attempt.records[at]
    if at is None or not isinstance(record, BatchClaimed):
        expect(attempt, CLAIM, "a batch report", "none came", met=False)
        raise BenchError("unreachable: the comparison before raises")
    return at, dict(record.counts)


def _some_cases(attempt: Attempt) -> list[tuple[str, CaseFilled]]:
    cases = _cases(attempt)
    if not cases:
        raise BenchError("no case has left, so this step would compare nothing")
    return cases


def _claims_about(attempt: Attempt, level: str, parent: str) -> list[tuple[int, PackedClaimed]]:
    attempt.wait(lambda record: isinstance(record, PackedClaimed) and record.source == level
                 and record.parent == parent, report_time(attempt), since=0)
    return [(at, packed) for at, packed in each(attempt.records, PackedClaimed)
            if packed.source == level and packed.parent == parent]


def _listed(counts: list[int]) -> str:
    return ", ".join(map(str, sorted(set(counts))))
