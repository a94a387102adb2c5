"""From grey levels to reflectance: the two-point calibration of ISO/IEC 15415 and 15416."""

import msgspec
import numpy as np
from numpy.typing import NDArray

__all__ = ["PICTURE", "Calibration"]


class Calibration(msgspec.Struct, frozen=True):
    """Two grey levels of known reflectance; in between the camera is taken as linear.

    Attributes:
        dark: grey level of the dark reference.
        light: grey level of the light reference.
        dark_reflectance: of that reference, 0..1.
        light_reflectance: of that reference, 0..1.

    """

    dark: float = 0.0
    light: float = 255.0
    dark_reflectance: float = 0.0
    light_reflectance: float = 1.0

    def __post_init__(self) -> None:
        if not self.light > self.dark or not self.light_reflectance > self.dark_reflectance:
            raise ValueError(f"calibration from dark {self.dark} ({self.dark_reflectance}) to light {self.light} "
                             f"({self.light_reflectance}); expected both to rise")

    def reflectance(self, grey: NDArray[np.float64]) -> NDArray[np.float64]:
        """Reflectance of grey levels."""
        slope = (self.light_reflectance - self.dark_reflectance) / (self.light - self.dark)
        return (grey - self.dark) * slope + self.dark_reflectance


PICTURE = Calibration()
"""Of the room's pictures: 0 is reflectance 0, 255 is reflectance 1."""
