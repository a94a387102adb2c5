import numpy as np

from linebench.imaging.readers import CodeRead, witnesses
from linebench.imaging.readers.ladder import BothReader, FilteredReader, LadderReader
from linebench.imaging.readers.zxing import ZxingReader


def noisy(picture, sd, seed):
    drawn = picture + np.random.default_rng(seed).normal(0, sd, picture.shape)
    return np.clip(drawn, 0, 255).astype(np.uint8)


def test_the_ladder_tries_harder(shown, off_by):
    """Noise that defeats plain zxing-cpp is filtered away; corners are those of the whole picture."""
    drawn = shown(px=6)
    pictures = [noisy(drawn.picture, 80, seed) for seed in range(6)]
    plain = [ZxingReader().read(picture) for picture in pictures]
    found = [LadderReader(6).read(picture) for picture in pictures]
    assert plain.count(None) == 5
    assert [read and read.content for read in found] == [drawn.content] * 6
    assert {read.witness for read in found} <= {
        "zxing-cpp", "zxing-cpp, blurred 0.2 X", "zxing-cpp, blurred 0.3 X", "zxing-cpp, half size",
        "libdmtx, shrink 2"}
    assert max(off_by(read.corners, drawn.corners) for read in found) <= 4


def test_spoilt_is_not_missing(shown):
    """The ladder too tells a spoilt symbol from an empty picture."""
    def spoil(modules):
        modules[8:20, 8:16] ^= True

    reader, empty = LadderReader(8), np.full((480, 640), 217, np.uint8)
    assert (reader.read(shown(spoil=spoil).picture), reader.locate(empty)) == (None, None)
    assert reader.locate(shown(spoil=spoil).picture) is not None


def test_both_witnesses_agree(shown):
    """A sound symbol is read by both, and all say the same."""
    drawn = shown(px=7, angle=5, blur=1)
    found = BothReader(7).read(noisy(drawn.picture, 4, 1))
    assert (found.agreed, found.readers, found.contents) == (
        True, ("zxing-cpp, filtered", "libdmtx, shrink 2"), ((drawn.content, drawn.aim),))


def test_one_witness_alone_is_no_agreement(shown):
    """Who read and who did not is told; a QR code is read by zxing-cpp alone."""
    drawn = shown("qr-link")
    found = BothReader(readers=[ZxingReader(), FilteredReader(8)]).read(drawn.picture)
    assert (found.agreed, found.readers) == (False, ("zxing-cpp",))


class Liar:
    name = "liar"
    carriers = ("gs1-datamatrix",)

    def read(self, picture):
        return CodeRead("another", "]d2", self.name)

    def locate(self, picture):
        return None


def test_disagreement_is_told(shown):
    """Witnesses that read different things do not agree, and all the contents are there."""
    drawn = shown()
    found = BothReader(readers=[ZxingReader(), Liar()]).read(drawn.picture)
    assert (found.agreed, found.readers) == (False, ("zxing-cpp", "liar"))
    assert found.contents == ((drawn.content, "]d2"), ("another", "]d2"))


def test_equal_pictures_are_read_alike():
    """Nothing but the picture decides, so noise without a symbol gives the same answer again."""
    noise = np.random.default_rng(3).integers(0, 256, (480, 640)).astype(np.uint8)
    assert BothReader().read(noise) == BothReader().read(noise)


def test_witnesses_are_found(shown):
    """Each module of the package that declares one is found, and makes a reader that reads."""
    drawn = shown()
    reads = {name: witness.make().read(drawn.picture) for name, witness in witnesses().items()}
    assert list(reads) == ["libdmtx", "zxing-cpp"]
    assert {read.content for read in reads.values()} == {drawn.content}
