import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.product import PackCode, PackCodeError, gs1, read_pack_code, text_agrees

CODE = PackCode("09504000059101", "271231", "LOT-7", "A1C2E3F4H5J6")
CONTENT = "0109504000059101" "17271231" "10LOT-7\x1d" "21A1C2E3F4H5J6"


def test_both_forms():
    """A code is written as element string and as text for people."""
    assert CODE.content() == CONTENT
    assert CODE.text() == "(01)09504000059101\n(21)A1C2E3F4H5J6\n(10)LOT-7\n(17)271231"


def test_every_order_reads_the_same():
    """The order of the four elements does not change what is read."""
    pairs = (("01", CODE.gtin), ("17", CODE.expiry), ("10", CODE.lot), ("21", CODE.serial))
    read = {read_pack_code(gs1.write_elements(order)) for order in itertools.permutations(pairs)}
    assert read == {CODE}


X20 = st.text(gs1.CHARSET_82, min_size=1, max_size=20)


@given(X20, X20)
def test_round_trip(lot, serial):
    """Any lot and serial of charset 82 is read back the same."""
    code = PackCode("09504000059101", "280200", lot, serial)
    assert read_pack_code(code.content()) == code


@given(st.text("0124579ab\x1d", max_size=40))
def test_fast_path_agrees_with_the_strict_reader(tail):
    """What the fast path accepts is exactly what the strict reader accepts."""
    content = "0109504000059101" "17271231" "10" + tail
    try:
        expected = dict(gs1.read_elements(content))
    except gs1.ElementError:
        expected = {}
    if set(expected) == {"01", "17", "10", "21"}:
        assert read_pack_code(content) == PackCode(
            expected["01"], expected["17"], expected["10"], expected["21"])
    else:
        with pytest.raises(PackCodeError):
            read_pack_code(content)


@pytest.mark.parametrize(("content", "message"), [
    ("", "'' is no pack code: position 0: found nothing, expected an application identifier"),
    (CONTENT.replace("101172", "102172"), (f"{CONTENT.replace('101172', '102172')!r} is no pack code: "
     "position 2: found '09504000059102' with check digit 2, expected 1")),
    (CONTENT.replace("\x1d", ""), ("'(01)09504000059101\\n(17)271231\\n(10)LOT-721A1C2E3F4H5J6' is no pack code; "
     "expected (01) (17) (10) (21), each once")),
    (CONTENT + "\x1d21B", ("'(01)09504000059101\\n(17)271231\\n(10)LOT-7\\n(21)A1C2E3F4H5J6\\n(21)B' "
     "is no pack code; expected (01) (17) (10) (21), each once")),
])
def test_wrong_content(content, message):
    """Content that is no pack code is refused with the reason."""
    with pytest.raises(PackCodeError) as caught:
        read_pack_code(content)
    assert str(caught.value) == message


def test_a_wrong_code_is_refused_every_time():
    """The cache of usual heads does not remember a wrong one as right."""
    wrong = CODE.content().replace("271231", "271331")
    for _ in range(2):
        with pytest.raises(PackCodeError, match="expected a date"):
            read_pack_code(wrong)


@pytest.mark.parametrize(("text", "agrees"), [
    (CODE.text(), True),
    ("(17)271231\n(10)LOT-7\n(21)A1C2E3F4H5J6\n(01)09504000059101", True),
    (CODE.text().replace("LOT-7", "L0T-7"), False),
    (CODE.text().removesuffix("\n(17)271231"), False),
    (CODE.text() + "\n(17)271231", False),
    ("", False),
])
def test_text_agrees(text, agrees):
    """Text agrees when it states the same four data, each once, in any order."""
    assert text_agrees(text, CODE) is agrees
