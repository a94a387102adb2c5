"""Faults of the movement between pack and head, and of where the print lands: geometry, not ink.

Ranges are engineering estimates.
"""

import numpy as np

from linebench.imaging.drawing.geometry import Floats, Warp
from linebench.imaging.drawing.placing import Placing
from linebench.imaging.faults.kind import CodeFault, Parameter, Values

__all__ = ["FAULTS"]


def _stretch(placing: Placing, values: Values) -> None:
    placing.on_pack(np.diag([values["factor"], 1.0, 1.0]))


def _wobble(placing: Placing, values: Values) -> None:
    if values["amplitude"]:
        phase = placing.chance.rng.random() * 2 * np.pi
        placing.warps.append(_wave(values["amplitude"] / placing.x_mm, values["period"] / placing.x_mm, phase))


def _wave(amplitude: float, period: float, phase: float) -> Warp:
    def warp(points: Floats) -> Floats:
        moved = points.copy()
        moved[:, 0] += amplitude * np.sin(2 * np.pi / period * points[:, 0] + phase)
        return moved
    return warp


def _round(placing: Placing, values: Values) -> None:
    """Both ways. A module as wide as less than a dot could not be printed at all; it gets one dot."""
    if values["pitch"]:
        placing.warps.append(_to_dots(min(values["pitch"] / placing.x_mm, 1)))


def _to_dots(dot: float) -> Warp:
    def edge(number: Floats) -> Floats:
        return np.rint(number / dot) * dot

    def warp(points: Floats) -> Floats:
        module = np.floor(points)
        here = edge(module)
        return here + (points - module) * (edge(module + 1) - here)
    return warp


def _offset(placing: Placing, values: Values) -> None:
    along, across = values["along"] / placing.x_mm, values["across"] / placing.x_mm
    placing.on_pack(np.array([[1, 0, along], [0, 1, across], [0, 0, 1]]))


def _rotate(placing: Placing, values: Values) -> None:
    turn = np.radians(values["angle"])
    cos, sin = np.cos(turn), np.sin(turn)
    placing.on_pack(np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]]))


def _mirror(placing: Placing, _: Values) -> None:
    placing.on_pack(np.diag([-1.0, 1.0, 1.0]))


FAULTS = (
    CodeFault(
        id="stretch", plane="print",
        summary="Encoder scale, slip or wrong speed: the print is too long or too short along the transport.",
        parameters=(Parameter("factor", "of the length", 0.8, 1.25, 1.05, "length of the print; 1 is right"),),
        moves=("AN",), worse=(1, 1.04, 1.065, 1.085, 1.1, 1.115, 1.13, 1.15),
        source="engineering estimate; AN = 2 |factor - 1| / (factor + 1)", place=_stretch),
    CodeFault(
        id="speed_wobble", plane="print",
        summary="The belt slips or jerks while printing: modules are squeezed here and drawn out there.",
        parameters=(
            Parameter("amplitude", "mm", 0, 0.5, 0.1, "of the displacement along the transport"),
            Parameter("period", "mm", 4, 40, 5, "from wave to wave")),
        moves=("GN", "AN"), worse=(0, 0.06, 0.12, 0.16, 0.21, 0.25, 0.32),
        source="engineering estimate", place=_wobble),
    CodeFault(
        id="dpi_rounding", plane="print",
        summary="The module width asked for is no whole number of printer dots: modules get unequal widths.",
        parameters=(Parameter("pitch", "mm", 0, 0.25, 0.0847, "of the printer's dots; 0.0847 is 300 dpi"),),
        moves=("GN", "MOD"), source="dots of 25.4 mm / dpi; every edge of a module lies on a whole dot",
        place=_round),
    CodeFault(
        id="offset", plane="print",
        summary="Guide, trigger or head mount: the print is not where it belongs on the pack.",
        parameters=(
            Parameter("along", "mm", -10, 10, 1, "to the right, along the transport"),
            Parameter("across", "mm", -10, 10, 0, "down, across the transport")),
        source="engineering estimate; a matter of position, not of grade", place=_offset),
    CodeFault(
        id="rotation", plane="print",
        summary="The pack is skewed or the head is not mounted square: the print is turned about the symbol.",
        parameters=(Parameter("angle", "deg", -180, 180, 3, "clockwise"),),
        source="engineering estimate; a matter of position, not of grade", place=_rotate),
    CodeFault(
        id="mirror", plane="print",
        summary="The print is mirrored along the transport, as on the back of a transparent label.",
        verdict="reject", reason="mirrored", source="engineering estimate", place=_mirror),
)
