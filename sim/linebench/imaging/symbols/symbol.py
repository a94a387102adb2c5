"""A symbol: what a printer is told to put on the pack, module by module, whatever carries the data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from linebench.imaging.picture import Modules

__all__ = ["Carrier", "Symbol", "SymbolError"]


class SymbolError(ValueError):
    """Content or options that no symbol can be drawn for. The message says what was found and expected."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Symbol:
    """One symbol as encoded, before any fault of print or camera.

    Attributes:
        carrier: name of the carrier, such as ``gs1-datamatrix``.
        content: the data as a reader delivers them: separators as 0x1D, without symbology identifier and
            without the FNC1 that marks a GS1 symbol.
        aim: the symbology identifier that a reader must report, such as ``]d2``.
        modules: rows from the top, True is dark, finder and timing patterns included, quiet zone not; read-only.
            A linear symbol is a single row, one column per X.
        quiet_zone: modules that must stay light around the symbol: left, top, right, bottom.
        bar_height: of a linear symbol in X; 0 for a matrix.
        codewords: data codewords, then check codewords, as printed; empty where the carrier has none of ours.
        data_codewords: how many of ``codewords`` are data.
        wrong: positions in ``codewords`` that were made wrong on purpose.
        bearer: height in X of the bearer bars above and below a linear symbol; 0: none.

    """

    carrier: str
    content: str
    aim: str
    modules: Modules
    quiet_zone: tuple[float, float, float, float]
    bar_height: float = 0
    codewords: bytes = b""
    data_codewords: int = 0
    wrong: tuple[int, ...] = ()
    bearer: float = 0

    @property
    def linear(self) -> bool:
        """Whether the symbol is a row of bars."""
        return self.bar_height > 0

    @property
    def size(self) -> tuple[float, float]:
        """Height and width in X, without quiet zone."""
        rows, columns = self.modules.shape
        return (self.bar_height if self.linear else rows), columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """A kind of symbol and what its application standard asks for.

    Attributes:
        name: ``gs1-datamatrix``, ``ean-13``, …
        title: as people write it.
        aim: symbology identifier that readers report.
        x_um: usual module width in micrometres.
        aperture: of the measuring set-up, in thousandths of an inch, as in ``1.5/08/660``.
        draw: makes the symbol of a content; keyword options are the carrier's own (size, shape, …).
        options: the names of those options with what they mean.

    """

    name: str
    title: str
    aim: str
    x_um: int
    aperture: int
    draw: Callable[..., Symbol]
    options: Mapping[str, str]
