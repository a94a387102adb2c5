"""The batch that is being run: the order and what follows from it."""

from collections.abc import Collection, Iterable
from itertools import takewhile

from linebench.ports.l3 import Order
from linebench.product.code_form import CodeForm
from linebench.product.elements import SEPARATOR
from linebench.product.pack_code import PackCode
from linebench.stack.l2.book import COMMISSIONED, SAMPLED, SerialBook
from linebench.stack.l2.config import Recipe

__all__ = ["Batch"]

_GAP = "\0"


class Batch:
    """Order, recipe, serial book and containers of one batch.

    ``form``: what its codes consist of; ``prefix``: what every right code begins with, up to its serial;
    ``text_head`` and ``text_tail`` surround the serial in the human-readable text. ``parents``: container of each
    child, both as element strings. ``held``: children of containers that were refused, with the word of those; they
    are commissioned, and nothing may pack them any more. ``labels``: SSCCs used. ``opened``: the case that
    people took a pack out of last and put none in since. ``earlier``: serials of this product in batches before.
    """

    __slots__ = ("_ends", "book", "cases", "closed", "earlier", "epc_prefix", "form", "held", "labels", "opened",
                 "order",
                 "pallets", "parents", "prefix", "recipe", "text_head", "text_tail")

    def __init__(self, order: Order, recipe: Recipe, form: CodeForm | None = None) -> None:
        self.order = order
        self.recipe = recipe
        self.form = form = recipe.form if form is None else form
        sample = PackCode(order.gtin, order.expiry, order.lot, _GAP, form)
        self.prefix, _, tail = sample.content().partition(_GAP)
        self._ends = not tail and not form.with_serial  # the serial is the end of a right code
        self.text_head, _, self.text_tail = sample.text().partition(_GAP)
        self.epc_prefix = f"01{order.gtin}21"
        self.book = SerialBook()
        self.earlier: Collection[str] = ()
        self.parents: dict[str, str] = {}
        self.held: dict[str, str] = {}
        self.closed: dict[str, tuple[str, ...]] = {}
        self.cases = self.pallets = self.labels = 0
        self.opened = ""

    def good(self) -> int:
        """Packs that left the line as good, whatever became of them later."""
        counts = self.book.counts
        return counts[COMMISSIONED] + counts[SAMPLED]

    def counters(self, rejected: int) -> tuple[tuple[str, int], ...]:
        """What the HMI shows of the batch; ``rejected``: packs."""
        counts = self.book.counts
        return (("good", counts[COMMISSIONED]), ("rejected", rejected), ("cases", self.cases),
                ("pallets", self.pallets), ("serials left", self.book.left()))

    def epc(self, serial: str) -> str:
        """The element string under which a pack is reported."""
        return self.epc_prefix + serial

    def unpacked(self) -> list[str]:
        """Packs that may be in the open case, as element strings: commissioned behind the last one that is packed.

        Packs reach the packer in the order in which they were printed, so one that was passed over is not
        there any more.
        """
        status = self.book.status
        return self._behind(self.epc_prefix + serial for serial in reversed(self.book.serials[:self.book.handed])
                            if status[serial] == COMMISSIONED)

    def unaccounted(self) -> list[str]:
        """Commissioned packs that are in no case and in no refused one, as element strings."""
        prefix = self.epc_prefix
        return [epc for serial, status in self.book.status.items() if status == COMMISSIONED
                and (epc := prefix + serial) not in self.parents and epc not in self.held]

    def unpalletized(self) -> list[str]:
        """Cases that may be on the open pallet, as element strings: closed behind the last one on a pallet."""
        return self._behind(case for case in reversed(self.closed) if self.is_case(case))

    def is_case(self, container: str) -> bool:
        """Whether this is a closed case of the batch."""
        return container in self.closed and not any(child in self.closed for child in self.closed[container])

    def _behind(self, newest_first: Iterable[str]) -> list[str]:
        """Those before the first that has a parent or is held."""
        return list(takewhile(lambda child: child not in self.parents and child not in self.held, newest_first))

    def serials_of(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """The serials in the codes of packs, ``""`` for any code that is none of this batch."""
        if not self._ends:
            return tuple([self.serial_of(code) for code in codes])
        prefix, start, status = self.prefix, len(self.prefix), self.book.status
        return tuple([serial if (serial := code[start:]) in status and code.startswith(prefix) else ""
                      for code in codes])

    def serial_of(self, content: str) -> str:
        """The serial in a code or element string of this batch, ``""`` when it is none."""
        for prefix in (self.prefix, self.epc_prefix):
            if content.startswith(prefix) and content[len(prefix):] in self.book.status:
                return content[len(prefix):]
        serial = content[len(self.prefix):].partition(SEPARATOR)[0]
        return serial if serial in self.book.status and content == self.code_of(serial).content() else ""

    def code_of(self, serial: str) -> PackCode:
        """The code that the pack of a serial has to carry."""
        order = self.order
        return PackCode(order.gtin, order.expiry, order.lot, serial, self.form, self.book.beside.get(serial, ()))
