"""Whatever is wrong with pictures and their options is told in one line, with the exit code for it."""

import pytest
from PIL import Image

from linebench.imaging import witnessing
from linebench.imaging.readers import witnesses


@pytest.fixture
def files(tmp_path):
    """Pictures that cannot be used, and one that holds nothing."""
    for name, mode, size in (("rgb", "RGB", (50, 50)), ("small", "L", (4, 4)), ("deep", "I;16", (50, 50)),
                             ("empty", "L", (200, 200))):
        Image.new(mode, size, None if mode == "I;16" else "white").save(tmp_path / f"{name}.png")
    (tmp_path / "text.png").write_text("hello", encoding="utf-8")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("", encoding="utf-8")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(("words", "message"), [
    ("read rgb.png", "rgb.png: found colour (mode RGB); expected 8-bit grey; convert it with: magick rgb.png "),
    ("grade deep.png", "deep.png: found more than 8 bits a pixel (mode I;16); expected 8-bit grey; "),
    ("read small.png", "small.png: found 4x4 pixels; expected at least 16 each way; use a picture in which "),
    ("read text.png", "text.png: found no picture in it; expected a file such as PNG, BMP, TIFF or JPEG"),
    ("read nowhere.png", "nowhere.png: No such file or directory; expected a picture file; check the path"),
    ("grade empty.png", "empty.png: found no symbol; expected one code with its quiet zone, at 3 pixels a module "),
    ("grade empty.png --edition ISO", "edition 'ISO' is not known; expected one of 'ISO/IEC 15415:2011', "),
    ("grade empty.png --truth text.png", "text.png: found no truth about a picture (JSON is malformed: "),
    ("make --out a.png --gtin 09501101530004", "--gtin: found '09501101530004' with check digit 4, expected 3"),
    ("make --out a.png --gtin 123", "--gtin: found '123', expected "),
    ("make --out a.png --expiry 271332", "--expiry: found '271332', expected a date YYMMDD for (17) expiry date"),
    ("make --out a.png --lot ä", "--lot: found 'ä', expected "),
    ("make --out a.png --content 0109501101530004", "position 2: found '09501101530004' with check digit 4"),
    ("make --out a.png --content (01)0950", "element 1: found '0950', expected "),
    ("make --out a.png --content (01)09501101530003(01)09501101530003", "--content: (01) stands 2 times; "),
    ("make --out a.png --content (21)1 --lot X", "--content: found it together with --lot; expected one or the "),
    ("make --out a.png --carrier ean", "--carrier: 'ean' is no carrier; expected one of gs1-datamatrix, "),
    ("make --out a.png --fault ink_low=2", "ink_low with reflectance 2; expected 0 to 0.85 of 1"),
    ("make --out a.png --fault gain,grow=2", "gain has no parameter 'grow'; it has growth"),
    ("make --out a.png --fault nozle_dead", "'nozle_dead' is no fault of a code image; write 'nozzle_dead', "),
    ("make --out a.png --no-text --fault hri_cut", "hri_cut changes the human-readable text alone; expected the "),
    ("make --out a.png --carrier itf-14 --fault lot_wrong", "lot_wrong changes the element string of a pack; "),
    ("make --out a.png --x 9mm", "--x: found 9mm; expected 50 um to 2 mm"),
    ("make --out a.png --x wide", "--x: 'wide' is no length; expected a number and one of: um, mm, m"),
    ("make --out a.png --px 1", "Invalid value for '--px': "),
    ("make --out a.png --size 24", "--size: found '24'; expected two whole numbers such as 24x24"),
    ("make --out a.png --size 10x10", "the content takes 25 codewords; expected at most 3, which 10x10 holds"),
    ("make --out a.png --size 23x23", "23x23 is no size of a Data Matrix symbol; expected one of "),
    ("make --out a.png --size 24x24 --carrier ean-13", "--size: found 24x24 with ean-13; expected it only with a "),
    ("make --out a.png --mode slow", "--mode: found 'slow'; expected exact or fast"),
    ("make --out a.png --frame 5x5", "--frame: found 5x5; expected 16 to 16384 pixels each way, such as 640x480"),
    ("make --out a.png --frame 100x90", "--frame: the label takes "),
    ("make --out a.jpg", "--out: found a.jpg; expected a file name that ends in .png, .bmp, .pgm, .tif, .tiff"),
    ("make --out no/a.png", "--out: found no folder no; expected one to write a.png into; make it first"),
    ("make --out a.png --truth full", "--truth: full is a folder; expected a file; name one"),
    ("fault", "--out: found nothing; expected where the picture goes; --list prints the catalogue"),
    ("fault nowhere.json --out a.png", "nowhere.json: No such file or directory; expected a file that linebench "),
    ("fault --out full --drift gain=0..0.3", "full: found files in it; expected a new or empty folder: "),
    ("fault --out new --drift gain=0.3", "'gain=0.3' has 0 ranges; expected one parameter that grows, such as "),
    ("fault --out new --drift gain=0..0.3 --truth a.json", "--truth: found it with --drift, which writes one "),
    ("sheet --out a.png --plane x", "--plane: found 'x'; expected one of content, print, camera"),
    ("dataset --count 0 --out new", "Invalid value for '--count': "),
    ("dataset --count 5 --out full", "full: found files; expected a new or empty folder; name another one, "),
    ("dataset --count 5 --out full --resume", "full/dataset.json: No such file or directory; expected a data set "),
    ("dataset --count 5 --out text.png", "text.png: found files; expected a new or empty folder"),
    ("dataset --count 5 --out new --faults x", "'x' is no fault of a code image; see linebench image fault --list"),
    ("dataset --count 5 --out new --carrier x", "--carrier: 'x' is no carrier; expected one of "),
    ("dataset --count 5 --out new --format x", "--format: found 'x'; expected png or raw"),
    ("feed --to x", "'x' names no feed; expected folder:DIR, tcp:PORT or http:PORT"),
])
def test_wrong_words_and_pictures_are_refused(here, tmp_path, words, message):
    """One line on stderr, exit code 2, and nothing written."""
    done = here("image", *words.split())
    assert (done.code, done.out) == (2, "")
    assert len(done.err.rstrip().split("\n")) == 1
    assert "Traceback" not in done.err
    assert not (tmp_path / "a.png").exists()
    assert not (tmp_path / "new").exists()
    assert done.err.startswith(f"linebench: {message}")


@pytest.mark.usefixtures("files")
def test_nothing_read_is_told_beside_the_table(here):
    """Every witness has its line, then comes the message."""
    done = here("image", "read", "empty.png")
    assert done.code == 2
    assert done.out.count("no symbol") == 2
    assert done.err.startswith("linebench: empty.png: found no symbol; expected one code")


@pytest.mark.parametrize(("reader", "problem"), [
    ("Looping", "took more than 1 s for one picture and was stopped"), ("Aborting", "ended during one picture"),
    ("Raising", "failed on a picture: ValueError: not today")])
def test_a_reader_that_hangs_or_dies_ends_nothing(here, monkeypatch, reader, problem):
    """Exit code 3 and one message with picture and witness; what the others read is printed all the same."""
    here("image", "make", "--no-text", "--out", "a.png")
    bad = f"tests.imaging.readers.misbehaving:{reader}"
    monkeypatch.setattr(witnessing, "LIMIT_S", 1)
    monkeypatch.setattr(witnessing, "witnesses", lambda: {bad: None, "zxing-cpp": witnesses()["zxing-cpp"]})
    done = here("image", "read", "a.png")
    assert done.code == 3
    assert "01095011015300031727123110LOT1<GS>210000000001" in done.out
    assert done.err.startswith(f"linebench: a.png: reader {bad} ")
    assert problem in done.err
    assert len(done.err.rstrip().split("\n")) == 1
