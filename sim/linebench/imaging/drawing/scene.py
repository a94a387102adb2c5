"""A scene: everything that decides how the picture of one pack's print looks, in physical units."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from linebench.imaging.symbols.symbol import Symbol

if TYPE_CHECKING:
    from linebench.imaging.faults.kind import Fault

__all__ = ["Beside", "Room", "Scene"]

_UM_PER_MM = 1000
_MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Room:
    """What a label has room for, whatever stands on it: letters per line, lines, modules of the symbol's side."""

    columns: int
    lines: int
    side: int


@dataclass(frozen=True, slots=True)
class Beside:
    """A further symbol in view, right of the symbol and level with its top.

    Attributes:
        symbol: in the scene's X, printed as the other one is.
        gap: X that stay light between it and what stands left of it.

    """

    symbol: Symbol
    gap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A printed code with its text, and the camera it is seen by.

    Attributes:
        symbol: None: no symbol is printed.
        text: human-readable text left of the symbol, lines joined by line feeds.
        faults: what is wrong, in any order; ``catalogue.fault`` makes them.
        seed: of everything random in this scene's faults.
        x_um: module width X in micrometres. 380 is the target of the GS1 General Specifications for regulated
            healthcare.
        px_per_module: camera resolution; whole numbers keep print and pixels aligned.
        margin: modules left free around the symbol; securPharm coding rules ask for 3. A symbol whose own quiet
            zone is wider gets that.
        text_um: height of the text's em square in micrometres; a capital is about 0.7 of it.
        paper: reflectance of the unprinted board, 0 to 1.
        ink: reflectance of the printed ink, 0 to 1.
        nozzles_per_inch: pitch of the print head across the transport.
        lens: blur of the lens in focus, sigma of a Gaussian in modules.
        noise: of the sensor, standard deviation in grey levels.
        room: area kept for text and symbol; None: as large as they are.
        frame: width and height of the picture in pixels, the label amid it; None: the label fills it.
        others: further symbols on the label, from left to right. They are for the eye alone: faults of modules and
            places that are counted from a symbol's edge mean ``symbol``.

    """

    symbol: Symbol | None
    text: str = ""
    faults: tuple["Fault", ...] = ()
    seed: int = 0
    x_um: int = 380
    px_per_module: float = 10
    margin: float = 3
    text_um: int = 1500
    paper: float = 0.85
    ink: float = 0.05
    nozzles_per_inch: int = 300
    lens: float = 0.1
    noise: float = 4.0
    room: Room | None = None
    frame: tuple[int, int] | None = None
    others: tuple[Beside, ...] = ()

    @property
    def x_mm(self) -> float:
        """Module width in millimetres."""
        return self.x_um / _UM_PER_MM

    @property
    def nozzle_x(self) -> float:
        """Distance of two nozzles of the print head in X."""
        return _MM_PER_INCH / self.nozzles_per_inch / self.x_mm
