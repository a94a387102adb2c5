"""Wrong data: valid and plausible, in code and text alike, and never the right ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.imaging.faults.written_codes import (
    CODE,
    CODES,
    EXPIRY,
    GTIN,
    LOT,
    OTHER,
    SEEDS,
    SERIAL,
    codes_seen,
    complaint,
    whole,
    write,
)

from linebench.imaging.faults.apply import written
from linebench.imaging.faults.catalogue import fault
from linebench.imaging.faults.kind import FaultError
from linebench.imaging.faults.writing import Neighbours
from linebench.product import PackCode, read_pack_code
from linebench.product.dates import is_date
from linebench.product.keys import is_key


@pytest.mark.parametrize(("kind", "values", "wrong"), [
    ("gtin_wrong", {}, PackCode("09504630118117", EXPIRY, LOT, SERIAL)),
    ("lot_wrong", {}, PackCode(GTIN, EXPIRY, "AB42X6", SERIAL)),
    ("lot_wrong", {"characters": 3}, PackCode(GTIN, EXPIRY, "BH02X6", SERIAL)),
    ("expiry_wrong", {}, PackCode(GTIN, "281231", LOT, SERIAL)),
    ("expiry_wrong", {"months": 2}, PackCode(GTIN, "280229", LOT, SERIAL)),
    ("expiry_past", {}, PackCode(GTIN, "171231", LOT, SERIAL)),
])
def test_valid_data_of_another_pack(kind, values, wrong):
    """Code and text agree on other data, which a reader cannot know to be wrong."""
    found = write(kind, **values)
    assert whole(found) == (wrong.content(), wrong.text(), "gs1-datamatrix", {})
    assert read_pack_code(found.content) == wrong
    assert codes_seen(found) == [(wrong.content(), "]d2")]


@pytest.mark.parametrize(("kind", "values", "wrong", "said"), [
    ("check_digit", {}, PackCode("09501101530004", EXPIRY, LOT, SERIAL),
     "position 2: found '09501101530004' with check digit 4, expected 3"),
    ("check_digit", {"add": 9}, PackCode("09501101530002", EXPIRY, LOT, SERIAL),
     "position 2: found '09501101530002' with check digit 2, expected 3"),
    ("expiry_month", {}, PackCode(GTIN, "271331", LOT, SERIAL),
     "position 18: found '271331', expected a date YYMMDD for (17) expiry date"),
    ("expiry_day", {"day": 99}, PackCode(GTIN, "271299", LOT, SERIAL),
     "position 18: found '271299', expected a date YYMMDD for (17) expiry date"),
])
def test_invalid_data(kind, values, wrong, said):
    """Code and text agree on data that a reader can tell to be wrong, and the symbol delivers them."""
    found = write(kind, **values)
    assert whole(found) == (wrong.content(), wrong.text(), "gs1-datamatrix", {})
    assert complaint(found.content) == said
    assert codes_seen(found) == [(wrong.content(), "]d2")]


@pytest.mark.parametrize(("kind", "wrong"), [
    ("gtin_wrong", PackCode(OTHER.gtin, EXPIRY, LOT, SERIAL)),
    ("lot_wrong", PackCode(GTIN, EXPIRY, OTHER.lot, SERIAL)),
    ("expiry_wrong", PackCode(GTIN, OTHER.expiry, LOT, SERIAL)),
])
def test_foreign_data_are_taken(kind, wrong):
    """Where a code is known that the order does not know, its data are printed."""
    assert write(kind, near=Neighbours(foreign=OTHER)).content == wrong.content()


def test_expiry_at_the_end_of_february():
    """Where a month is shorter its last day is taken; day 00 stays."""
    leap, no_day = PackCode(GTIN, "280229", LOT, SERIAL), PackCode(GTIN, "281200", LOT, SERIAL)
    assert [read_pack_code(write("expiry_wrong", code=code).content).expiry for code in (leap, no_day)] == [
        "290228", "291200"]


def test_two_faults_strike_both():
    """Faults act in the order of the catalogue, whatever the order given, each as if alone."""
    faults = [fault("expiry_month"), fault("lot_wrong")]
    one, other = written(CODE, faults, 1), written(CODE, reversed(faults), 1)
    assert whole(one) == whole(other)
    assert one.content == PackCode(GTIN, "271331", "AB42X6", SERIAL).content()


def test_without_faults():
    """What is ordered is written."""
    assert whole(written(CODE)) == (CODE.content(), CODE.text(), "gs1-datamatrix", {})


def test_what_cannot_be_wrong_twice():
    """A date that is none cannot be moved."""
    nonsense = PackCode(GTIN, "999999", LOT, SERIAL)
    with pytest.raises(FaultError, match="expiry '999999' cannot be moved; expected a date, not spoilt by another"):
        write("expiry_wrong", code=nonsense)


@given(CODES, SEEDS, st.sampled_from(["gtin_wrong", "lot_wrong", "expiry_wrong", "expiry_past"]),
       st.sampled_from([None, "same"]))
def test_never_right_always_valid(code, seed, kind, foreign):
    """Wrong data differ in one field alone, hold good in themselves, and follow from the seed."""
    near = Neighbours(foreign=code if foreign else None)
    found = write(kind, code=code, seed=seed, near=near)
    wrong = read_pack_code(found.content)
    field = kind.partition("_")[0]
    same = {name: getattr(code, name) for name in ("gtin", "expiry", "lot", "serial") if name != field}
    assert {name: getattr(wrong, name) for name in same} == same
    assert getattr(wrong, field) != getattr(code, field)
    assert is_key(wrong.gtin, 14)
    assert is_date(wrong.expiry)
    assert found.text == wrong.text()
    assert whole(write(kind, code=code, seed=seed, near=near)) == whole(found)


@given(CODES, SEEDS, st.sampled_from(["check_digit", "expiry_month", "expiry_day"]))
def test_always_invalid(code, seed, kind):
    """A reader can tell, whatever the code."""
    assert complaint(write(kind, code=code, seed=seed).content) != ""
