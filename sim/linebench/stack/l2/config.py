"""What a line controller is set up with."""

from collections.abc import Mapping

import msgspec

from linebench.product.code_form import USUAL, CodeForm
from linebench.product.market import SerialRule
from linebench.scenario.model import Product, Scenario
from linebench.stack.l2.people.config import PeopleConfig

__all__ = ["L2Config", "Recipe"]

_LINE_KINDS = ("packer", "palletizer")


class Recipe(msgspec.Struct, frozen=True):
    """What the line needs to know of a product beside its order. Masses in milligrams.

    ``form``: what its code consists of; ``serial``: what its market asks of a serial, ``None``: what GS1 does.
    """

    weight_low: int
    weight_high: int
    form: CodeForm = USUAL
    serial: SerialRule | None = None


class L2Config(msgspec.Struct, frozen=True, kw_only=True):
    """Site settings of one line. Times in microseconds."""

    recipes: Mapping[str, Recipe]
    """By GTIN; an order for any other GTIN is refused."""
    users: Mapping[str, str] = msgspec.field(
        default_factory=lambda: {"operator 1": "operator", "supervisor": "supervisor", "engineer": "engineer",
                                 "power supply": "utility"})
    """User to role. Anybody else is refused. ``power supply``: the uninterruptible one, when it runs on battery."""
    print_queue: int = 6
    """Records kept queued in the printer."""
    serial_low: int = 200
    """Serials left at which the next block is asked for."""
    serial_block: int = 1_000
    consecutive_limit: int = 5
    challenge_packs: int = 0
    """Known bad packs that are to be rejected before a batch is produced; 0: no challenge is asked for."""
    report_every_us: int = 5_000_000
    buffer_limit: int = 100_000
    """Events not yet acknowledged by L3 at which the line is stopped."""
    overrun: int = 0
    """Packs between the infeed and the camera's verdict: they still come when feeding is told to stop."""
    read_back: bool = False
    """Whether devices are asked for what they were set to before a batch starts."""
    packer: bool = True
    palletizer: bool = True
    camera_silent: int = 3
    """Packs in a row without a verdict from which the camera is taken to be down."""
    answer_within_us: int = 2_000_000
    """How long a device, L1 or L3 may take to answer before it is asked again or given up."""
    settle_within_us: int = 3_000_000
    """How long a closed case waits for the fates of packs that L1 has not reported yet."""
    label_within_us: int = 10_000_000
    """How long a station may take to label a container and read the label back before the container is refused."""
    people: PeopleConfig | None = None
    """Users, rights and books; ``None``: the controller keeps none, and ``users`` may do what their roles may."""

    @classmethod
    def from_scenario(cls, scenario: Scenario) -> "L2Config":
        """The configuration that a scenario's stack, products and line make."""
        stack = scenario.stack
        kinds = {station.kind for station in scenario.line.stations}
        operator = scenario.line.operator.name
        return cls(
            recipes={product.gtin: _recipe(product, scenario) for product in scenario.products},
            users={operator: "operator", "supervisor": "supervisor", "engineer": "engineer",
                   "power supply": "utility"},
            print_queue=stack.print_queue, serial_low=stack.serial_low, serial_block=stack.serial_block,
            consecutive_limit=stack.consecutive_rejects, challenge_packs=stack.challenge_packs,
            report_every_us=int(stack.report_every), buffer_limit=stack.buffer_limit,
            read_back=stack.read_back is True, packer=_LINE_KINDS[0] in kinds, palletizer=_LINE_KINDS[1] in kinds,
            people=PeopleConfig.from_scenario(scenario))


def _recipe(product: Product, scenario: Scenario) -> Recipe:
    market = scenario.market_of(product)
    return Recipe(int(product.mass_low), int(product.mass_high), scenario.form_of(product),
                  market.serial if market else None)
