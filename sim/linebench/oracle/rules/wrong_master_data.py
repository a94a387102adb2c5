"""The enterprise is told lot and expiry date of every commissioned pack."""

from bisect import bisect_right

from linebench.epcis.model import Event
from linebench.epcis.names import MASTER_DATA
from linebench.oracle.facts import Batch
from linebench.oracle.rule import Rule
from linebench.oracle.serials import PACK_SHIFT
from linebench.ports.l4 import Capture
from linebench.product.dates import last_day
from linebench.product.epc_uri import EpcUriError, elements_of_link

__all__ = ["RULE"]

_LOT, _EXPIRY = f"{{{MASTER_DATA}}}lotNumber", f"{{{MASTER_DATA}}}itemExpirationDate"
_CONTAINER = "00"


class RULE(Rule):
    """Opportunities: events that commission packs; all packs of one are of one order."""

    id = "wrong-master-data"
    title = "Every pack is commissioned at the enterprise with the lot and the expiry date of its order."
    classes = ("report",)

    def on_capture(self, capture: Capture, t: int, at: int) -> None:
        """Look at what commissions packs."""
        for event in capture.events:
            if event.type == "ObjectEvent" and event.biz_step == "commissioning" and event.epc_list:
                self._look(event, t, at)

    def _look(self, event: Event, t: int, at: int) -> None:
        try:
            epc = elements_of_link(event.epc_list[0])
        except EpcUriError:
            return
        batch = None if epc.startswith(_CONTAINER) else self._batch(epc)
        if batch is None:
            return
        self.opportunities += 1
        told = (event.ilmd.get(_LOT, "nothing"), event.ilmd.get(_EXPIRY, "nothing"))
        made = (batch.lot, last_day(batch.expiry).isoformat())
        if told != made:
            self.find(f"the site told of {epc} and {len(event.epc_list) - 1} more the lot {told[0]} and the expiry "
                      f"date {told[1]}; they are of lot {made[0]} and expire on {made[1]}", t, at=(at,))

    def _batch(self, epc: str) -> Batch | None:
        """The batch in which a pack was made, ``None`` where its code was on none."""
        pack = self.book.serials.get(self.book.serials.key(epc), 0) >> PACK_SHIFT
        batches = [batch for batch in self.book.batches if batch.first_pack]
        index = bisect_right([batch.first_pack for batch in batches], pack) - 1
        return batches[index] if pack and index >= 0 else None
