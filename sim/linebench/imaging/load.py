"""Pictures from files: 8-bit grey or a clear message.

Nothing is converted on the way but one bit to eight: which grey a colour stands for depends on the light that the
camera saw it in, so whoever has a colour picture must decide that.
"""

import io
import warnings
from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

from linebench.imaging.picture import Picture

__all__ = ["LEAST_SIDE", "MOST_PIXELS", "PictureError", "load"]

LEAST_SIDE = 16
"""Pixels. The smallest symbol, 10 x 10, has 20 at the two pixels a module that no reader goes below."""
MOST_PIXELS = 50_000_000
"""More than any line camera has; a file that claims more must not fill the memory."""

_GREY, _BILEVEL = "L", "1"
_DEEP = ("I", "F")


class PictureError(ValueError):
    """A file that holds no picture to work with. The message says which, what was found and what to do."""


def load(path: Path) -> Picture:
    """The grey picture in a PNG, BMP, TIFF, JPEG, PGM or other file that Pillow reads.

    Raises:
        PictureError: no such file, no picture, a damaged one, too small or too large, colour, or 16 bits a pixel.

    """
    name = path.as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PictureError(f"{name}: {error.strerror}; expected a picture file; check the path") from None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the size is checked below
        return _decoded(data, name)


def _decoded(data: bytes, name: str) -> Picture:
    try:
        with Image.open(io.BytesIO(data)) as image:
            _check(image, name)
            return np.array(image.convert(_GREY), dtype=np.uint8)
    except PictureError:
        raise
    except Image.DecompressionBombError:
        problem = f"found a picture far above {MOST_PIXELS} pixels; expected at most that many; cut out the code"
    except UnidentifiedImageError:
        problem = "found no picture in it; expected a file such as PNG, BMP, TIFF or JPEG"
    except (OSError, SyntaxError, ValueError) as error:  # Pillow tells damage in all three ways
        problem = f"the picture is damaged ({error}); expected a whole file; copy or take it again"
    raise PictureError(f"{name}: {problem}")


def _check(image: Image.Image, name: str) -> None:
    width, height = image.size
    convert = f"expected 8-bit grey; convert it with: magick {name} -colorspace Gray -depth 8 grey.png"
    if min(width, height) < LEAST_SIDE:
        raise PictureError(f"{name}: found {width}x{height} pixels; expected at least {LEAST_SIDE} each way; use a "
                           "picture in which a module has two pixels or more")
    if width * height > MOST_PIXELS:
        raise PictureError(f"{name}: found {width}x{height} pixels; expected at most {MOST_PIXELS} in all; cut out "
                           "the code")
    if image.mode.startswith(_DEEP):
        raise PictureError(f"{name}: found more than 8 bits a pixel (mode {image.mode}); {convert}")
    if image.mode not in (_GREY, _BILEVEL):
        raise PictureError(f"{name}: found colour (mode {image.mode}); {convert}")
