"""Focus: the pack stands too near or too far for the lens, or the lens is dirty."""

from linebench.imaging.drawing.view import View
from linebench.imaging.faults.kind import CodeFault, Parameter, Values

__all__ = ["FAULTS"]


def _defocus(view: View, values: Values) -> None:
    view.blur(values["sigma"])


FAULTS = (
    CodeFault(
        id="defocus", plane="camera",
        summary="The pack is out of focus: each point becomes a disc, here its Gaussian of a quarter diameter.",
        parameters=(Parameter("sigma", "X", 0, 3, 0.3, "standard deviation of the blur, besides the lens's own"),),
        moves=("MOD", "FPD", "RM", "SC"), worse=(0, 0.15, 0.24, 0.28, 0.31, 0.35, 0.45),
        source="sigma about a quarter of the blur disc's diameter; disc 0 to 1.6 X, engineering estimate",
        optics=_defocus),
)
