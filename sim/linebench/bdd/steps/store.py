"""The store behind the line: what people do there with cases and pallets, by mistake or on purpose."""

from collections.abc import Callable

from linebench.bdd.actual import TRUTH, expect
from linebench.bdd.attempt import Attempt
from linebench.bdd.flow import report_time
from linebench.bdd.phrase import given, when
from linebench.bdd.warehouse import SOMEBODY, case_of
from linebench.records import AnyRecord
from linebench.records.truth import PalletFilled
from linebench.site.unit import Unit

_MOVED_US = 5_000_000
"""From the palletizer into the store."""


@given("a new label in the store needs a new serial number")
def new_serial(attempt: Attempt) -> None:
    """Let the site server give out a new serial number for each label that replaces a damaged one."""
    attempt.change("stack.relabel", "new serial")


@when("{count:count} pallets stand in the store")
def pallets_stand(attempt: Attempt, count: int) -> None:
    """Run until that many pallets stand in the store, and the site knows what is on them."""
    attempt.stimulus("run", pallets=count)
    for number in range(1, count + 1):
        attempt.wait(_filled(number), report_time(attempt) * 4, since=0)
    attempt.bench.advance(None, _MOVED_US + report_time(attempt))
    standing = len(attempt.bench.store.pallets)
    expect(attempt, TRUTH, f"{count} pallets stand in the store", f"{standing} stand there", met=standing >= count)


def _filled(number: int) -> Callable[[AnyRecord], bool]:
    def filled(record: AnyRecord) -> bool:
        return isinstance(record, PalletFilled) and record.pallet >= number

    return filled


@when("the label of a pack in a case is torn")
def torn(attempt: Attempt) -> None:
    """Make the label of a pack in the first case unreadable; they are "the case" and "the pack"."""
    pack = _pack(attempt, 0, 3)
    attempt.stimulus("tear", pack=pack.number)
    attempt.bench.in_store(lambda t, store, _: store.damage(t, SOMEBODY, pack))


@when("a pack gets lost out of a case")
def lost(attempt: Attempt) -> None:
    """Take a pack out of the first case, never to be seen again; they are "the case" and "the pack"."""
    pack = _pack(attempt, 0, 4)
    attempt.stimulus("lose", pack=pack.number)
    attempt.bench.in_store(lambda t, store, _: store.take_out(t, SOMEBODY, pack))
    attempt.bench.in_store(lambda t, store, _: store.let_go(t, SOMEBODY, pack, "lost"))


@when("the labels of two pallets are swapped")
def swapped(attempt: Attempt) -> None:
    """Put the label of each of the first two pallets onto the other; the first is "the pallet"."""
    one, other = attempt.bench.store.pallets[:2]
    attempt.notes["pallet"], attempt.notes["other pallet"] = one, other
    attempt.stimulus("swap labels", one=one.number, other=other.number)
    attempt.bench.in_store(lambda t, store, _: store.swap_labels(t, SOMEBODY, one, other))


@when("somebody puts a pack of one case into another")
def misplaced(attempt: Attempt) -> None:
    """Move a pack of the second case into the first, which is "the case"; nobody tells the site."""
    pack, case = _pack(attempt, 1, 0), case_of(attempt, 0)
    attempt.notes["case"] = case
    attempt.stimulus("misplace", pack=pack.number, case=case.number)
    attempt.bench.in_store(lambda t, store, _: store.take_out(t, SOMEBODY, pack))
    attempt.bench.in_store(lambda t, store, _: store.put_in(t, SOMEBODY, pack, case))


def _pack(attempt: Attempt, case: int, place: int) -> Unit:
    """Note a pack and its case, and return the pack."""
    box = case_of(attempt, case)
    attempt.notes["case"], attempt.notes["pack"] = box, box.inside[place]
    return box.inside[place]
