"""A scene: everything that decides how the picture of one pack's print looks, in physical units."""

import msgspec

__all__ = ["Scene"]

_UM_PER_INCH = 25_400


class Scene(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A printed code with its text, the printer and the camera it is seen by. Widths in modules are of ``x_um``."""

    content: str
    """Element string of the symbol; empty: no symbol."""
    text: str = ""
    """Human-readable text beside the symbol, lines joined by line feeds."""
    x_um: int = 380
    """Module width X in micrometres: the target of GS1 General Specifications for regulated healthcare."""
    px_per_module: int = 6
    """Camera resolution: line cameras see 5 to 8 pixels per module."""
    quiet_zone: int = 3
    """Modules around the symbol; securPharm coding rules ask for 3."""
    text_um: int = 1500
    """Height of the text's em square in micrometres; a capital is about 0.7 of it."""
    paper: float = 0.85
    """Reflectance of the unprinted board, 0 to 1."""
    ink: float = 0.05
    """Reflectance of printed ink, 0 to 1."""
    blank: float = 0
    """1: nothing was printed."""
    nozzles_per_inch: int = 300
    """Pitch of the print head across the transport."""
    dead_nozzles: float = 0
    """Neighbouring nozzles without ink, amid the symbol."""
    blur: float = 0
    """Blur beyond the lens's own, sigma of a Gaussian in modules."""
    lens: float = 0.1
    """Blur of the lens in focus, sigma of a Gaussian in modules."""

    @property
    def um_per_px(self) -> float:
        """Micrometres of pack per pixel."""
        return self.x_um / self.px_per_module

    @property
    def text_px(self) -> int:
        """Height of the text's em square in pixels."""
        return round(self.text_um / self.um_per_px)

    @property
    def gap_px(self) -> float:
        """Height of the strip that the dead nozzles leave without ink, in pixels."""
        return self.dead_nozzles * _UM_PER_INCH / self.nozzles_per_inch / self.um_per_px

    @property
    def sigma_px(self) -> float:
        """Blur of lens and defocus together, sigma of a Gaussian in pixels."""
        return float((self.lens**2 + self.blur**2) ** 0.5 * self.px_per_module)
