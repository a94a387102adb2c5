"""The carriers by name, with what GS1 asks of each (General Specifications section 5, for healthcare)."""

import dataclasses
import functools
import random
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from linebench.imaging.symbols import code128, datamatrix, ean13, itf14, qr
from linebench.imaging.symbols.symbol import Carrier, Symbol, SymbolError

__all__ = ["CARRIERS", "draw"]


def _data_matrix_link(content: str, *, size: tuple[int, int] | None = None, shape: str = "square",
                      wrong: int | Iterable[int] = (), chance: random.Random | None = None) -> Symbol:
    symbol = datamatrix.draw(content, gs1=False, size=size, shape=shape, wrong=wrong, chance=chance)
    return dataclasses.replace(symbol, carrier="datamatrix-link")


_MATRIX = {
    "size": "rows and columns; without it the smallest that holds the content",
    "shape": "square or rectangle",
    "wrong": "positions of codewords to print inverted, or how many to spoil",
    "chance": "where places and values of spoilt codewords come from",
}
_GS1_MATRIX = _MATRIX | {
    "fnc1": f"one of {', '.join(datamatrix.FNC1_FORMS)}; all but first are faults",
    "separator": f"{' or '.join(datamatrix.SEPARATORS)}: what stands for 0x1D",
}
_QR = {
    "level": f"error correction, {', '.join(qr.LEVELS)}, at least",
    "version": "1 to 40; without it the smallest that holds the content",
}
_BARS = {"bar_height": "height of the bars in X"}

_ALL = (
    Carrier(name="gs1-datamatrix", title="GS1 DataMatrix", aim="]d2", x_um=380, aperture=8, draw=datamatrix.draw,
            options=_GS1_MATRIX),
    Carrier(name="datamatrix", title="Data Matrix", aim="]d1", x_um=380, aperture=8,
            draw=functools.partial(datamatrix.draw, gs1=False), options=_MATRIX),
    Carrier(name="datamatrix-link", title="Data Matrix with GS1 Digital Link", aim="]d1", x_um=380, aperture=8,
            draw=_data_matrix_link, options=_MATRIX),
    Carrier(name="gs1-qr", title="GS1 QR Code", aim="]Q3", x_um=380, aperture=8, draw=qr.draw_gs1, options=_QR),
    Carrier(name="qr-link", title="QR Code with GS1 Digital Link", aim="]Q1", x_um=380, aperture=8,
            draw=qr.draw_link, options=_QR),
    Carrier(name="gs1-128", title="GS1-128", aim="]C1", x_um=254, aperture=6, draw=code128.draw, options=_BARS),
    Carrier(name="ean-13", title="EAN-13", aim="]E0", x_um=330, aperture=6, draw=ean13.draw, options=_BARS),
    Carrier(name="itf-14", title="ITF-14", aim="]I1", x_um=495, aperture=10, draw=itf14.draw,
            options=_BARS | {"bearer": "height of the bearer bars in X, 0 for none"}),
)

CARRIERS: Mapping[str, Carrier] = MappingProxyType({carrier.name: carrier for carrier in _ALL})
"""Every carrier by its name."""


def draw(content: str, carrier: str = "gs1-datamatrix", **options: object) -> Symbol:
    """The symbol of ``content`` in a carrier, with the options that the carrier lists.

    Raises:
        SymbolError: no such carrier or option, a character that the carrier cannot hold, or too much content.

    """
    kind = CARRIERS.get(carrier)
    if kind is None:
        raise SymbolError(f"{carrier!r} is no carrier; expected one of {', '.join(CARRIERS)}")
    unknown = [option for option in options if option not in kind.options]
    if unknown:
        raise SymbolError(f"{kind.title} has no option {unknown[0]!r}; expected any of {', '.join(kind.options)}")
    return kind.draw(content, **options)
