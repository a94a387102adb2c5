"""The decisions the site server takes by name, each of which a mutant can replace."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from linebench.epcis.model import Event as Visible
from linebench.ports.erp import JobOrder, ProductData
from linebench.ports.l3 import Event, Report
from linebench.ports.serials import Move
from linebench.stack.access_decisions import AccessDecisions
from linebench.stack.l3.condition_decisions import ConditionDecisions
from linebench.stack.l3.office_decisions import OfficeDecisions

if TYPE_CHECKING:
    from linebench.stack.l3.holdings import Holdings
    from linebench.stack.l3.procedure import Step, Task

__all__ = ["L3Decisions"]


class L3Decisions(ConditionDecisions, OfficeDecisions, AccessDecisions):
    """What a right site server decides. One object serves one server."""

    def is_repeat(self, sequence: int, last: int) -> bool:
        """Whether a document is stored already. ``last``: sequence of the newest one stored."""
        return sequence <= last

    def allots(self, drawn: tuple[str, ...]) -> tuple[str, ...]:
        """The serials given out for a new request, of those that were drawn for it."""
        return drawn

    def allots_to(self, gtin: str, serials: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG002  # a mutant asks
        """The serials given out for one GTIN, of those that no GTIN has."""
        return serials

    def stored(self, report: Report) -> Report:
        """The report as it is stored and passed on."""
        return report

    def is_told(self, move: Move) -> bool:
        """Whether the owner of serials is told this; where serials are drawn from one."""
        return bool(move.serials)

    def is_duplicate(self, order: JobOrder, before: JobOrder) -> bool:
        """Whether an order takes the number of another one."""
        return order != before

    def is_known(self, gtin: str, products: Collection[str]) -> bool:
        """Whether an order may be taken for a GTIN; ``products``: those whose master data are there."""
        return gtin in products

    def file_fault(self, fault: str, repeats: str) -> str:  # noqa: ARG002  # a mutant asks
        """Why a file is put aside, ``""``: it goes to those that are done.

        ``fault``: what is wrong with it; ``repeats``: the file that is done and said the same.
        """
        return fault

    def fit(self, drawn: tuple[str, ...], fit: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG002  # a mutant asks
        """The serials that are taken into stock; ``fit``: those of the drawn ones that may stand on a pack."""
        return fit

    def faults(self, found: tuple[str, ...]) -> tuple[str, ...]:
        """For what an order is refused, of all that is wrong with it."""
        return found

    def may_run(self, product: ProductData) -> bool:
        """Whether orders of a product are given to a line."""
        return product.released

    def steps(self, steps: "tuple[Step, ...]") -> "tuple[Step, ...]":
        """The steps through which a person is led, of those that a procedure has."""
        return steps

    def wrong(self, why: str) -> str:
        """Why an answer of a person is asked for again; ``""``: it is taken."""
        return why

    def told(self, events: tuple[Event, ...], holdings: "Holdings") -> tuple[Event, ...]:  # noqa: ARG002  # for mutants
        """The events that are reported of a procedure which has come to its end."""
        return events

    def corrects(self, declares: int, events: tuple[Event, ...]) -> tuple[int, tuple[Event, ...]]:
        """Which report is declared erroneous (0: none), and what is reported instead."""
        return declares, events

    def remembers(self, task: "Task") -> bool:  # noqa: ARG002  # for mutants
        """Whether a procedure that was under way when power was lost goes on."""
        return True

    def reports_abandoned(self) -> bool:
        """Whether something is reported of a procedure that was abandoned."""
        return False

    def passed_on(self, events: tuple[Visible, ...]) -> tuple[Visible, ...]:
        """What the enterprise is told of a report."""
        return events

    def is_sent_again(self) -> bool:
        """Whether a capture that nobody has confirmed in time goes out once more; else it is let go."""
        return True

    def number_of(self, capture: int, time: int) -> int:  # noqa: ARG002  # for mutants
        """The number that a capture has when it goes out for the ``time``-th time."""
        return capture

    def next_of(self, waiting: Sequence[int]) -> int:
        """Which capture goes out, of those that wait."""
        return waiting[0]

    def takes_over(self, kept: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a new server takes of the store of the one whose place it takes."""
        return kept
