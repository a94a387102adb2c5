"""What each control level of a scenario is set up with."""

from collections.abc import Mapping

import msgspec

from linebench.levels import ErpSetup, L1Setup, L2Setup, L3Setup, L4Setup, LevelSetup, SerialsSetup
from linebench.plc_layout import packs_before_verdict, plc_layout
from linebench.product.serial_form import SerialForm
from linebench.scenario.market import ALPHABETS
from linebench.scenario.model import Product, Scenario
from linebench.stack.erp.config import PlannerConfig
from linebench.stack.l2.config import L2Config
from linebench.stack.l3.config import L3Config
from linebench.stack.l4.config import L4Config
from linebench.stack.pool import PoolConfig, PoolPlan, Random

__all__ = ["level_setups"]


def level_setups(scenario: Scenario) -> Mapping[str, LevelSetup]:
    """Return the setup of every level, by level.

    Raises:
        LayoutError: a line the PLC program cannot track on.

    """
    line = msgspec.structs.replace(L2Config.from_scenario(scenario), overrun=packs_before_verdict(scenario))
    serials = {product.gtin: _serials_of(product, scenario) for product in scenario.products}
    beside = {product.gtin: names for product in scenario.products
              if (names := scenario.form_of(product).with_serial)}
    enterprise = {"l4": L4Setup(L4Config.from_scenario(scenario))} if scenario.stack.enterprise != "none" else {}
    pool = {"serials": SerialsSetup(_pools(scenario))} if scenario.stack.draws else {}
    planner = {"erp": ErpSetup(PlannerConfig.from_scenario(scenario))} if scenario.stack.planner != "none" else {}
    return {
        **enterprise, **pool, **planner,
        "l3": L3Setup(L3Config.from_scenario(scenario), serials, beside),
        "l2": L2Setup(line),
        "l1": L1Setup(plc_layout(scenario)),
    }


def _pools(scenario: Scenario) -> PoolConfig:
    """A pool for the packs of each GTIN."""
    forms = {product.gtin: _serials_of(product, scenario) for product in scenario.products}
    return PoolConfig(pools=tuple(PoolPlan(
        form="SGTIN", criteria=(("GTIN", gtin),), size=scenario.stack.serial_pool,
        source=Random(form.length, form.alphabet)) for gtin, form in forms.items()))


def _serials_of(product: Product, scenario: Scenario) -> SerialForm:
    """What the serials of a product are like: as its market has it where that asks more than the product says."""
    market = scenario.market_of(product)
    begins, counted = (market.serial.begins, market.serial.drawn == "sequential") if market else ("", False)
    return SerialForm(product.serial_length, ALPHABETS[product.serial_characters], begins, counted)
