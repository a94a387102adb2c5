"""Characters and lengths that lot and serial number must not have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.imaging.faults.written_codes import (
    CODES,
    EXPIRY,
    GTIN,
    HEAD,
    SEEDS,
    SERIAL,
    codes_seen,
    complaint,
    text,
    whole,
    write,
)

from linebench.imaging.faults.kind import FaultError
from linebench.product import PackCode, read_pack_code

_HEAD = f"01{GTIN}17{EXPIRY}10"


@pytest.mark.parametrize(("kind", "values", "content", "shown", "said"), [
    ("charset_lower", {}, f"{_HEAD}ab12x6\x1d21{SERIAL}", text(lot="ab12x6"), ""),
    ("charset_lower", {"field": 4}, f"{HEAD}\x1d21c0f3m8pk77", text(serial="c0f3m8pk77"), ""),
    ("charset_umlaut", {}, f"{_HEAD}öB12X6\x1d21{SERIAL}", text(lot=" B12X6"),
     "position 26: found 'öB12X6', expected X..20 for (10) batch or lot"),
    ("charset_outside", {}, f"{_HEAD}AB12X{{\x1d21{SERIAL}", text(lot="AB12X "),
     "position 26: found 'AB12X{', expected X..20 for (10) batch or lot"),
    ("lot_too_long", {}, f"{_HEAD}AB12X6721198828373902\x1d21{SERIAL}", text(lot="AB12X672119882837390"),
     "position 26: found 'AB12X6721198828373902', expected X..20 for (10) batch or lot"),
    ("serial_too_long", {}, f"{HEAD}\x1d21C0F3M8PK7740222155154", text(serial="C0F3M8PK774022215515"),
     "position 35: found 'C0F3M8PK7740222155154', expected X..20 for (21) serial"),
])
def test_written(kind, values, content, shown, said):
    """The symbol holds every character; the text has a space for what its font lacks, and ends after twenty."""
    found = write(kind, **values)
    assert whole(found) == (content, shown, "gs1-datamatrix", {})
    assert complaint(found.content) == said
    assert codes_seen(found) == [(content, "]d2")]


def test_a_lot_of_digits_gets_a_small_letter():
    """Where there is no capital, a character becomes a small letter."""
    digits = PackCode(GTIN, EXPIRY, "123456", SERIAL)
    assert read_pack_code(write("charset_lower", code=digits).content).lot == "12345a"


def test_only_lot_and_serial():
    """GTIN and expiry are digits in every font and alphabet."""
    with pytest.raises(FaultError, match="charset_lower with field 1; expected 3 to 4 fields"):
        write("charset_lower", field=1)


@given(CODES, SEEDS, st.sampled_from(["charset_umlaut", "charset_outside"]), st.sampled_from([3, 4]))
def test_outside_charset_82(code, seed, kind, field):
    """A reader can tell, whatever the code; the length stays."""
    found = write(kind, code=code, seed=seed, field=field)
    assert complaint(found.content) != ""
    assert len(found.content) == len(code.content())


@given(CODES, SEEDS, st.sampled_from([3, 4]))
def test_small_letters_are_valid_and_wrong(code, seed, field):
    """GS1 allows small letters: only the order can tell."""
    wrong = read_pack_code(write("charset_lower", code=code, seed=seed, field=field).content)
    name, right = ("lot", code.lot) if field == 3 else ("serial", code.serial)
    assert getattr(wrong, name) != right
    assert any(sign.islower() for sign in getattr(wrong, name))


@given(CODES, SEEDS, st.integers(21, 40), st.sampled_from(["lot", "serial"]))
def test_too_long(code, seed, length, name):
    """The value begins with the right one and has the length asked for."""
    found = write(f"{name}_too_long", code=code, seed=seed, length=length)
    ai, right = ("10", code.lot) if name == "lot" else ("21", code.serial)
    begun = found.content.index(f"{ai}{right}", 24 if name == "lot" else found.content.index("\x1d"))
    value = found.content[begun + 2:].partition("\x1d")[0]
    assert (len(value), complaint(found.content) != "") == (length, True)
