"""The defects that pictures can show: what causes them, their one parameter and its range.

Print defects act before the camera, camera defects in it. A defect's parameter is a field of the scene.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from linebench.imaging.scene import Scene

__all__ = ["CAMERA_DEFECTS", "NO_DEFECTS", "PRINT_DEFECTS", "DefectError", "DefectKind", "checked_defects",
           "with_defects"]

NO_DEFECTS: Mapping[str, float] = MappingProxyType({})
"""What a sound print or a sound camera has."""


class DefectKind(NamedTuple):
    """One kind of defect. ``low`` and ``high`` bound its parameter, both included."""

    kind: str
    summary: str
    parameter: str
    unit: str
    low: float
    high: float
    field: str
    """The field of the scene that the parameter sets."""


class DefectError(ValueError):
    """A defect that does not exist or is out of range. The message says what was found and expected."""


def _by_kind(*kinds: DefectKind) -> Mapping[str, DefectKind]:
    return MappingProxyType({kind.kind: kind for kind in kinds})


PRINT_DEFECTS = _by_kind(
    DefectKind("nozzle_dead", "Clogged nozzles or burnt dots leave a strip without ink along the transport.",
               "rows", "neighbouring nozzles", 0, 24, "dead_nozzles"),
    DefectKind("ink_low", "The cartridge ends or the print energy is wrong, so the ink is pale.",
               "reflectance", "of 1", 0, 1, "ink"),
    DefectKind("blank", "Nothing was printed: the trigger or the ink was missing.", "all", "0 or 1", 0, 1, "blank"),
)
"""Defects of the print, by kind."""

CAMERA_DEFECTS = _by_kind(
    DefectKind("blur", "The pack is out of focus.", "sigma", "module widths (Gaussian)", 0, 3, "blur"),
)
"""Defects of the picture taking, by kind."""


def with_defects(scene: Scene, print_defects: Mapping[str, float], camera_defects: Mapping[str, float]) -> Scene:
    """``scene`` struck by defects of given severity.

    Raises:
        DefectError: an unknown kind, or a parameter out of its range.

    """
    changes = {kind.field: value for kind, value in checked_defects(print_defects, camera_defects)}
    return msgspec.structs.replace(scene, **changes) if changes else scene


def checked_defects(print_defects: Mapping[str, float],
                    camera_defects: Mapping[str, float]) -> Iterator[tuple[DefectKind, float]]:
    """The kinds of the defects with their parameters, those of the print first.

    Raises:
        DefectError: an unknown kind, or a parameter out of its range.

    """
    yield from _checked(print_defects, PRINT_DEFECTS, "print")
    yield from _checked(camera_defects, CAMERA_DEFECTS, "camera")


def _checked(defects: Mapping[str, float], known: Mapping[str, DefectKind],
             plane: str) -> Iterator[tuple[DefectKind, float]]:
    for name, value in defects.items():
        kind = known.get(name)
        if kind is None:
            raise DefectError(f"{name!r} is no {plane} defect; expected one of: {', '.join(known)}")
        if not kind.low <= value <= kind.high:
            raise DefectError(f"{name} with {kind.parameter} {value:g}; expected {kind.low:g} to {kind.high:g} "
                              f"{kind.unit}")
        yield kind, value
