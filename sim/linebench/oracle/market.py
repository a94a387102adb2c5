"""What the markets of a world ask of the serials that are given out and printed in it."""

from linebench.oracle import policy
from linebench.oracle.plan import World
from linebench.oracle.serials import ALLOCATED
from linebench.product.code_form import Columns, Pairs, pairs_of
from linebench.product.elements import ElementError, split_elements
from linebench.product.market import Market

__all__ = ["MarketBook"]


class MarketBook:
    """Serials held against markets; nothing is, in a world that names none.

    Attributes:
        shared_by_none: serials of which no two GTINs may have the same, and have not.

    """

    def __init__(self, world: World) -> None:
        self._world = world
        self.shared_by_none = 0
        self._markets: dict[str, Market | None] = {}
        self._owners: dict[str, str] = {}   # of serials of markets where no two GTINs may share one
        self._unfit: set[str] = set()       # the ledger's names of serials that are not as their market has them
        self._beside: dict[str, Pairs] = {}  # what was given out with a serial, by the ledger's name of it

    def market(self, gtin: str) -> Market | None:
        """The market of a GTIN, ``None`` where none is known."""
        if gtin not in self._markets:
            self._markets[gtin] = self._world.market("", gtin)
        return self._markets[gtin]

    def given(self, gtin: str, keys: list[str], serials: tuple[str, ...], extra: Columns) -> list[tuple[str, str]]:
        """Serials were given out. Returns those that another GTIN has where that must not be: (serial, GTIN)."""
        market = self.market(gtin)
        if market is None:
            return []
        matches = market.serial.pattern.fullmatch
        self._unfit.update(key for key, serial in zip(keys, serials, strict=True) if not matches(serial))
        if extra:
            self._beside.update(zip(keys, pairs_of(extra, len(keys)), strict=True))
        return [] if market.reuse.scope == "gtin" else self._shared(gtin, serials)

    def flags(self, key: str, content: str, state: int) -> int:
        """What a code on a pack has against it; ``state``: what is known of its serial."""
        if state & ALLOCATED and not self._unfit and not self._beside:
            return 0
        return self._flags(key, content, state) if self._world.markets else 0

    def _flags(self, key: str, content: str, state: int) -> int:
        try:
            fields = dict(split_elements(content))
        except ElementError:
            return 0  # which is told otherwise
        gtin, serial = fields.get("01", ""), fields.get("21", "")
        market = self.market(gtin)
        strange = not state & ALLOCATED and market is not None and not market.serial.fits(serial)
        given = self._beside.get(key, ())
        wrong = any(fields.get(ai) != value for ai, value in given)
        return (policy.UNFIT if strange or key in self._unfit else 0) | (policy.FORM if wrong else 0)

    def _shared(self, gtin: str, serials: tuple[str, ...]) -> list[tuple[str, str]]:
        owners = self._owners
        found = [(serial, owner) for serial in serials if (owner := owners.setdefault(serial, gtin)) != gtin]
        self.shared_by_none += len(serials) - len(found)
        return found
