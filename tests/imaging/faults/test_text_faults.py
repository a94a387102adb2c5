"""Text that does not say what the code says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.imaging.faults.written_codes import (
    CODE,
    CODES,
    CONTENT,
    EXPIRY,
    GTIN,
    LOT,
    SEEDS,
    SERIAL,
    codes_seen,
    text,
    whole,
    write,
)

from linebench.imaging.faults.apply import written
from linebench.imaging.faults.catalogue import fault
from linebench.imaging.faults.kind import FaultError
from linebench.imaging.faults.text import ALIKE
from linebench.product import PackCode, text_agrees


@pytest.mark.parametrize(("kind", "values", "shown"), [
    ("hri_mismatch", {}, text(lot="ABI2X6")),
    ("hri_mismatch", {"alike": 0}, text(lot="AR12X6")),
    ("hri_mismatch", {"field": 1}, text(gtin="0950I101530003")),
    ("hri_mismatch", {"field": 2}, text(expiry="27I231")),
    ("hri_mismatch", {"field": 4}, text(serial="CQF3M8PK77")),
    ("hri_missing", {}, ""),
    ("hri_missing", {"field": 3}, f"(01){GTIN}\n(21){SERIAL}\n\n(17){EXPIRY}"),
    ("hri_cut", {}, text(serial="C0F3M8P")),
    ("hri_cut", {"characters": 20, "field": 3}, text(lot="")),
    ("hri_swapped", {}, text(lot=SERIAL, serial=LOT)),
    ("hri_swapped", {"field": 1, "other": 2}, text(gtin=EXPIRY, expiry=GTIN)),
])
def test_written(kind, values, shown):
    """The code stays right, and the symbol is read; the text can be drawn."""
    found = write(kind, **values)
    assert whole(found) == (CONTENT, shown, "gs1-datamatrix", {})
    assert codes_seen(found) == [(CONTENT, "]d2")]


def test_a_field_without_look_alikes():
    """Where nothing looks like anything else, another character of the same kind is printed."""
    assert write("hri_mismatch", code=PackCode(GTIN, EXPIRY, "K7", SERIAL)).text == text(lot="R7")


@given(CODES, SEEDS, st.integers(1, 4), st.sampled_from([0, 1]))
def test_one_character_differs(code, seed, field, alike):
    """The text differs in one character of one field; a look-alike where asked for and possible."""
    found = write("hri_mismatch", code=code, seed=seed, field=field, alike=alike)
    pairs = [(right, wrong) for right, wrong in zip(code.text(), found.text, strict=True) if right != wrong]
    value = (code.gtin, code.expiry, code.lot, code.serial)[field - 1]
    assert len(pairs) == 1
    assert found.content == code.content()
    if alike and any(sign in group for group in ALIKE for sign in value):
        assert any(set(pairs[0]) <= set(group) for group in ALIKE)


@given(CODES, SEEDS, st.sampled_from([("hri_cut", {}), ("hri_cut", {"field": 1, "characters": 1}),
                                      ("hri_missing", {}), ("hri_missing", {"field": 2}),
                                      ("hri_swapped", {"field": 1})]))
def test_text_never_agrees(code, seed, which):
    """Whatever the code, the text does not state it."""
    kind, values = which
    assert not text_agrees(write(kind, code=code, seed=seed, **values).text, code)


def test_wrong_data_first_then_wrong_text():
    """The text differs from the code that is printed, not only from the one ordered."""
    found = written(CODE, [fault("hri_cut"), fault("serial_duplicate")], 1)
    assert found.text == text(serial="J9F6H1A")


@pytest.mark.parametrize(("faults", "reason"), [
    ([fault("hri_swapped", other=3)],
     r"hri_swapped exchanges \(10\) and \(10\), which both say 'AB12X6'; expected two different fields"),
    ([fault("hri_missing"), fault("hri_cut")], r"text '' has no \(21\) that could be wrong; expected one"),
])
def test_what_cannot_be(faults, reason):
    """A fault that would change nothing is refused in one sentence."""
    with pytest.raises(FaultError, match=reason):
        written(CODE, faults)
