"""Where a symbol lies in a picture of which only the pixels are known, and what stands in it.

A decoder says what it read and gives the corners to about a pixel. That is enough to find size, turn and mirror;
then the edges of bars and clock tracks, and at last of all modules, place the grid to a few hundredths of X.
"""

from typing import NamedTuple

import numpy as np

from linebench.imaging.drawing.geometry import Floats, Geometry, centres
from linebench.imaging.grading.iso15415.sample import spot_means, x_in_px
from linebench.imaging.grading.locate.edges import edges_of, frame
from linebench.imaging.grading.locate.fit import GridWarp, fit, regridded
from linebench.imaging.grading.locate.pose import Pose, poses
from linebench.imaging.picture import Modules, Picture
from linebench.imaging.symbols.datamatrix import draw
from linebench.imaging.symbols.ecc200 import SIZES, Size, decode_codewords, matrix, read_codewords
from linebench.imaging.symbols.ecc200.reed_solomon import corrected
from linebench.imaging.symbols.symbol import Symbol, SymbolError

__all__ = ["GridWarp", "LocateError", "Located", "locate", "locate_symbol"]

_TRIED = 4
"""Poses that are fitted and decoded before giving up."""
_AGREEMENT = 0.5
"""Correlation with the frame below which a pose is none; clean ones have 0.9 and more."""
_EXPLAINED = 0.5
"""Share of edges that must lie where the fitted grid has them."""
_APERTURE_X = 0.6
_FNC1 = 232
_WHITE = np.uint8(255)
_QUIET_ZONE = (1.0, 1.0, 1.0, 1.0)


class LocateError(ValueError):
    """No symbol could be fitted to a picture. The message says what was found and what was expected."""


class Located(NamedTuple):
    """A symbol and where it lies."""

    geometry: Geometry
    symbol: Symbol


def locate(picture: Picture, corners: Floats, content: str = "", *, gs1: bool = True,
           grid: bool = True) -> Located:
    """Find the Data Matrix symbol within ``corners``.

    Args:
        picture: in grey.
        corners: outer corners of the symbol in pixels, (4, 2), in any order, good to about a pixel; a decoder's.
        content: as decoded, 0x1D for separators; without it the symbol must decode by its modules.
        gs1: whether it is GS1 content; asked only where the modules do not decode.
        grid: whether rows and columns are measured one by one, so that grid nonuniformity shows. A homography
            alone has none by its nature.

    Raises:
        LocateError: no size fits, or what stands there is another content.

    """
    found = poses(picture, np.asarray(corners, dtype=np.float64).reshape(4, 2), map(frame, SIZES.values()))
    if _inverse(found):
        return locate(_WHITE - picture, corners, content, gs1=gs1, grid=grid)
    likely = [pose for pose in found if pose.agreement >= _AGREEMENT][:_TRIED]
    for pose in likely:
        start, _ = fit(picture, pose.homography, edges_of(pose.states), rough=True)
        symbol = _read(picture, start, _size(pose), content)
        if symbol is not None:
            return _placed(picture, start, symbol, grid=grid)
    known = _drawn(content, _size(likely[0]), gs1=gs1) if likely else None
    if known is not None:
        return locate_symbol(picture, corners, known, grid=grid)
    raise LocateError(_failure(found, likely, content))


def locate_symbol(picture: Picture, corners: Floats, symbol: Symbol, *, grid: bool = True) -> Located:
    """Find a matrix symbol of which every module is known, of any kind, within ``corners``.

    Raises:
        LocateError: it does not lie there.

    """
    if symbol.linear:
        raise LocateError(f"{symbol.carrier} is a linear symbol; expected a matrix symbol")
    states = np.pad(symbol.modules.astype(np.int8), 1)
    found = poses(picture, np.asarray(corners, dtype=np.float64).reshape(4, 2), [states])
    if _inverse(found):
        return locate_symbol(_WHITE - picture, corners, symbol, grid=grid)
    if not found or found[0].agreement < _AGREEMENT:
        best = f"agrees to {found[0].agreement:.2f} at best" if found else "is finer than the picture"
        raise LocateError(f"the {symbol.carrier} symbol {best}; expected at least {_AGREEMENT}")
    start, _ = fit(picture, found[0].homography, edges_of(states), rough=True)
    return _placed(picture, start, symbol, grid=grid)


def _inverse(found: list[Pose]) -> bool:
    """Whether the symbol is light on dark: the worst pose disagrees more than the best agrees."""
    return bool(found) and found[-1].agreement < -max(_AGREEMENT, found[0].agreement)


def _size(pose: Pose) -> Size:
    return SIZES[pose.states.shape[0] - 2, pose.states.shape[1] - 2]


def _placed(picture: Picture, start: Floats, symbol: Symbol, *, grid: bool) -> Located:
    """Fit to the edges of all modules, now that they are known."""
    edges = edges_of(np.pad(symbol.modules.astype(np.int8), 1))
    homography, explained = fit(picture, start, edges, rough=False)
    if explained < _EXPLAINED:
        raise LocateError(f"only {explained:.0%} of the edges lie where the symbol has them; "
                          f"expected {_EXPLAINED:.0%}")
    if not grid:
        return Located(Geometry(homography), symbol)
    return Located(regridded(picture, homography, edges, symbol.modules.shape), symbol)


def _read(picture: Picture, homography: Floats, size: Size, content: str) -> Symbol | None:
    """The symbol that the modules carry; None if they cannot be corrected."""
    right = corrected(read_codewords(_sampled(picture, Geometry(homography), size)), size)
    if right is None:
        return None
    decoded = decode_codewords(right[0], size.rows, size.columns)
    if decoded is not None and content and decoded.content != content:
        raise LocateError(f"the symbol within the corners says {decoded.content!r}; expected {content!r}")
    gs1 = right[0][0] == _FNC1
    return Symbol(carrier="gs1-datamatrix" if gs1 else "datamatrix", aim="]d2" if gs1 else "]d1",
                  content=decoded.content if decoded else content, modules=matrix(right[0], size),
                  quiet_zone=_QUIET_ZONE, codewords=right[0], data_codewords=size.data)


def _sampled(picture: Picture, geometry: Geometry, size: Size) -> Modules:
    """The modules as they look, parted half way between the lightest and the darkest."""
    spot = _APERTURE_X * x_in_px(geometry, size.rows, size.columns)
    seen = spot_means(picture, geometry.px(centres(size.rows, size.columns)), spot)
    dark: Modules = seen < (seen.min() + seen.max()) / 2
    return dark.reshape(size.rows, size.columns)


def _drawn(content: str, size: Size, *, gs1: bool) -> Symbol | None:
    """``content`` encoded anew: for symbols beyond correction, if their encoder chose as ours does."""
    try:
        return draw(content, gs1=gs1, size=(size.rows, size.columns)) if content else None
    except SymbolError:
        return None


def _failure(found: list[Pose], likely: list[Pose], content: str) -> str:
    wanted = f"content {content!r}" if content else "any content that decodes"
    if not found:
        return f"no size of Data Matrix symbol fits the corners; expected {wanted}, at least 1.5 pixels per module"
    size = _size(found[0])
    if not likely:
        return (f"no Data Matrix symbol lies within the corners: the likeliest size, {size}, agrees to "
                f"{found[0].agreement:.2f} with its frame; expected at least {_AGREEMENT}")
    return f"a frame of {size} lies within the corners, but its modules do not read; expected {wanted}"
