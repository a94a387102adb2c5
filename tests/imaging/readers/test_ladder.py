import random

import numpy as np
import pytest
import zxingcpp

from linebench.imaging import Scene
from linebench.imaging.defects import NO_DEFECTS, with_defects
from linebench.imaging.layout import layout
from linebench.imaging.noise import NoisePool
from linebench.imaging.readers import dmtx
from linebench.imaging.readers.code_read import CodeRead
from linebench.imaging.readers.dmtx import DmtxError, DmtxReader
from linebench.imaging.readers.ladder import LadderReader
from linebench.imaging.readers.zxing import ZxingReader
from linebench.imaging.render import render

WITNESSES = {"zxing-cpp": ZxingReader(), "libdmtx": DmtxReader(), "libdmtx, shrink 2": DmtxReader(shrink=2)}


def code_pictures(codes, print_defects=NO_DEFECTS, camera_defects=NO_DEFECTS):
    noise = NoisePool(random.Random(5), 192, 624)
    scenes = [Scene(content=code.content(), text=code.text()) for code in codes]
    return [layout(scene).code_area(render(with_defects(scene, print_defects, camera_defects), noise))
            for scene in scenes]


@pytest.mark.parametrize("witness", WITNESSES)
@pytest.mark.parametrize(("print_defects", "camera_defects"), [
    ({}, {}), ({"ink_low": 0.4}, {}), ({}, {"blur": 0.2}), ({"ink_low": 0.3}, {"blur": 0.2}),
])
def test_both_witnesses_read_mild_defects(codes, witness, print_defects, camera_defects):
    """Both decoders read pale ink and slight blur, separators included, and say GS1."""
    pictures = code_pictures(codes, print_defects, camera_defects)
    assert [WITNESSES[witness].read(picture) for picture in pictures] == [
        CodeRead(code.content(), "]d2", witness) for code in codes]


@pytest.mark.parametrize("witness", WITNESSES)
@pytest.mark.parametrize(("print_defects", "camera_defects"), [
    ({"blank": 1}, {}), ({"nozzle_dead": 24}, {}), ({}, {"blur": 0.8}),
])
def test_no_witness_reads_severe_defects(codes, witness, print_defects, camera_defects):
    """Neither decoder reads a blank pack, a 2 mm strip without ink or a blur of 0.8 X."""
    pictures = code_pictures(codes[:3], print_defects, camera_defects)
    assert [WITNESSES[witness].read(picture) for picture in pictures] == [None] * 3


def test_the_ladder_tries_harder(codes):
    """One dead nozzle, 0.22 X, defeats plain zxing-cpp on most symbols; a filter closes the gap on all."""
    pictures = code_pictures(codes, {"nozzle_dead": 1})
    plain = [ZxingReader().read(picture) for picture in pictures]
    found = [LadderReader(6).read(picture) for picture in pictures]
    assert plain.count(None) > len(codes) / 2
    assert [read and read.content for read in found] == [code.content() for code in codes]
    assert {read.witness for read in found if read} <= {
        "zxing-cpp", "zxing-cpp, blurred 0.2 X", "zxing-cpp, blurred 0.3 X", "zxing-cpp, half size",
        "libdmtx, shrink 2"}


@pytest.mark.parametrize("witness", WITNESSES)
def test_a_symbol_without_fnc1_is_not_gs1(witness):
    """Plain Data Matrix is read with its own identifier, even when it begins with the separator."""
    plain = zxingcpp.create_barcode("0109504000059101", zxingcpp.BarcodeFormat.DataMatrix, force_square=True)
    modules = np.asarray(plain.to_image(scale=8, add_quiet_zones=False))
    picture = np.pad(modules, 32, constant_values=255)
    assert WITNESSES[witness].read(picture) == CodeRead("0109504000059101", "]d1", witness)


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


def test_the_guard_is_an_error_of_the_bench(monkeypatch, codes):
    """A decoder that the wall-clock guard stops never looks like a no-read."""
    monkeypatch.setattr(dmtx, "_GUARD_MS", 0)
    with pytest.raises(DmtxError, match=r"^libdmtx took more than 0 s for one picture"):
        DmtxReader().read(code_pictures(codes[:1], {"nozzle_dead": 24})[0])
