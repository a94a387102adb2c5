import numpy as np
import pytest

from linebench.imaging.readers.zxing import CARRIERS, ZxingReader

BARS = ("gs1-128", "ean-13", "itf-14")
DRAWN = ("gs1-datamatrix", "datamatrix", "gs1-qr", "qr-link", *BARS)


@pytest.mark.parametrize("carrier", DRAWN)
@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_every_carrier_is_read_with_its_corners(shown, off_by, carrier, angle):
    """Content, identifier and corners are those drawn, whichever way the symbol lies."""
    drawn = shown(carrier, px=2 if carrier in BARS else 8, angle=angle, size=(640, 640))
    found = ZxingReader().read(drawn.picture)
    assert (found.content, found.symbology, found.witness) == (drawn.content, drawn.aim, "zxing-cpp")
    assert off_by(found.corners, drawn.corners) <= 2


@pytest.mark.parametrize("carrier", ["gs1-datamatrix", "qr-link"])
@pytest.mark.parametrize("angle", [7, -40])
def test_corners_of_a_matrix_at_a_slant(shown, off_by, carrier, angle):
    """A matrix may lie at any angle."""
    drawn = shown(carrier, angle=angle)
    assert off_by(ZxingReader().read(drawn.picture).corners, drawn.corners) <= 3


def test_corners_of_bars_at_a_slant(shown):
    """Bars at a slant are read, but where exactly they lie is not known."""
    found = ZxingReader().read(shown("gs1-128", px=2, angle=7).picture)
    assert (found.symbology, found.corners) == ("]C1", None)


def test_narrowed_by_construction(shown):
    """A reader of one carrier does not see another; without narrowing it reads all that are drawn."""
    assert ZxingReader(["ean-13"]).read(shown("qr-link").picture) is None
    assert ZxingReader().carriers == CARRIERS


@pytest.mark.parametrize("carrier", ["gs1-datamatrix", "gs1-qr"])
def test_spoilt_is_not_missing(shown, off_by, carrier):
    """Of a symbol that cannot be decoded it is still known where it is; of none, nothing."""
    def spoil(modules):
        modules[8:16, 8:16] ^= True
        modules[12:20, 9:14] ^= True

    drawn = shown(carrier, spoil=spoil)
    reader = ZxingReader()
    assert reader.read(drawn.picture) is None
    assert off_by(reader.locate(drawn.picture), drawn.corners) <= 2
    empty = np.full((480, 640), 217, np.uint8)
    assert (reader.read(empty), reader.locate(empty)) == (None, None)


def test_all_symbols_in_view(shown):
    """Two codes in view are two reads, and a QR code is never more than one."""
    both = np.hstack([shown("gs1-datamatrix").picture, shown("qr-link").picture])
    assert sorted(read.symbology for read in ZxingReader().read_all(both)) == ["]Q1", "]d2"]
