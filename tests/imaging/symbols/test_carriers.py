import inspect
import random

import pytest

from linebench.imaging.symbols import CARRIERS, SymbolError, draw
from linebench.product.digital_link import read_link, write_link

PACK = "01095011015300031727123110A(B)1\x1d21XY0001"
LINK = write_link([("01", "09501101530003"), ("10", "A+B"), ("21", "XY0001"), ("17", "271231")])
CONTENTS = {"gs1-datamatrix": PACK, "datamatrix": PACK, "datamatrix-link": LINK, "gs1-qr": PACK, "qr-link": LINK,
            "gs1-128": PACK, "ean-13": "9501101530003", "itf-14": "19501101530000"}

NO_ELEMENTS = "cannot be drawn as GS1 QR Code:"


@pytest.mark.parametrize("name", CARRIERS)
def test_carriers(read, name):
    """Each carrier's symbol says its name and identifier, and a reader agrees."""
    symbol = draw(CONTENTS[name], name)
    carrier = CARRIERS[name]
    assert (symbol.carrier, symbol.content, symbol.aim) == (carrier.name, CONTENTS[name], carrier.aim)
    assert read(symbol) == (CONTENTS[name], carrier.aim)
    assert not symbol.modules.flags.writeable


@pytest.mark.parametrize("name", CARRIERS)
def test_options_are_the_carriers_own(name):
    """What a carrier lists is what its drawing takes."""
    taken = set(inspect.signature(CARRIERS[name].draw).parameters) - {"content", "gs1"}
    assert set(CARRIERS[name].options) == taken - ({"fnc1", "separator"} if name == "datamatrix" else set())


def test_a_link_leads_back_to_the_elements(read):
    """The link that a reader delivers says what was put in."""
    content, _ = read(draw(LINK, "qr-link"))
    assert read_link(content) == (("01", "09501101530003"), ("10", "A+B"), ("21", "XY0001"), ("17", "271231"))


@pytest.mark.parametrize(("level", "version", "side"), [
    ("L", None, 25), ("M", None, 25), ("H", None, 33), ("L", 5, 37),
])
def test_qr_options(level, version, side):
    """Level and version decide how large a QR symbol gets."""
    symbol = draw(PACK, "gs1-qr", level=level, version=version)
    assert (symbol.size, symbol.quiet_zone) == ((side, side), (4, 4, 4, 4))


def test_a_link_with_wrong_codewords(read):
    """Data Matrix with a link takes the options of Data Matrix."""
    symbol = draw(LINK, "datamatrix-link", size=(36, 36), wrong=3, chance=random.Random(1))
    assert (symbol.carrier, symbol.size, len(symbol.wrong)) == ("datamatrix-link", (36, 36), 3)
    assert read(symbol) == (LINK, "]d1")


@pytest.mark.parametrize(("content", "carrier", "options", "reason"), [
    ("1", "qr", {}, f"'qr' is no carrier; expected one of {', '.join(CARRIERS)}"),
    ("1", "gs1-qr", {"size": 3}, "GS1 QR Code has no option 'size'; expected any of level, version"),
    ("05", "gs1-qr", {}, f"'05' {NO_ELEMENTS} position 0: found '05', expected an application identifier"),
    (PACK, "gs1-qr", {"level": "X"}, "level 'X' does not exist; expected one of L, M, Q, H"),
    (PACK, "gs1-qr", {"version": "2"}, "version '2' does not exist; expected 1 to 40"),
    (PACK, "gs1-qr", {"version": True}, "version True does not exist; expected 1 to 40"),
    ("a\xfc", "qr-link", {}, "'a\xfc' cannot be drawn as QR Code; expected a URI in printing ASCII characters"),
])
def test_what_cannot_be_drawn(content, carrier, options, reason):
    """An unknown carrier or option, or content that it cannot hold, is refused in one sentence."""
    with pytest.raises(SymbolError) as caught:
        draw(content, carrier, **options)
    assert str(caught.value) == reason


def test_too_much_for_qr():
    """What does not fit the version asked for is refused."""
    with pytest.raises(SymbolError, match=r"cannot be drawn as QR Code: .*too long"):
        draw(PACK, "gs1-qr", version=1)
