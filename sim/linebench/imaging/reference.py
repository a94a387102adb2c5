"""The reference symbols of ISO/IEC 15426-2:2023, by which verifiers are judged, as scenes of known value.

Real conformance cards are made of these and measured ten times finer than a verifier measures. Each recipe says
which parameter it fixes, what the parameter is by construction, and how far a verifier may be off.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from linebench.imaging.drawing.exact import draw_exact
from linebench.imaging.drawing.scene import Scene
from linebench.imaging.faults.catalogue import fault
from linebench.imaging.grading import Grading, grade
from linebench.imaging.symbols import Symbol, draw

__all__ = ["RECIPES", "X_UM", "ReferenceSymbol"]

X_UM = (200, 500)
"""Module widths of the reference symbols in micrometres."""

_UM = 1000
_CONTENT = "010950110153000317271231" "10ABC123\x1d" "210000000001"
_SIZE = (26, 26)
"""28 check codewords, so that eight wrong ones leave 3/7."""
_PERIOD = 20.0
"""Of the belt's slip in X: more than one wave within the symbol, which no even grid can follow."""
_PROBE = 0.1
"""Amplitude of slip in X at which the unevenness of the grid is measured; it is proportional."""
_BROKEN = {"left": (5, 15), "bottom": (4, 11, 18), "top": range(2, 24, 2)}
"""Modules of the frame that are light where they should be dark: 2 of 26 cost the left bar one grade, 3 of 26 the
bottom bar two, and the clock track at the top loses all four: 3 + 2 + 4 + 4 + 0, a mean of 2.6.
"""


@dataclass(frozen=True, slots=True)
class ReferenceSymbol:
    """One recipe.

    Attributes:
        name: what it is.
        parameter: the one it fixes, as gradings name it; of FPD the mean of the segments' grades.
        low: the value lies at or above.
        high: the value lies at or below.
        tolerance: by which a verifier may be off; 0 for what is counted.
        symbol: what is encoded, and what the grading is told.
        scene: what is printed, at a module width in micrometres.

    """

    name: str
    parameter: str
    low: float
    high: float
    tolerance: float
    symbol: Symbol
    scene: Callable[[Symbol, int], Scene]

    def grading(self, x_um: int) -> Grading:
        """Its grading, from an exact picture at a module width in micrometres."""
        drawn = draw_exact(self.scene(self.symbol, x_um))
        return grade(drawn.picture, drawn.geometry, self.symbol, x_mm=x_um / _UM)

    def value(self, x_um: int) -> float:
        """The value of its parameter in its grading."""
        found = self.grading(x_um)[self.parameter].value
        assert found is not None
        return found


def _sound(symbol: Symbol, x_um: int) -> Scene:
    return Scene(symbol=symbol, x_um=x_um, noise=0, lens=0, px_per_module=10)


def _pale(symbol: Symbol, x_um: int) -> Scene:
    return replace(_sound(symbol, x_um), faults=(fault("ink_low", reflectance=0.55),))


def _uneven(symbol: Symbol, x_um: int) -> Scene:
    probe = _slipping(symbol, x_um, _PROBE)
    drawn = draw_exact(probe)
    found = grade(drawn.picture, drawn.geometry, symbol)["GN"].value
    assert found
    return _slipping(symbol, x_um, _PROBE * 0.69 / found)


def _slipping(symbol: Symbol, x_um: int, amplitude_x: float) -> Scene:
    slip = fault("speed_wobble", amplitude=amplitude_x * x_um / _UM, period=_PERIOD * x_um / _UM)
    return replace(_sound(symbol, x_um), faults=(slip,))


def _stretched(factor: float) -> Callable[[Symbol, int], Scene]:
    return lambda symbol, x_um: replace(_sound(symbol, x_um), faults=(fault("stretch", factor=factor),))


def _damaged(symbol: Symbol, x_um: int) -> Scene:
    modules = symbol.modules.copy()
    modules[_BROKEN["left"], 0] = modules[-1, _BROKEN["bottom"]] = modules[0, _BROKEN["top"]] = False
    return _sound(replace(symbol, modules=modules), x_um)


def _small_module(symbol: Symbol, x_um: int) -> Scene:
    return replace(_sound(symbol, x_um), faults=(fault("module_small", side=5 / 9),))


_RIGHT = draw(_CONTENT, size=_SIZE)

RECIPES = (
    ReferenceSymbol("high contrast", "SC", 0.7375, 1, 0.08, _RIGHT, _sound),
    ReferenceSymbol("low contrast", "SC", 0.25, 0.35, 0.08, _RIGHT, _pale),
    ReferenceSymbol("even grid", "GN", 0, 0.35, 0.06, _RIGHT, _sound),
    ReferenceSymbol("uneven grid", "GN", 0.66, 0.72, 0.06, _RIGHT, _uneven),
    ReferenceSymbol("nearly square", "AN", 0, 0.055, 0.02, _RIGHT, _stretched(1.05)),
    ReferenceSymbol("stretched", "AN", 0.105, 0.115, 0.02, _RIGHT, _stretched(1.1164)),
    ReferenceSymbol("8 of 28 check codewords used", "UEC", 3 / 7, 3 / 7, 0, draw(_CONTENT, size=_SIZE, wrong=8),
                    _sound),
    ReferenceSymbol("whole fixed pattern", "FPD", 4, 4, 0, _RIGHT, _sound),
    ReferenceSymbol("damaged fixed pattern", "FPD", 2.6, 2.6, 0, _RIGHT, _damaged),
    ReferenceSymbol("one dark module of 5/9 X", "contrast uniformity", 0.2275, 0.2275, 0.08, _RIGHT, _small_module),
)
"""All recipes. The last one's value follows from areas: the module fills (5/9)^2 of its own square, so 0.614 of an
aperture of 0.8 X.
"""
