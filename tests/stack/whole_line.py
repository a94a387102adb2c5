"""What the tests of the three levels together look at: what L3 holds, and what happened on the belt."""

import msgspec

from linebench.ports.l3 import BatchReport, ObjectEvent, Report
from tests.stack.plant import ORDER

SMALL = msgspec.structs.replace(ORDER, quantity=20)


STEPS = {"commissioning": "commissioned", "decommissioning": "rejected", "sampling": "sampled",
         "destroying": "destroyed"}


def reports(plant):
    """Reports as L4 got them, checked to be without gaps and repeats."""
    got = plant.said("l3", "l4", Report, BatchReport)
    numbers = [report.sequence for report in got]
    assert numbers == sorted(set(numbers))
    return [report for report in got if isinstance(report, Report)]


def statuses(plant):
    """Last status of every pack's serial as reported, with its reason."""
    last = {}
    for report in reports(plant):
        for event in report.events:
            if isinstance(event, ObjectEvent):
                last.update((epc[18:], (STEPS[event.step], event.reason))
                            for epc in event.epcs if epc.startswith("01"))
    return last


def parents(plant):
    """Parent of every child, as the replayed packing and unpacking leaves it; children commissioned before."""
    known, tree = set(), {}
    for report in reports(plant):
        for event in report.events:
            if isinstance(event, ObjectEvent):
                known.update(event.epcs)
            elif event.action == "ADD":
                assert {event.parent, *event.children} <= known
                tree.update(dict.fromkeys(event.children, event.parent))
            else:
                for child in event.children:
                    assert tree.pop(child) == event.parent
    return tree


def finish(plant):
    """Let the batch complete, close what is open and end it; returns the balance."""
    assert plant.until(lambda: plant.shown("state") == "Complete", 20_000)
    plant.run(4_000)
    for container in ("case", "pallet"):
        plant.ask(f"close_{container}", "last one", by="supervisor")
        plant.run(500)
    assert plant.ask("end_batch") == ""
    plant.run(100)
    (balance,) = plant.said("l3", "l4", BatchReport)
    assert balance.allocated == (balance.commissioned + balance.rejected + balance.sampled + balance.destroyed
                                 + balance.returned)
    assert balance.open == 0
    return balance


def rejected_packs(plant):
    return [pack for pack, _ in plant.bin]


def serial(plant, pack):
    """Serial printed on a pack when packs are printed in order from the first."""
    return f"S{pack - 1:06d}"


def other(**fields):
    return lambda code: msgspec.structs.replace(code, **fields)
