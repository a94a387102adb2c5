"""Element strings put together wrongly, and what readers deliver for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.imaging.faults.written_codes import (
    CODE,
    CODES,
    CONTENT,
    EXPIRY,
    GTIN,
    HEAD,
    LOT,
    SEEDS,
    SERIAL,
    codes_seen,
    complaint,
    picture,
    whole,
    write,
)

from linebench.imaging.faults.apply import written
from linebench.imaging.faults.catalogue import catalogue, fault
from linebench.imaging.faults.kind import FaultError
from linebench.imaging.faults.pieces import pieces
from linebench.imaging.faults.structure import FAULTS
from linebench.imaging.readers.dmtx import DmtxReader
from linebench.product import read_pack_code

_EACH_ONCE = "expected (01) (17) (10) (21), each once"
_NO_AI = "expected an application identifier"
_PLAIN, _GS1 = "datamatrix", "gs1-datamatrix"

_ROWS = [
    ("ai_wrong", {}, f"01{GTIN}11{EXPIRY}10{LOT}\x1d21{SERIAL}", _GS1, _EACH_ONCE),
    ("ai_wrong", {"ai": 15}, f"01{GTIN}15{EXPIRY}10{LOT}\x1d21{SERIAL}", _GS1, _EACH_ONCE),
    ("ai_unknown", {}, f"01{GTIN}18{EXPIRY}10{LOT}\x1d21{SERIAL}", _GS1, f"position 16: found '1827', {_NO_AI}"),
    ("ai_repeated", {}, f"{HEAD}\x1d10AB12X0\x1d21{SERIAL}", _GS1, _EACH_ONCE),
    ("ai_repeated", {"field": 2}, f"01{GTIN}17{EXPIRY}1728123110{LOT}\x1d21{SERIAL}", _GS1, _EACH_ONCE),
    ("ai_repeated", {"field": 4}, f"{CONTENT}\x1d21L0F3M8PK77", _GS1, _EACH_ONCE),
    ("ai_order", {}, f"10{LOT}\x1d21{SERIAL}\x1d01{GTIN}17{EXPIRY}", _GS1, ""),
    ("ai_order", {"turn": 3}, f"21{SERIAL}\x1d01{GTIN}17{EXPIRY}10{LOT}", _GS1, ""),
    ("ai_brackets", {}, f"(01){GTIN}(17){EXPIRY}(10){LOT}(21){SERIAL}", _GS1,
     f"position 0: found '(01)', {_NO_AI}"),
    ("separator_missing", {}, f"{HEAD}21{SERIAL}", _GS1, _EACH_ONCE),
    ("separator_extra", {}, f"01{GTIN}\x1d17{EXPIRY}10{LOT}\x1d21{SERIAL}", _GS1,
     f"position 16: found '\\x1d172', {_NO_AI}"),
    ("separator_extra", {"element": 2}, f"01{GTIN}17{EXPIRY}\x1d10{LOT}\x1d21{SERIAL}", _GS1,
     f"position 24: found '\\x1d10A', {_NO_AI}"),
    ("fnc1_missing", {}, CONTENT, _PLAIN, ""),
    ("fnc1_as_gs", {}, f"\x1d{CONTENT}", _PLAIN, f"position 0: found '\\x1d010', {_NO_AI}"),
    ("fnc1_double", {}, f"\x1d{CONTENT}", _GS1, f"position 0: found '\\x1d010', {_NO_AI}"),
    ("fnc1_trailing", {}, f"{CONTENT}\x1d", _GS1,
     "position 45: found a separator at the end, expected none behind the last value"),
]


@pytest.mark.parametrize(("kind", "values", "content", "carrier", "said"), _ROWS)
def test_written(kind, values, content, carrier, said):
    """The text stays right; a reader of pack codes says what is wrong; a decoder delivers what was written."""
    found = write(kind, **values)
    assert whole(found) == (content, CODE.text(), carrier, {})
    assert complaint(content) == said
    assert codes_seen(found) == [(content, "]d1" if carrier == _PLAIN else "]d2")]


@pytest.mark.parametrize(("kind", "delivered"), [
    ("fnc1_missing", (CONTENT, "]d1")),
    ("fnc1_as_gs", (CONTENT, "]d2")),
    ("fnc1_double", (f"\x1d{CONTENT}", "]d2")),
    ("fnc1_trailing", (f"{CONTENT}\x1d", "]d2")),
])
def test_what_libdmtx_delivers(kind, delivered):
    """libdmtx agrees with zxing-cpp, but cannot tell a leading ASCII 29 from FNC1."""
    seen = DmtxReader().read(picture(write(kind)))
    assert seen is not None
    assert seen[:2] == delivered


def test_every_fault_is_tested():
    """No row is missing."""
    assert {row[0] for row in _ROWS} == {each.id for each in FAULTS}


def test_only_the_order_of_elements_is_free():
    """A good system accepts another order and nothing else."""
    assert [each.id for each in catalogue().values() if each.verdict == "accept" and each.plane == "content"] == [
        "ai_order"]


@given(CODES, st.integers(1, 3))
def test_any_order_says_the_same(code, turn):
    """In every order the same four data are read."""
    found = write("ai_order", code=code, turn=turn).content
    assert found != code.content()
    assert read_pack_code(found) == code


@given(CODES, SEEDS, st.sampled_from([each.id for each in FAULTS if each.id not in ("ai_order", "fnc1_missing")]))
def test_a_reader_can_tell(code, seed, kind):
    """Whatever the code, it is no pack code any more; the same seed gives the same one."""
    found = write(kind, code=code, seed=seed)
    assert complaint(found.content) != ""
    assert whole(write(kind, code=code, seed=seed)) == whole(found)


@given(CODES, SEEDS, st.integers(1, 4))
def test_repeated_with_another_value(code, seed, field):
    """The second value is never the first one: the same value twice would do no harm."""
    found = pieces(write("ai_repeated", code=code, seed=seed, field=field).content)
    ai, right = [("01", code.gtin), ("17", code.expiry), ("10", code.lot), ("21", code.serial)][field - 1]
    first, second = (each.value for each in found if each.ai == ai)
    assert first == right != second


@pytest.mark.parametrize(("first", "second", "reason"), [
    ("ai_wrong", "ai_unknown", r"'.*' has no \(17\) that could be wrong; expected a code with \(17\)"),
    ("ai_brackets", "separator_missing", "has no separator that could be missing; expected one behind the lot"),
    ("ai_brackets", "separator_extra", "has 0 elements of predefined length before its last; expected 1"),
])
def test_what_is_spoilt_already(first, second, reason):
    """Faults that take away each other's ground are refused in one sentence."""
    with pytest.raises(FaultError, match=reason):
        written(CODE, [fault(first), fault(second)])


def test_fnc1_of_another_carrier():
    """Only a Data Matrix symbol can be drawn without its FNC1."""
    with pytest.raises(FaultError, match="FNC1 cannot be missing in carrier gs1-qr; expected gs1-datamatrix"):
        written(CODE, [fault("fnc1_missing")], carrier="gs1-qr")
