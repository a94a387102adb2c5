"""Whatever people do in whatever order: what is resolved leaves the enterprise with the store as it is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from linebench.site.clerk import Slip
from linebench.stack.l3.holdings import Holdings
from linebench.stack.l3.procedure import procedures
from tests.sites.warehouse import Warehouse, link, report

NAMES = sorted(procedures())
ACTS = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 11), st.integers(0, 11), st.booleans(),
                          st.sampled_from(("did_not_occur", "incorrect_data"))), max_size=12)


def mishap(house, name, unit, other):
    """What happens before somebody reports it."""
    store = house.store
    if name == "damaged label":
        house.now(store.damage, unit.inside[0])
    elif name == "missing unit":
        lost = unit.inside[-1]
        house.now(store.take_out, lost)
        house.now(store.let_go, lost, "lost")
    elif name == "wrong count" and other.box is not None:
        house.now(store.take_out, other)
        house.now(store.put_in, other, unit)


def jobs(house, name, unit, other, reason):
    """What the clerk has to report, one after the other; nothing where it makes no sense."""
    if name == "correction":
        beside = next((each for each in unit.box.inside if each is not unit), None) if unit.box else None
        if reason == "incorrect_data" and beside is not None:
            yield house.job("sample", unit, pack=beside)
            yield house.job(name, unit, other=beside, reason=reason)
        else:
            yield house.job("sample", unit, done={"take"})
            yield house.job(name, unit, reason="did_not_occur")
    elif name == "mislabelled pallet":
        if all(not pallet.away and pallet.inside for pallet in house.store.pallets):
            house.now(house.store.swap_labels, *house.store.pallets)
        yield from (house.job(name, pallet) for pallet in house.store.pallets)
    elif name != "rework" or other not in unit.inside:
        pack = unit.inside[0] if name in ("damaged label", "rework") else None
        yield house.job(name, unit, pack=pack, other=other, note="DN-1")


@settings(max_examples=40)
@given(ACTS, st.sampled_from(("same serial", "new serial")))
def test_any_sequence_of_exceptions_leaves_no_difference(acts, relabel):
    """Those that can be are led to their end, the others refused or given up; power goes in between."""
    house = Warehouse(relabel=relabel)
    for name, which, whom, lost, reason in acts:
        unit, other = choose(house, name, which), choose(house, "sample", whom)
        if unit is None or other is None:
            continue
        mishap(house, name, unit, other)
        for job in jobs(house, name, unit, other, reason):
            job.slip = Slip("reason", waits=True) if lost else None
            house.begin(job)
            house.run()
            if lost:
                house.power_off()
                house.run(1)
                house.power_on()
                house.run()
    assert (house.refused, house.differences()) == ([], [])
    assert agree(house)


def choose(house, name, number):
    """A thing that a procedure can be about and that is in the store, by a number."""
    store = house.store
    if name in ("shipping", "void shipping", "return", "mislabelled pallet"):
        return store.pallets[number % 2]
    if name in ("sample", "destroy", "correction"):
        here = [unit for unit in store.packs if free(unit)]
    else:
        here = [unit for unit in store.cases if free(unit) and len(unit.inside) > 1]
    return here[number % len(here)] if here else None


def free(unit):
    while unit is not None and not unit.away:
        unit = unit.box
    return unit is None


def agree(house):
    """Whether the site, from what it stored, has what the enterprise has."""
    holdings, history = Holdings(), house.history()
    undone = {done.declares for key, done in house.disk.items() if key.startswith("resolved:")}
    holdings.take(report().events, "A1")
    for key, done in sorted(house.disk.items()):
        if key.startswith("resolved:") and done.number not in undone:
            holdings.take(done.events, done.order, done.number)
    things = [*holdings.order]
    ours = {link(epc): link(holdings.parent(epc)) if holdings.parent(epc) else None for epc in things}
    return ours == {link(epc): history.parents.get(link(epc)) for epc in things} and (
        {link(epc) for epc in holdings.gone} == history.shipped)
