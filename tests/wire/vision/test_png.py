import io

from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from linebench.wire.vision import Frame
from linebench.wire.vision.png import encode_png


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 255))
@example(641, 480, 0)
def test_a_png_holds_the_pixels(width, height, first):
    """An independent reader gets the same grey picture back, whether it fits into one stored block or not."""
    pixels = bytes((first + place * place) % 251 for place in range(width * height))
    with Image.open(io.BytesIO(encode_png(Frame(1, width, height, pixels)))) as picture:
        assert (picture.mode, picture.size, picture.tobytes()) == ("L", (width, height), pixels)
