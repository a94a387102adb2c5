"""Pictures from files: what is 8-bit grey comes as it is, everything else is told."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from linebench.imaging.load import PictureError, load
from linebench.imaging.picture import png

RAMP = np.arange(400, dtype=np.uint8).reshape(20, 20)


@given(arrays(np.uint8, st.tuples(st.integers(1, 30), st.integers(1, 30))))
def test_png_files_hold_every_level(picture):
    """Written by us, read by another library: nothing is lost."""
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(png(picture)))), picture)


@pytest.mark.parametrize("suffix", ["png", "bmp", "tif", "pgm"])
def test_grey_files_come_as_they_are(tmp_path, suffix):
    """Whatever the format, the levels are the file's, and the array may be written to."""
    path = tmp_path / f"ramp.{suffix}"
    Image.fromarray(RAMP).save(path)
    found = load(path)
    assert np.array_equal(found, RAMP)
    assert found.flags.writeable


def test_one_bit_becomes_black_and_white(tmp_path):
    """That is the same picture, so it is no conversion to decide about."""
    Image.fromarray(RAMP > 100).save(tmp_path / "bits.png")
    assert np.array_equal(load(tmp_path / "bits.png"), np.where(RAMP > 100, 255, 0))


def _save(path, mode, size=(20, 20)):
    Image.new(mode, size).save(path)


@pytest.mark.parametrize(("make", "problem"), [
    (lambda path: _save(path, "RGB"), "found colour (mode RGB); expected 8-bit grey; convert it with: magick "),
    (lambda path: _save(path, "RGBA"), "found colour (mode RGBA)"),
    (lambda path: _save(path, "P"), "found colour (mode P)"),
    (lambda path: _save(path, "LA"), "found colour (mode LA)"),
    (lambda path: _save(path, "I;16"), "found more than 8 bits a pixel (mode I;16); expected 8-bit grey"),
    (lambda path: _save(path, "L", (15, 400)), "found 15x400 pixels; expected at least 16 each way"),
    (lambda path: _save(path, "1", (8000, 8000)), "found 8000x8000 pixels; expected at most 50000000 in all"),
    (lambda path: _save(path, "1", (20000, 20000)), "found a picture far above 50000000 pixels"),
    (lambda path: path.write_bytes(b"hello"), "found no picture in it"),
    (lambda path: path.write_bytes(b""), "found no picture in it"),
    (lambda path: path.write_bytes(png(RAMP)[:60]), "the picture is damaged ("),
    (lambda path: path.mkdir(), "Is a directory"),
    (lambda path: None, "No such file or directory; expected a picture file; check the path"),
])
def test_what_is_no_grey_picture_is_told(tmp_path, make, problem):
    """One line that names the file, what was found and what was expected."""
    path = tmp_path / "a.png"
    make(path)
    with pytest.raises(PictureError) as told:
        load(path)
    assert str(told.value).startswith(f"{path.as_posix()}: {problem}")
    assert "\n" not in str(told.value)
