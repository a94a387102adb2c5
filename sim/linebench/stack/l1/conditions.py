"""The conditions of the field that stop the line, with the alarm and the PackML command of each."""

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["STOPPING"]

STOPPING: Mapping[str, tuple[str, str]] = MappingProxyType({
    "estop": ("emergency stop", "abort"),
    "guard": ("guard open", "abort"),
    "air_low": ("air pressure low", "stop"),
    "bin_full": ("bin full", "stop"),
    "bin_door": ("bin door open", "stop"),
    "printer_fault": ("printer fault", "stop"),
    "camera_series": ("camera series stop", "stop"),
    "scale_fault": ("scale fault", "stop"),
    "scale_lost": ("scale lost", "stop"),
    "l2_lost": ("line controller lost", "stop"),
})
"""Input to (alarm, command). ``scale_fault`` is no input: the program makes it from the scale's own state, and
those of lost peers from what their wires say.
"""
