"""What a line is about: its order and lot, and what of it is made, as L2 shows it."""

from collections.abc import Mapping

from linebench.ports.dashboard import Gauge
from linebench.ports.operator import Shown
from linebench.stack.dashboard.dial import Turn, Turned

__all__ = ["OrderDials"]

_TEXTS = {"batch": "order/number", "gtin": "order/gtin", "lot": "order/lot", "expiry": "order/expiry"}
_COUNTS = {"quantity": "order/quantity", "good": "packs/good", "rejected": "packs/rejected",
           "cases": "containers/cases", "pallets": "containers/pallets", "serials left": "serials/left"}


class OrderDials:
    """The values of the HMI that have a place on a board; others have none."""

    gauges = (*(Gauge(name, "text") for name in _TEXTS.values()),
              *(Gauge(name, "count") for name in _COUNTS.values()))

    @property
    def turns(self) -> Mapping[tuple[str, type], Turn]:
        """See ``Dials``."""
        return {("l2>hmi", Shown): self._shown}

    def _shown(self, said: Shown, t: int) -> Turned:  # noqa: ARG002  # a board keeps the time
        if said.item in _TEXTS:
            return ((_TEXTS[said.item], said.value),)
        return ((_COUNTS[said.item], int(said.value)),) if said.item in _COUNTS else ()
