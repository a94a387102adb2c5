"""The range in which each number of a plan makes sense. Limits that depend on other values are in ``check``."""

import msgspec

from linebench.scenario.folders import FoldersPlan
from linebench.scenario.model import (
    Batch,
    BeltPlan,
    FaultPlan,
    LinePlan,
    OperatorPlan,
    Product,
    Scenario,
    StationPlan,
)
from linebench.scenario.stack import SeatPlan, StackPlan
from linebench.units import Quantity, Temperature

__all__ = ["range_text", "within"]

_ANY = 2**63 - 1  # what a journal reader in another language can still hold
_RANGES: dict[type[msgspec.Struct], dict[str, tuple[int, int]]] = {
    BeltPlan: {"length": (1, _ANY), "ramp": (0, _ANY)},
    StationPlan: {"at": (0, _ANY)},
    OperatorPlan: {"reaction": (0, _ANY), "spread": (0, _ANY)},
    LinePlan: {"pitch": (1, _ANY), "pack_length": (1, _ANY), "encoder_pitch": (1, _ANY),
               "minimum": (1, _ANY), "nominal": (1, _ANY), "maximum": (1, _ANY)},
    Product: {
        "mass": (1, _ANY), "mass_spread": (0, _ANY), "mass_low": (1, _ANY), "mass_high": (1, _ANY),
        "case_size": (1, 10_000), "pallet_size": (1, 10_000),
        "serial_length": (1, 20),  # AI (21) holds up to 20 characters
    },
    Batch: {"quantity": (1, 100_000_000)},
    FoldersPlan: {"poll": (1_000, _ANY), "still": (0, _ANY), "limit": (1, _ANY), "again": (1, _ANY)},
    SeatPlan: {"answer_within": (1, _ANY)},
    StackPlan: {
        "scan": (1, _ANY), "field_latency": (0, _ANY), "plc_latency": (0, _ANY), "device_latency": (0, _ANY),
        "site_latency": (0, _ANY), "hmi_latency": (0, _ANY), "print_queue": (1, 10_000), "serial_low": (0, _ANY),
        "serial_block": (1, _ANY), "serial_pool": (0, _ANY), "consecutive_rejects": (1, 10_000),
        "reject_rate": (0, 10_000), "reject_rate_of": (1, 10_000), "bypass_time": (1, _ANY),
        "challenge_packs": (0, 1_000),
        "report_every": (1, _ANY), "buffer_limit": (1, _ANY),
    },
    FaultPlan: {"start": (0, _ANY), "end": (1, _ANY), "packs": (1, _ANY), "probability": (0, 1_000_000)},
    Scenario: {"no_read": (0, 1_000_000), "seed": (0, _ANY), "duration": (1, _ANY)},
}
_SETTING = (0, _ANY)
"""A device's settings are never negative; more is their class's own affair."""
_COLDEST = (-273_150, _ANY)
"""But for temperatures."""


def within(kind: type[msgspec.Struct], name: str, value: object) -> bool:
    """Whether a field's value makes sense; always true for what is no number."""
    if isinstance(value, bool) or not isinstance(value, int):
        return True
    low, high = _range(kind, name, value)
    return low <= value <= high


def range_text(kind: type[msgspec.Struct], name: str, value: int) -> str:
    """Write the range of a field in words, in the quantity of ``value``."""
    unit = type(value) if isinstance(value, Quantity) else int
    low, high = _range(kind, name, value)
    if high == _ANY and value <= high:
        return "more than 0" if low == 1 else f"{unit(low)} or more"
    return f"{unit(low)} to {unit(high)}"


def _range(kind: type[msgspec.Struct], name: str, value: int) -> tuple[int, int]:
    return _RANGES.get(kind, {}).get(name, _COLDEST if isinstance(value, Temperature) else _SETTING)
