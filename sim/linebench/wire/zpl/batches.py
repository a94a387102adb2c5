"""Labels on their way to the print head: formats in the receive buffer, each with its number of labels."""

from collections import deque
from collections.abc import Mapping

from linebench.ports.packer import LabelOrder
from linebench.wire.printers.core import PrinterCore
from linebench.wire.side import Effect, Heard, Noted
from linebench.wire.zpl.contents import Contents, read_label
from linebench.wire.zpl.labels import Label
from linebench.wire.zpl.profile import ZplProfile

__all__ = ["Batches"]


class _Batch:
    def __init__(self, label: Label) -> None:
        self.label = label
        self.ordered = 0
        self.left = label.quantity


class Batches:
    """Formats to be printed, oldest first. The core's queue is fed label by label as it has places."""

    def __init__(self, profile: ZplProfile, core: PrinterCore) -> None:
        self._profile, self._core = profile, core
        self._batches: deque[_Batch] = deque()

    @property
    def remaining(self) -> int:
        """Labels left in the batch that is printed."""
        return self._batches[0].left if self._batches else 0

    @property
    def behind(self) -> int:
        """Formats behind it."""
        return max(len(self._batches) - 1, 0)

    @property
    def full(self) -> bool:
        """No further format has a place."""
        return len(self._batches) >= self._profile.depth + self._profile.buffer

    def add(self, label: Label, out: list[Effect]) -> None:
        """A format is to be printed."""
        if self.full:
            out.append(Noted("full", f"a format, and {len(self._batches)} wait; it is lost"))
            return
        self._batches.append(_Batch(label))
        self.feed(out)

    def feed(self, out: list[Effect]) -> None:
        """Order labels while the queue has places."""
        for batch in list(self._batches):
            while batch.ordered < batch.label.quantity and self._core.places > 0:
                batch.ordered += 1
                self._order(batch, out)
        self._drop_finished()

    def printed(self, labels: int) -> bool:
        """So many labels were printed; whether a batch is finished by that."""
        finished = False
        for _ in range(labels):
            if self._batches:
                self._batches[0].left -= 1
                finished = self._drop_finished() or finished
        return finished

    def clear(self) -> None:
        """Forget all formats."""
        self._batches.clear()

    def _drop_finished(self) -> bool:
        before = len(self._batches)
        while self._batches and self._batches[0].left <= 0:
            self._batches.popleft()
        return len(self._batches) < before

    def _order(self, batch: _Batch, out: list[Effect]) -> None:
        label = batch.label
        contents = read_label(label, batch.ordered - 1)
        if contents.sscc and self._profile.container:
            self._order_container(label, contents.sscc, out)
            self._finish(batch)
            return
        if contents.problem or not contents.serial:
            out.append(Noted("unreadable", contents.problem or "an SSCC, and the unit labels no containers"))
        elif self._profile.text == "compared" and contents.unstated:
            out.append(Noted("text", f"no text states {', '.join(contents.unstated)} of {contents.code!r}"))
        places = self._core.places
        out.extend(self._core.select(label.job or label.name or "label").effects)
        out.extend(self._core.record(self._values(contents)).effects)
        if self._core.places == places:
            self._finish(batch)  # the unit lost it: see the option ``records``

    def _finish(self, batch: _Batch) -> None:
        batch.ordered, batch.left = batch.label.quantity, 0

    def _order_container(self, label: Label, sscc: str, out: list[Effect]) -> None:
        numbered = label.trigger.isascii() and label.trigger.isdigit()
        trigger = int(label.trigger[:18]) if numbered else 0  # the label does not say on which it goes
        out.append(Heard(LabelOrder(self._profile.container, trigger, sscc)))

    def _values(self, contents: Contents) -> Mapping[str, str]:
        fields = self._profile.fields
        if fields.code:
            return {fields.code: contents.code}
        pairs = ((fields.gtin, contents.gtin), (fields.lot, contents.lot), (fields.expiry, contents.expiry),
                 (fields.serial, contents.serial or contents.code))
        return {name: value for name, value in pairs if name}
