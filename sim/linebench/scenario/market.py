"""Markets of a scenario: built from their files, checked by themselves, and held against products and orders."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

import msgspec

from linebench.product.code_form import USUAL
from linebench.product.elements import ElementError, association_faults, write_elements
from linebench.product.identifiers import IDENTIFIERS
from linebench.product.market import (
    CHARACTERS,
    SITE_LEVELS,
    STATES,
    CodeRule,
    ExpiryRule,
    Market,
    ReportRule,
    ReuseRule,
    SerialRule,
)
from linebench.product.serials import SERIAL_ALPHABET, SerialError, guess_odds
from linebench.scenario.build import Builder, nearest
from linebench.scenario.check import Report
from linebench.scenario.model import Batch, Product, Scenario
from linebench.scenario.tree import Table

__all__ = ["ALPHABETS", "build_market", "check_market", "check_marketed", "check_order", "check_shown"]

ALPHABETS: Mapping[str, str] = {"readable": SERIAL_ALPHABET, **CHARACTERS}
"""What serials of a product are made of, by the word in its file."""
_PARTS: Mapping[str, type[msgspec.Struct]] = {
    "code": CodeRule, "serial": SerialRule, "reuse": ReuseRule, "expiry": ExpiryRule, "report": ReportRule}
_VARYING = ("01", "10", "17", "21")
"""Elements whose values an order and its serials give."""
_LONGEST = 20
_BEST = 4
_CRYPTO = ("91", "92")
"""What can be made up to go with a serial."""
_SYMBOL = "gs1-datamatrix"
_SPOILS = {"lot_wrong": "10", "stale_field": "10", **dict.fromkeys(
    ("expiry_wrong", "expiry_past", "expiry_month", "expiry_day"), "17")}
"""Faults that make a single element wrong: which."""
_SPOKEN = ("native",)
"""Dialects in which a printer is told more than the usual four fields."""


def build_market(table: Table, builder: Builder, path: str) -> Market | None:
    """Build a market; ``None`` when a problem was noted."""
    parts = {name: builder.struct(kind, _table(table, name), f"{path}.{name}") for name, kind in _PARTS.items()}
    market = builder.struct(Market, table, path, parts, _PARTS)
    if market is None or None in parts.values():
        return None
    before = len(builder.problems)
    if path != f"market.{market.id}":
        builder.wrong(f"{path}.id", repr(market.id), f"{path.removeprefix('market.')!r}, as its file is called")
    check_market(market, path, builder.wrong)
    return market if len(builder.problems) == before else None


def _table(table: Table, name: str) -> Table:
    node = table.items.get(name)
    return node if isinstance(node, Table) else Table(table.place)


def check_market(market: Market, path: str, report: Report) -> None:
    """Check that what a market asks can be at all."""
    _check_code(market.code, f"{path}.code", report)
    _check_serial(market.serial, f"{path}.serial", report)
    for state, levels in market.authority.items():
        if state not in STATES:
            report(f"{path}.authority.{state}", f"the state {state!r}", f"one of {', '.join(STATES)}",
                   nearest(state, STATES))
        if not levels.split():
            report(f"{path}.authority.{state}", "nobody", f"levels such as {', '.join(SITE_LEVELS)}")
    for key in market.unsure:
        part, _, name = key.partition(".")
        if name not in _keys_of(part) and (part != "authority" or name not in STATES):
            report(f"{path}.unsure", f"the key {key!r}", "keys of this file, such as serial.longest")


def _keys_of(part: str) -> tuple[str, ...]:
    return _PARTS[part].__struct_fields__ if part in _PARTS else ()


def _check_code(code: CodeRule, path: str, report: Report) -> None:
    if not 0 <= code.grade <= _BEST:
        report(f"{path}.grade", str(code.grade), "0 to 4, as ISO/IEC 15415 grades")
    for name in ("elements", "text", "stated", "with_serial"):
        for ai in getattr(code, name):
            if ai not in IDENTIFIERS:
                report(f"{path}.{name}", repr(ai), "application identifiers such as 01")
            elif name != "elements" and ai not in code.elements:
                report(f"{path}.{name}", f"({ai})", f"one of {', '.join(code.elements)}, which are in the code")
    if not code.elements or not set(code.elements) <= IDENTIFIERS.keys():
        return
    for fault in association_faults((ai, "") for ai in code.elements):
        found, _, expected = fault.partition("; expected ")
        report(f"{path}.elements", found, expected, "change what stands in the code")
    for ai in sorted(set(code.elements) - {*_VARYING, *code.stated, *code.with_serial}):
        report(f"{path}.elements", f"({ai})", "who says its value: the product (stated) or with each serial",
               f'add "{ai}" to stated or to with_serial')
    if not set(code.with_serial) <= set(_CRYPTO):
        report(f"{path}.with_serial", f"{', '.join(code.with_serial)}", f"some of {', '.join(_CRYPTO)}",
               "nothing else can be made up beside a serial")


def _check_serial(serial: SerialRule, path: str, report: Report) -> None:
    if not 1 <= serial.shortest <= serial.longest <= _LONGEST:
        report(f"{path}.longest", f"{serial.shortest} to {serial.longest} characters",
               f"1 to {_LONGEST}, the shortest first", "AI (21) holds no more")
    if not set(serial.begins) <= set(CHARACTERS[serial.characters]) or len(serial.begins) >= serial.shortest:
        report(f"{path}.begins", repr(serial.begins), f"{serial.characters}, fewer than {serial.shortest}")
    if serial.guess < 0:
        report(f"{path}.guess", str(serial.guess), "0 or more")


def check_marketed(product: Product, market: Market, path: str, report: Report) -> None:
    """Check that a product is what its market asks: its numbers and its serials."""
    for ai in market.code.stated:
        _check_stated(product, ai, market, path, report)
    for ai in sorted(product.code.keys() - set(market.code.stated)):
        report(f"{path}.code.{ai}", f"({ai})", f"{_listed(market.code.stated)}, as market {market.id} has it",
               "leave it out or name another market")
    rule = market.serial
    if not rule.shortest <= product.serial_length <= rule.longest:
        lengths = f"{rule.shortest} to {rule.longest}" if rule.shortest < rule.longest else str(rule.longest)
        report(f"{path}.serial_length", str(product.serial_length), f"{lengths}, as market {market.id} has it",
               "change the length")
    alphabet = ALPHABETS[product.serial_characters]
    if not set(alphabet) <= set(CHARACTERS[rule.characters]) and rule.drawn != "sequential":
        report(f"{path}.serial_characters", repr(product.serial_characters),
               f"{rule.characters}, as market {market.id} has it", "choose other characters")


def _check_stated(product: Product, ai: str, market: Market, path: str, report: Report) -> None:
    value = product.code.get(ai)
    if value is None:
        report(f"{path}.code.{ai}", "nothing", f"the {IDENTIFIERS[ai].title} number, AI ({ai}), which market "
               f"{market.id} asks for", f'add code = {{ {ai} = "…" }}')
        return
    try:
        write_elements([(ai, value)])
    except ElementError as error:
        found, _, expected = str(error).removeprefix("element 1: found ").partition(", expected ")
        report(f"{path}.code.{ai}", found, expected)


def check_order(batch: Batch, product: Product, market: Market, report: Report) -> None:
    """Check that an order can be made for the market of its product."""
    path = f"batch.{batch.order}"
    if batch.expiry.endswith("00") and not market.expiry.day_zero:
        report(f"{path}.expiry", repr(batch.expiry), f"a day from 01, as market {market.id} has it",
               "name the last day of the month")
    rule = market.serial
    signs = CHARACTERS["digits"] if rule.drawn == "sequential" else ALPHABETS[product.serial_characters]
    try:
        odds = guess_odds(batch.quantity, length=product.serial_length - len(rule.begins), alphabet=signs)
    except SerialError as error:
        report(f"product.{product.name}.serial_length", str(error), "longer serials")
        return
    if odds <= rule.guess:
        report(f"product.{product.name}.serial_length",
               f"{product.serial_length} characters: one guess in {odds:,} hits one of {batch.quantity:,} serials",
               f"fewer than one in {rule.guess:,}, as market {market.id} has it", "use longer serials")


def check_shown(scenario: Scenario, report: Report) -> None:
    """Check orders against markets, and that the line and its wires can show what a market asks."""
    products = {product.name: product for product in scenario.products}
    for batch in scenario.batches:
        product = products.get(batch.product)
        market = product and scenario.market_of(product)
        if product and market:
            check_order(batch, product, market, report)
    _check_faults(scenario, report)
    for product in scenario.products:
        for found, expected, advice in _not_shown(product, scenario):
            report(f"product.{product.name}.market", found, expected, advice)


def _check_faults(scenario: Scenario, report: Report) -> None:
    """Check that what faults make wrong stands in the codes of the products that are ordered."""
    ordered = {batch.product for batch in scenario.batches}
    products = [product for product in scenario.products if product.name in ordered]
    for number, fault in enumerate(scenario.faults, 1):
        ai = _SPOILS.get(fault.kind)
        lacking = [product.name for product in products if ai and ai not in scenario.form_of(product).elements]
        if lacking:
            report(f"fault.{number}.kind", f"{fault.kind} with {', '.join(lacking)}, which have no ({ai}) in their "
                   "code", "a fault of what is in the code", "order other products, or leave the fault out")


def _not_shown(product: Product, scenario: Scenario) -> Iterator[tuple[str, str, str]]:
    """What of a market the bench's line cannot show: found, expected, advice."""
    market = scenario.market_of(product)
    if market is None:
        return
    code, who = market.code, f"market {market.id}, which asks for"
    if code.symbol != _SYMBOL:
        yield (f"{who} the symbol {code.symbol}", f"{_SYMBOL}, which is what printer and camera of a line know",
               "name a market with that symbol")
    elif not {"01", "21"} <= set(code.elements):
        yield (f"{who} the elements {', '.join(code.elements) or 'of no GS1 element string'}",
               "a code with (01) and (21), by which a line knows its packs", "name another market")
    elif scenario.form_of(product) != USUAL:
        printers = [wire for wire in scenario.stack.wires if wire.id.endswith("-printer")]
        for dialect in sorted({wire.dialect for wire in printers} - set(_SPOKEN)):
            yield (f"{who} {', '.join(code.elements)}, on a wire l2-printer in {dialect}",
                   f"a dialect that carries more than the usual four fields: {', '.join(_SPOKEN)}",
                   "let L2 speak native messages, or choose a product with the usual code")


def _listed(ais: Iterable[str]) -> str:
    text = ", ".join(chain(ais))
    return f"one of {text}" if text else "nothing"
