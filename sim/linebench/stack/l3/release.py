"""The release of a batch: what of it may be open."""

from collections.abc import Iterable

from linebench.ports.l3 import BatchReport, ObjectEvent, Report

__all__ = ["made_of", "why_open"]

_ENDS = ("commissioned", "rejected", "sampled", "destroyed", "returned")
_PACK = "01"


def made_of(reports: Iterable[Report]) -> int:
    """How many packs the line has commissioned, by its reports, and not taken out again."""
    living: set[str] = set()
    for event in (event for report in reports for event in report.events if isinstance(event, ObjectEvent)):
        packs = [epc for epc in event.epcs if epc.startswith(_PACK)]
        if event.step == "commissioning":
            living.update(packs)
        elif event.action == "DELETE":
            living.difference_update(packs)
    return len(living)


def why_open(balance: BatchReport | None, made: int, under_way: int, waiting: int) -> str:
    """Why the reconciliation of a batch is open; ``""``: it is closed.

    Args:
        balance: what the line counted at the end of the batch; ``None``: it has not ended.
        made: packs that the line has commissioned by its reports.
        under_way: exceptions in the store that nobody has brought to their end.
        waiting: captures that the enterprise has not confirmed.

    """
    if balance is None:
        return "the line has not reported the end of the batch"
    accounted = sum(getattr(balance, name) for name in _ENDS)
    if balance.open or accounted != balance.allocated:
        return f"{balance.allocated} serial numbers were allocated and {accounted} are accounted for"
    if made != balance.commissioned:
        return f"the line counted {balance.commissioned} good packs and reported {made}"
    if under_way:
        return f"exceptions under way at the desk: {under_way}"
    return f"captures that the enterprise has not confirmed: {waiting}" if waiting else ""
