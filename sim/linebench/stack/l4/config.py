"""What an enterprise repository is set up with."""

import msgspec

from linebench.epcis.model import VocabularyElement
from linebench.epcis.times import micros
from linebench.scenario.model import Scenario

__all__ = ["L4Config"]


class L4Config(msgspec.Struct, frozen=True, kw_only=True):
    """``epoch_us``: UTC of t = 0 in microseconds since 1970, for the record times of events.

    ``master_data``: of places and classes, for queries by what is within what. ``gtins``: of the products that
    partners may ask about; none: of every one.
    """

    epoch_us: int = 0
    master_data: tuple[VocabularyElement, ...] = ()
    gtins: tuple[str, ...] = ()

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> "L4Config":
        """The configuration that a scenario makes."""
        return cls(epoch_us=micros(scenario.epoch), gtins=tuple(product.gtin for product in scenario.products))
