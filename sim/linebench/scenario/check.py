"""What a scenario's values must be to make sense together: ranges, places on belts, codes, dates."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from linebench.product.dates import is_date
from linebench.product.identifiers import CHARSET_82
from linebench.product.keys import GsKeyError, checked_gtin
from linebench.scenario.devices import check_devices
from linebench.scenario.maker import ProductPlan
from linebench.scenario.model import Batch, BeltPlan, LinePlan, Product, Scenario, StationPlan
from linebench.scenario.pool import check_pool
from linebench.scenario.stack import PARTNER, StackPlan, WirePlan

__all__ = ["Report", "check_batch", "check_line", "check_loggers", "check_maker", "check_pace", "check_product",
           "check_scenario", "check_stack", "check_station"]

_LOT = 20  # AI (10) holds up to 20 characters
_MAX_PORT = 65_535
PACES = ("auto", "virtual", "stepped", "real")
_PLC = "l1-l2"
_DIALLED = {_PLC: "l1", "l4-l3": "l4", "serials-l3": "serials"}
"""Wires that the bench may dial, and what it finds there."""
_LEVELS = ("l1", "l2", "l3", "l4", "serials", "erp")
_EPOCH = "%Y-%m-%dT%H:%M:%SZ"


class Report(Protocol):
    """Takes one problem: key path, what was found, what was expected, what to do."""

    def __call__(self, path: str, found: str, expected: str, advice: str = "correct it") -> None:
        """Take it."""


def check_station(station: StationPlan, belts: Mapping[str, BeltPlan | None], path: str, report: Report) -> None:
    """Check that a station stands on a belt that exists, and within its length."""
    if station.belt not in belts:
        report(f"{path}.belt", f"belt {station.belt!r}", f"one of {', '.join(belts) or 'no belts'}",
               "put the station on a belt of this line")
    belt = belts.get(station.belt)
    if belt and station.at > belt.length:
        report(f"{path}.at", str(station.at), f"at most {belt.length}, the length of belt {belt.id}",
               "move the station or lengthen the belt")


def check_stack(stack: StackPlan, links: Collection[str], report: Report) -> None:
    """Check that every wire joins two seats that talk, and that one of them sits elsewhere."""
    check_devices(stack, report)
    check_pool(stack, report)
    if stack.planner != "none" and "l3" in stack.remote:
        report("stack.planner", repr(stack.planner), "none beside a site that is not in the bench",
               "leave planner out, or the seat l3")
    if stack.folders.form != "none" and stack.planner == "none":
        report("stack.folders.form", repr(stack.folders.form), "none in a stack without a planner",
               'add planner = "emulated", or leave folders out')
    for wire in stack.wires:
        level, peer = f"{wire.id}-".split("-")[:2]  # behind them a wire of several connections names one of these
        if not {f"{level}>{peer}", f"{peer}>{level}"} & set(links):
            pairs = ", ".join(sorted({f"{level}-{name}" for level in _LEVELS for link in links
                                      for name in link.split(">") if level in link.split(">") and name != level}))
            report(f"stack.wire.{wire.id}", repr(wire.id), f"one of {pairs}", "name level and peer")
        elif level not in stack.remote and peer not in stack.devices and wire.id != PARTNER:
            report(f"stack.wire.{wire.id}", f"a wire of {level}, which sits in the bench",
                   f'a seat {level!r} with process = true or nature = "real"', f'add [[seat]] with id = "{level}"')
        if wire.dials and peer not in stack.devices and not _may_be_dialled(stack, wire):
            report(f"stack.wire.{wire.id}.dials", "true", "nothing, or wire l1-l2, l4-l3 or serials-l3 with host "
                   "and port of what is real, in one protocol", "everything else dials the bench")
        if wire.dials and wire.tls and wire.id == _PLC:
            report(f"stack.wire.{wire.id}.tls", repr(wire.tls), "nothing where the bench dials a PLC",
                   "leave it out: what PLCs speak has a protection of its own, or none")
        if not 0 <= wire.port <= _MAX_PORT:
            report(f"stack.wire.{wire.id}.port", str(wire.port), f"0 to {_MAX_PORT}")


def check_maker(product: ProductPlan, path: str, report: Report) -> None:
    """Check that a product is named: a blank names nothing."""
    for key in ("vendor", "product", "version"):
        if not getattr(product, key).strip():
            report(f"{path}.{key}", repr(getattr(product, key)), "a name", "write it as it stands on the product")


def _may_be_dialled(stack: StackPlan, wire: WirePlan) -> bool:
    level = _DIALLED.get(wire.id, "")
    real = level in stack.remote and stack.remote[level].nature == "real"
    return real and bool(wire.port) and not wire.also


def check_pace(scenario: Scenario, report: Report) -> None:
    """Check the pace by itself and against who sits on wires."""
    kind, _, factor = scenario.pace.partition(":")
    known = kind in PACES and (not factor or (kind == "real" and factor.isdigit() and int(factor) > 0))
    if not known:
        report("pace", repr(scenario.pace), 'auto, virtual, stepped, real or real:N, such as "real:4"')
    elif kind == "virtual" and scenario.stack.is_wired:
        report("pace", "'virtual' with a stack on wires", "stepped or real", "leave pace out or change it")
    elif kind == "stepped" and any(seat.nature == "real" for seat in scenario.stack.seats):
        report("pace", "'stepped' with a seat of nature real, which knows no simulated time", "real or real:N",
               "a peer that is not time-aware runs in real time only")


def check_loggers(line: LinePlan, stack: StackPlan, report: Report) -> None:
    """Check that loggers have somebody who hears them: nobody does over a wire."""
    for station in line.stations:
        if station.kind == "logger" and "l3" in stack.remote:
            report(f"line.station.{station.id}", "a logger, with L3 on wires", "L3 in the bench",
                   "take the logger out, or the seat of L3")


def check_line(line: LinePlan, path: str, report: Report) -> None:
    """Check the speeds and lengths of a line among each other."""
    if not line.minimum <= line.nominal <= line.maximum:
        report(f"{path}.nominal", str(line.nominal), f"{line.minimum} (minimum) to {line.maximum} (maximum)",
               "order the three rates")
    if line.pack_length >= line.pitch:
        report(f"{path}.pack_length", str(line.pack_length), f"less than the pitch, {line.pitch}",
               "packs would overlap: lengthen the pitch")
    if line.encoder_pitch > line.pitch:
        report(f"{path}.encoder_pitch", str(line.encoder_pitch), f"at most the pitch, {line.pitch}",
               "the encoder could not tell two packs apart")


def check_product(product: Product, path: str, report: Report) -> None:
    """Check a product's numbers and its GTIN."""
    if not product.mass_low <= product.mass <= product.mass_high:
        limits = f"{product.mass_low} (mass_low) to {product.mass_high} (mass_high)"
        report(f"{path}.mass", str(product.mass), limits,
               "a good pack must be within its own limits")
    try:
        checked_gtin(product.gtin)
    except GsKeyError as error:
        found, _, expected = str(error).partition("; expected ")
        report(f"{path}.gtin", found, expected, "correct the GTIN")


def check_batch(batch: Batch, products: tuple[str, ...], path: str, report: Report) -> None:
    """Check an order: its product, its lot and its expiry date."""
    if batch.product not in products:
        report(f"{path}.product", repr(batch.product), f"one of {', '.join(products) or 'no products'}",
               "name a product of this scenario")
    if not 0 < len(batch.lot) <= _LOT or not set(batch.lot) <= set(CHARSET_82):
        report(f"{path}.lot", repr(batch.lot), "1 to 20 characters of GS1 character set 82", "correct the lot")
    if not is_date(batch.expiry):
        report(f"{path}.expiry", repr(batch.expiry), "YYMMDD, a real day, or day 00 for the end of the month",
               "correct the date")


def check_scenario(scenario: Scenario, report: Report) -> None:
    """Check what concerns the scenario as a whole."""
    check_pace(scenario, report)
    try:
        datetime.strptime(scenario.epoch, _EPOCH)  # noqa: DTZ007  # the literal Z in the format is the zone
    except ValueError:
        report("epoch", repr(scenario.epoch), "UTC such as 2026-01-05T06:00:00Z")
    try:
        ZoneInfo(scenario.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        report("zone", repr(scenario.zone), "a time zone of the IANA database such as Europe/Berlin, or UTC")
