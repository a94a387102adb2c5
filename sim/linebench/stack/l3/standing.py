"""How things stand with an order, for a line that was restored from a backup and knows less than the site."""

from collections.abc import Mapping
from typing import Any

from linebench.ports.l3 import AskStanding, Report, Serials, Standing

__all__ = ["standing_of"]


def standing_of(asked: AskStanding, kept: Mapping[str, Any], answers: Mapping[int, Serials], gtin: str, *,
                finished: bool) -> Standing:
    """Everything of the order that came behind what the line knows. ``kept``: the store, with every document;
    ``answers``: serial numbers given out, by request; ``gtin``: that of the order.
    """
    reports = sorted((each for each in kept.values() if type(each) is Report and each.order == asked.order
                      and each.sequence > asked.sequence), key=lambda report: report.sequence)
    blocks = tuple(answers[number] for number in sorted(answers)
                   if number > asked.request and answers[number].gtin == gtin)
    return Standing(asked.order, kept.get("last", 0), max(answers, default=0), finished, tuple(reports), blocks)
