"""The decisions the line controller takes by name, each of which a mutant can replace.

None of them is asked about an ordinary good pack, so a mutant costs nothing while it is off.
"""

from collections.abc import Mapping
from typing import Any

from linebench.ports.camera import CameraCounters
from linebench.ports.l3 import BatchReport, Event, Order, Report, Standing
from linebench.product.code_form import CodeForm
from linebench.stack.l2.people.decisions import PeopleDecisions

__all__ = ["L2Decisions"]


class L2Decisions(PeopleDecisions):
    """What a right line controller decides. One object serves one controller."""

    def taken(self, order: Order) -> Order:
        """The order as it is run; ``order``: as L3 gave it."""
        return order

    def delivery_fault(self, fault: str) -> str:
        """Why serial numbers are not taken; ``fault``: what is wrong with their delivery, if anything."""
        return fault

    def is_answered(self, request: int) -> bool:
        """Whether a delivery is left aside because its request was answered before; asked of such a one alone."""
        return request >= 0

    def is_cleared(self, by: str) -> bool:
        """Whether a batch may begin; ``by``: who saw the line empty since the last one, ``""`` when nobody did."""
        return bool(by)

    def end_fault(self, why: str) -> str:
        """Why a batch cannot end; ``why``: what is open of it, if anything."""
        return why

    def setup_fault(self, fault: str) -> str:
        """Why a device's set-up is not right; ``fault``: what differs between what was sent and what it tells."""
        return fault

    def form_of(self, form: CodeForm) -> CodeForm:
        """What the codes of a batch consist of; ``form``: what the master data of its product say."""
        return form

    def is_duplicate(self, serial: str) -> bool:
        """Whether a serial that was read before in this batch makes the pack bad."""
        return bool(serial)

    def verdict(self, reason: str) -> bool:
        """Whether a pack is good. ``reason``: what is wrong with it, if anything."""
        return not reason

    def text_agrees(self, read: str, expected: str) -> bool:
        """Whether the human-readable text is that of the code; asked only when they differ letter by letter."""
        return sorted(read.split("\n")) == sorted(expected.split("\n"))

    def lot_agrees(self, read: str, ordered: str) -> bool:
        """Whether the lot in a code is the one ordered."""
        return read == ordered

    def symbol_agrees(self, read: str, ordered: str) -> bool:
        """Whether the kind of symbol is the one ordered, both as AIM identifiers (ISO/IEC 15424)."""
        return read == ordered

    def commissions_at(self) -> str:
        """When a pack becomes commissioned: ``exit``, when L1 saw a verified pack leave the reject zone."""
        return "exit"

    def status_after_reject(self, reason: str) -> str:
        """Status of a serial whose pack was rejected for ``reason``."""
        return "rejected" if reason else ""

    def verdict_delay_us(self) -> int:
        """Time the controller sits on a verdict."""
        return 0

    def child_fault(self, fault: str) -> str:
        """Why a container is refused for what is in it; ``fault``: what is wrong with its contents, if anything."""
        return fault

    def label_agrees(self, read: str, ordered: str) -> bool:
        """Whether the label read back is the one ordered. ``read``: ``""`` when it could not be read."""
        return read == ordered

    def unpacked(self, children: tuple[str, ...]) -> tuple[str, ...]:
        """What leaves a container that people open, of what they take out."""
        return children

    def replacement_fault(self, fault: str) -> str:
        """Why a pack is not put into an opened case; ``fault``: what is wrong with it, if anything."""
        return fault

    def children_of(self, children: tuple[str, ...], parent: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What is reported for a closed container: (parent, children), all of them element strings."""
        return ((parent, children),)

    def in_order(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """The events of one report in the order in which they are reported: as they happened."""
        return events

    def counters_shown(self, counters: CameraCounters) -> CameraCounters:
        """What people are shown of the camera's counters."""
        return counters

    def rejects_shown(self, serials: int, unread: int) -> int:
        """How many rejected packs people are shown: those whose serial is known, and those nobody could read."""
        return serials + unread

    def balance(self, report: BatchReport) -> BatchReport:
        """The reconciliation that is reported at batch end."""
        return report

    def keeps_unanswered(self, sequence: int) -> bool:
        """Whether a document that L3 did not acknowledge is kept and sent again."""
        return sequence > 0

    def repeats_after_outage(self, waited: tuple[Report, ...]) -> tuple[Report, ...]:
        """The reports that are made a second time when the link is back; ``waited``: those it interrupted."""
        return waited[:0]

    def stops_at_limit(self, limit: int) -> bool:
        """Whether the line is stopped when ``limit`` events wait for L3; asked from then on."""
        return limit > 0

    def kept_at_end(self, kept: Mapping[str, Any]) -> Mapping[str, Any]:
        """What is written into the store at an ordered shutdown, of what a start needs to go on."""
        return kept

    def store_fault(self, why: str) -> str:
        """Why nothing can be kept, ``""`` when everything can; ``why``: what the store says."""
        return why

    def heeded(self, told: Standing) -> Standing:
        """What is made of what the site told of the time since a backup."""
        return told

    def first_unused(self, handed: int) -> int:
        """Index of the first serial that is certainly unused after a power loss; ``handed`` were perhaps sent."""
        return handed

    def stops_without(self, peer: str) -> bool:
        """Whether the line is stopped when a peer that is needed cannot be reached. ``peer``: its seat."""
        return bool(peer)

    def handed_after_loss(self, reported: int, handed: int) -> int:
        """How many records count as handed out when what waited in the printer is gone.

        ``handed``: sent, printed or not; ``reported``: those of them that the printer reported as printed.
        """
        return max(reported, handed)

    def roles_for(self, action: str, roles: frozenset[str]) -> frozenset[str]:  # noqa: ARG002  # a mutant asks
        """The roles that may ask for an action; ``roles``: those of the role matrix."""
        return roles

    def role_of(self, by: str, role: str | None) -> str | None:  # noqa: ARG002  # a mutant asks
        """The role under which a user is heard; ``role``: that of the list of users, ``None`` for a stranger."""
        return role

    def meant(self, code: str, likely: str) -> str:  # noqa: ARG002  # a mutant asks
        """The code that is acted on when one was scanned that is of no pack of the batch.

        ``likely``: that of the pack which is the likely one, ``""`` when none is.
        """
        return code

    def kept_under(self, by: str, before: str) -> str:  # noqa: ARG002  # a mutant asks
        """Under whose name a request is kept; ``before``: under whose the one before it was."""
        return by

    def asks_for_challenge(self, packs: int) -> bool:
        """Whether production waits for a challenge. ``packs``: known bad ones that it has, 0 for none."""
        return packs > 0

    def report_delay_us(self, period_us: int, *, closing: bool) -> int:
        """When what became certain is reported: at once at the closing of a container, else every period."""
        return 0 if closing else period_us
