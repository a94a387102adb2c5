import numpy as np
import pytest

from linebench.imaging.readers import dmtx
from linebench.imaging.readers.code_read import ReaderError
from linebench.imaging.readers.dmtx import DmtxError, DmtxReader


@pytest.mark.parametrize("shrink", [1, 2])
@pytest.mark.parametrize("carrier", ["gs1-datamatrix", "datamatrix"])
@pytest.mark.parametrize("angle", [0, 10, 90, 180, -37])
def test_data_matrix_is_read_with_its_corners(shown, off_by, shrink, carrier, angle):
    """Content with separators, FNC1 or its absence, and corners, whichever way the symbol lies."""
    drawn = shown(carrier, angle=angle, blur=0.8)
    reader = DmtxReader(shrink=shrink)
    found = reader.read(drawn.picture)
    assert (found.content, found.symbology, found.witness) == (drawn.content, drawn.aim, reader.name)
    assert off_by(found.corners, drawn.corners) <= 4


def test_spoilt_is_not_missing(shown, off_by):
    """Of a symbol that cannot be decoded it is still known where it is; of none, nothing."""
    def spoil(modules):
        modules[8:20, 8:16] ^= True

    drawn, empty, reader = shown(spoil=spoil), np.full((480, 640), 217, np.uint8), DmtxReader()
    assert reader.read(drawn.picture) is None
    assert off_by(reader.locate(drawn.picture), drawn.corners) <= 4
    assert (reader.read(empty), reader.locate(empty)) == (None, None)


def test_the_effort_is_bounded_by_what_is_tried(monkeypatch):
    """Stripes, which lead libdmtx's own search round for minutes, are given up after a set number of starts."""
    starts = []
    scanner = dmtx._scanner
    monkeypatch.setattr(dmtx, "_scanner", lambda lib: lambda *point: starts.append(point) or scanner(lib)(*point))
    stripes = np.repeat(np.tile(np.uint8([20, 20, 217, 217]), 120)[:, None], 640, axis=1)
    counts = []
    for _ in range(2):
        starts.clear()
        assert DmtxReader().read(stripes) is None
        counts.append(len(starts))
    assert counts[0] == counts[1] <= len(dmtx._points(320, 240, 16))


def test_missing_libdmtx(monkeypatch):
    """Without the carried and the system's library one message says what to install."""
    monkeypatch.setattr(dmtx.importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(dmtx, "find_library", lambda _: None)
    with pytest.raises(DmtxError) as caught:
        dmtx._library()
    assert str(caught.value) == (
        "no libdmtx found; expected it in the package arbez-dmtx or in the system "
        "(Debian and Ubuntu: libdmtx0b or libdmtx0t64; Homebrew: libdmtx)")


def test_the_systems_library_is_the_alternative(monkeypatch):
    """Where no package carries libdmtx, the system's is used."""
    monkeypatch.setattr(dmtx.importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(dmtx, "find_library", lambda name: f"lib{name}.so.0")
    assert dmtx._library() == "libdmtx.so.0"


def test_the_guard_is_an_error_of_the_bench(monkeypatch, shown):
    """A decoder that the wall-clock guard stops never looks like a no-read."""
    monkeypatch.setattr(dmtx, "_GUARD_S", 0)
    with pytest.raises(ReaderError, match=r"^libdmtx took more than 0 s for one picture"):
        DmtxReader().read(shown().picture)
