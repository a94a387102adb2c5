"""What a journal says about single packs, and how to put it in a sentence under a picture.

Truth and claim stay apart: what happened to the pack is told as it happened, why is told with the level that
says so.
"""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from linebench.oracle.plan import forms_of
from linebench.ports.camera import Reading
from linebench.product.code_form import USUAL, CodeForm
from linebench.product.elements import ElementError, human_text, split_elements
from linebench.product.pack_code import PackCode, PackCodeError, read_known
from linebench.records import AnyRecord
from linebench.records.claim import SerialsClaimed, TracksClaimed
from linebench.records.run import Opened
from linebench.records.truth import (
    FaultBegan,
    FaultStruck,
    PackDiverted,
    PackExited,
    PackPrinted,
    PackRemoved,
    PackViewed,
)
from linebench.records.wire import Delivered

__all__ = ["PackFacts", "gather"]


class PackFacts:
    """What the records say about one pack. ``faults``: those that struck it, in words.

    ``said``: status and reason that L2 reports for the serial number in its code; ``tracked``: fate and cause
    that L1 reports for it. Both hold empty texts where nothing was said.
    """

    def __init__(self, number: int, forms: tuple[CodeForm, ...] = (USUAL,)) -> None:
        self.number = number
        self._forms = forms
        self.printed: PackPrinted | None = None
        self.viewed: PackViewed | None = None
        self.reading: Reading | None = None
        self.faults: list[str] = []
        self.end: PackDiverted | PackExited | PackRemoved | None = None
        self.said = self.tracked = ("", "")

    @property
    def stands_out(self) -> bool:
        """Whether a fault struck the pack or it was rejected."""
        return bool(self.faults) or isinstance(self.end, PackDiverted)

    @property
    def text(self) -> str:
        """The human-readable text as printed, ``""`` for none."""
        if self.printed is None:
            return ""
        return self._own_text(self.printed.content) if self.printed.text is None else self.printed.text

    def caption(self) -> str:
        """Tell which pack it is, what is wrong with it, what the camera read and where it went."""
        parts = (self._code(), f"fault: {', '.join(dict.fromkeys(self.faults))}" if self.faults else "",
                 self._seen(), self._fate())
        return f"Pack {self.number}: {'; '.join(filter(None, parts))}"

    def _code(self) -> str:
        printed = self.printed
        if printed is None or not printed.content:
            return "no code printed"
        differs = printed.text is not None and printed.text != self._own_text(printed.content)
        return f"code {_human(printed.content)}" + (", the text beside it differs" if differs else "")

    def _own_text(self, content: str) -> str:
        code = _code_of(content, self._forms) if content else None
        return code.text() if code else ""  # a code that says something else has no text that agrees with it

    def _seen(self) -> str:
        if self.viewed is None:
            return "it did not reach the camera"
        if not self.viewed.shot:
            return "the camera took no picture"
        if self.reading is None:
            return "the camera gave no answer"
        if self.reading.outcome != "read":
            return "not read by the camera"
        same = self.printed is not None and self.reading.content == self.printed.content
        return "read by the camera" if same else "the camera read another code"

    def _fate(self) -> str:
        status, reason = self.said
        if isinstance(self.end, PackDiverted):
            # a rejected copy has the serial number of a pack that is good: what L2 says is about that one
            return f"rejected (L2: {reason})" if status == "rejected" else f"rejected{self._tracked()}"
        if isinstance(self.end, PackExited):
            return "passed as a good pack" + (f" (L2: {status})" if status else "")
        if isinstance(self.end, PackRemoved):
            return f"taken from the {self.end.place}, {self.end.why}{self._tracked()}"
        return f"still on the line at the end{self._tracked()}"

    def _tracked(self) -> str:
        fate, cause = self.tracked
        said = "bad verdict of L2" if cause == "verdict" else cause
        return f" (L1: {said if fate == 'rejected' else fate})" if fate else ""


def gather(records: Iterable[AnyRecord]) -> dict[int, PackFacts]:
    """Return the facts of every pack in a journal, by its number."""
    journal = _Journal()
    for record in records:
        take = journal.takes.get(type(record))
        if take is not None:
            take(record)
    return journal.closed()


_AFTER = {"bin", "clearance"}
# Each taker gets the one record type it stands under in the table, which the table's type cannot express.
_Take: TypeAlias = Callable[..., None]


class _Journal:
    """Follows the records of one journal."""

    def __init__(self) -> None:
        self._packs: dict[int, PackFacts] = {}
        self._forms: tuple[CodeForm, ...] = (USUAL,)
        self._faults: dict[int, str] = {}
        self._triggers: dict[int, PackFacts] = {}
        self._said: dict[str, tuple[str, str]] = {}
        self.takes: dict[type, _Take] = {
            Opened: self._opened, FaultBegan: self._began, FaultStruck: self._struck,
            PackPrinted: self._printed, PackViewed: self._viewed, Delivered: self._delivered,
            TracksClaimed: self._tracked, SerialsClaimed: self._claimed,
            PackDiverted: self._ended, PackExited: self._ended, PackRemoved: self._ended,
        }

    def closed(self) -> dict[int, PackFacts]:
        """Add what L2 says about the serial numbers, and return all packs."""
        for pack in self._packs.values():
            if pack.printed is not None and pack.printed.content:
                code = _code_of(pack.printed.content, self._forms)
                epc = f"01{code.gtin}21{code.serial}" if code else ""
                pack.said = self._said.get(epc, ("", ""))
        return self._packs

    def _pack(self, number: int) -> PackFacts:
        known = self._packs.get(number)
        if known is None:
            known = self._packs[number] = PackFacts(number, self._forms)
        return known

    def _opened(self, record: Opened) -> None:
        self._forms = forms_of(record.scenario)

    def _began(self, record: FaultBegan) -> None:
        self._faults[record.fault] = f"{record.kind.replace('_', ' ')} at {record.target}"

    def _struck(self, record: FaultStruck) -> None:
        if record.pack:
            self._pack(record.pack).faults.append(self._faults[record.fault])

    def _printed(self, record: PackPrinted) -> None:
        self._pack(record.pack).printed = record

    def _viewed(self, record: PackViewed) -> None:
        pack = self._pack(record.pack)
        pack.viewed, pack.reading = record, None
        self._triggers[record.trigger] = pack

    def _delivered(self, record: Delivered) -> None:
        if isinstance(record.message, Reading) and record.message.trigger in self._triggers:
            self._triggers[record.message.trigger].reading = record.message

    def _tracked(self, record: TracksClaimed) -> None:
        for trigger, fate, cause in record.results:
            if fate != "passed" and trigger in self._triggers:
                self._triggers[trigger].tracked = (fate, cause)

    def _claimed(self, record: SerialsClaimed) -> None:
        if record.source == "l2":
            self._said.update(dict.fromkeys(record.epcs, (record.status, record.reason)))

    def _ended(self, record: PackDiverted | PackExited | PackRemoved) -> None:
        pack = self._pack(record.pack)
        # what is cleared away or taken out of the bin had its fate before
        if pack.end is None or not isinstance(record, PackRemoved) or not {record.place, record.why} & _AFTER:
            pack.end = record


def _code_of(content: str, forms: tuple[CodeForm, ...]) -> PackCode | None:
    try:
        return read_known(content, forms)
    except PackCodeError:
        return None


def _human(content: str) -> str:
    try:
        return human_text(split_elements(content)).replace("\n", " ")
    except ElementError:
        return content.replace("\x1d", "<GS>")
