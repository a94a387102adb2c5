import random
import time

import pytest

from linebench.imaging.symbols import SymbolError, correctable, decode_codewords, draw
from linebench.imaging.symbols.ecc200 import size_of

HEAD = "010950110153000317271231"
PACK = HEAD + "10AB12\x1d21XY0001"


def test_a_right_symbol():
    """A pack's symbol says all of itself."""
    symbol = draw(PACK)
    assert (symbol.carrier, symbol.content, symbol.aim) == ("gs1-datamatrix", PACK, "]d2")
    assert (symbol.quiet_zone, symbol.size, symbol.linear) == ((1, 1, 1, 1), (22, 22), False)
    assert (len(symbol.codewords), symbol.data_codewords, symbol.wrong) == (50, 30, ())
    assert not symbol.modules.flags.writeable


@pytest.mark.parametrize("separator", ["fnc1", "gs"])
@pytest.mark.parametrize(("fnc1", "content", "aim"), [
    ("first", PACK, "]d2"),
    ("missing", PACK, "]d1"),
    ("gs", "\x1d" + PACK, "]d1"),
    ("double", "\x1d" + PACK, "]d2"),
    ("trailing", PACK + "\x1d", "]d2"),
])
def test_faults_of_fnc1(read, fnc1, separator, content, aim):
    """A reader reports each fault of FNC1 as the symbol says it must, whichever separator stands inside."""
    symbol = draw(PACK, fnc1=fnc1, separator=separator)
    assert (symbol.content, symbol.aim) == (content, aim)
    assert symbol.carrier == {"]d1": "datamatrix", "]d2": "gs1-datamatrix"}[aim]
    assert read(symbol) == (content, aim)


@pytest.mark.parametrize(("separator", "codeword"), [("fnc1", 232), ("gs", 30)])
def test_separator(separator, codeword):
    """A separator is FNC1 or ASCII 29."""
    data = draw("10AB\x1d21CD", separator=separator).codewords
    assert data[:8] == bytes([232, 140, 66, 67, codeword, 151, 68, 69])


def test_faults_that_are_content(read):
    """A separator that is missing or superfluous, a wrong check digit or an umlaut is drawn as it is told."""
    for content in ("10AB1221XY", HEAD + "\x1d10AB", "0109501101530004", "10L\xd6T\x1d21\xe4", "10A\x1d\x1d21B"):
        symbol = draw(content)
        assert decode_codewords(symbol.codewords, *symbol.modules.shape)[:2] == (content, True)
        assert read(symbol) == (content, "]d2")


@pytest.mark.parametrize(("size", "count"), [((22, 22), 10), ((10, 10), 2), ((52, 52), 42), ((144, 144), 310)])
def test_wrong_codewords(read, size, count):
    """As many as can be corrected are read over; one more in each block ends that."""
    content, blocks = "2012", size_of(*size).blocks
    right = draw(content, size=size)
    last = draw(content, size=size, wrong=count, chance=random.Random(1))
    over = draw(content, size=size, wrong=count + blocks, chance=random.Random(1))
    assert [(len(symbol.wrong), correctable(symbol)) for symbol in (right, last, over)] == [
        (0, True), (count, True), (count + blocks, False)]
    assert decode_codewords(last.codewords, *size)[2:] == (last.wrong, count // blocks, right.codewords)
    assert (read(last), read(over)) == ((content, "]d2"), None)


def test_wrong_codewords_come_from_the_stream():
    """The same stream spoils the same codewords, another one others."""
    same = [draw(PACK, wrong=5, chance=random.Random(seed)).codewords for seed in (1, 1, 2)]
    assert same[0] == same[1] != same[2]


def test_wrong_codewords_without_a_stream():
    """Content and options alone then decide, so a repeated print is the same."""
    assert draw(PACK, wrong=5).codewords == draw(PACK, wrong=5).codewords
    assert len(draw(PACK, wrong=5).wrong) == 5


def test_wrong_codewords_by_position():
    """Codewords that are named are printed inverted."""
    right, wrong = draw(PACK), draw(PACK, wrong=[0, 49])
    assert wrong.wrong == (0, 49)
    assert wrong.codewords == bytes([right.codewords[0] ^ 255]) + right.codewords[1:49] + bytes(
        [right.codewords[49] ^ 255])
    assert wrong.content == PACK


def test_shapes():
    """Without a size the smallest of a shape is taken; extended rectangles only by size."""
    shapes = [draw(HEAD + "1" * count, shape="rectangle").modules.shape for count in (1, 6, 60)]
    assert shapes == [(12, 26), (12, 26), (16, 48)]
    assert draw(HEAD, size=(26, 40)).modules.shape == (26, 40)


@pytest.mark.parametrize(("content", "options", "reason"), [
    ("10\u20ac", {}, "'\u20ac' cannot stand in a Data Matrix symbol; expected characters of Latin-1"),
    ("10\ue232", {}, "'\\ue232' cannot stand in a Data Matrix symbol; expected characters of Latin-1"),
    ("1" * 98, {"shape": "rectangle"}, "the content takes 50 codewords; expected at most 49, which 16x48 holds"),
    ("1" * 8, {"size": (10, 10)}, "the content takes 5 codewords; expected at most 3, which 10x10 holds"),
    ("A" * 2400, {}, "the content takes 1602 codewords; expected at most 1558, which 144x144 holds"),
    ("1", {"shape": "round"}, "'round' is no shape of a Data Matrix symbol; expected square or rectangle"),
    ("1", {"fnc1": "last"}, "fnc1 'last' does not exist; expected one of first, missing, gs, double, trailing"),
    ("1", {"separator": "|"}, "separator '|' does not exist; expected one of fnc1, gs"),
    ("1", {"wrong": [8]}, "codeword 8 cannot be wrong; expected 0 to 7 in 10x10"),
    ("1", {"wrong": 4}, "4 codewords cannot be wrong; expected 0 to 3 in 10x10"),
])
def test_what_cannot_be_drawn(content, options, reason):
    """What no symbol can hold is refused in one sentence."""
    with pytest.raises(SymbolError) as caught:
        draw(content, **options)
    assert str(caught.value) == reason


def test_speed():
    """A second suffices for thousands of packs: a bound that only a change of method breaks."""
    chance = random.Random(1)
    packs = [f"{HEAD}10LOT-7A\x1d21{chance.getrandbits(60):015X}" for _ in range(1000)]
    draw(packs[0])
    began = time.process_time()
    for pack in packs:
        draw(pack)
    assert time.process_time() - began < 0.5
