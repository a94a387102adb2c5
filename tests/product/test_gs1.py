import datetime as dt

import biip
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.product import gs1

USUAL = (("01", "09504000059101"), ("17", "271231"), ("10", "LOT-7"), ("21", "A1C2E3F4H5J6"))
WRITTEN = "010950400005910117271231" "10LOT-7\x1d" "21A1C2E3F4H5J6"


@pytest.mark.parametrize(("digits", "expected"), [
    ("0950400005910", "1"), ("0030001012345", "5"), ("1030001012345", "2"), ("40300011234567890", "1"),
])
def test_check_digit(digits, expected):
    """Check digits agree with published keys."""
    assert gs1.check_digit(digits) == expected


@given(st.text("0123456789", min_size=13, max_size=13))
def test_check_digit_agrees_with_biip(digits):
    """Check digits agree with an independent implementation."""
    assert gs1.check_digit(digits) == str(biip.checksums.gs1_standard_check_digit(digits))


@pytest.mark.parametrize(("call", "message"), [
    (lambda: gs1.check_digit("12a"), "'12a' has no check digit; expected digits only"),
    (lambda: gs1.check_digit("\u0663"), "'\u0663' has no check digit; expected digits only"),
    (lambda: gs1.checked_gtin("9504000059101"), "'9504000059101' is no GTIN; expected 14 digits"),
    (lambda: gs1.checked_gtin("09504000059102"), "GTIN '09504000059102' ends with check digit 2; expected 1"),
    (lambda: gs1.checked_sscc("1"), "'1' is no SSCC; expected 18 digits"),
    (lambda: gs1.sscc("95", 1), "'95' is no GS1 company prefix; expected 4 to 12 digits"),
    (lambda: gs1.sscc("9504000", 1, extension=10), "10 is no extension digit; expected 0 to 9"),
    (lambda: gs1.sscc("9504000", 10**9),
     "serial reference 1000000000 behind prefix 9504000; expected 0 to 999999999"),
])
def test_wrong_keys(call, message):
    """A wrong key is refused with what was found and what was expected."""
    with pytest.raises(gs1.GsKeyError) as caught:
        call()
    assert str(caught.value) == message


def test_keys_of_containers_and_packs():
    """An SSCC fills 17 digits with the reference; identifiers in claims are element strings."""
    assert gs1.sscc("030001", 1234567890, extension=4) == "403000112345678901"
    assert gs1.checked_sscc("403000112345678901") == "403000112345678901"
    assert gs1.container_epc("403000112345678901") == "00403000112345678901"
    assert gs1.epc("09504000059101", "A1") == "010950400005910121A1"


@given(st.integers(4, 12), st.integers(0, 9), st.data())
def test_sscc_is_always_a_key(length, extension, data):
    """Whatever prefix and reference: 18 digits with the right check digit."""
    prefix = data.draw(st.text("0123456789", min_size=length, max_size=length))
    reference = data.draw(st.integers(0, 10 ** (16 - length) - 1))
    assert gs1.is_key(gs1.sscc(prefix, reference, extension=extension), 18)


@pytest.mark.parametrize(("text", "year", "expected"), [
    ("271231", 2026, dt.date(2027, 12, 31)), ("270200", 2026, dt.date(2027, 2, 28)),
    ("280200", 2026, dt.date(2028, 2, 29)), ("760101", 2026, dt.date(2076, 1, 1)),
    ("770101", 2026, dt.date(1977, 1, 1)), ("000101", 2050, dt.date(2100, 1, 1)),
    ("010101", 2050, dt.date(2001, 1, 1)), ("490101", 2099, dt.date(2149, 1, 1)),
])
def test_dates(text, year, expected):
    """Day 00 is the month's last; a year more than 50 ahead is past, 50 or more behind is to come."""
    assert gs1.date_of(text, year=year) == expected


@pytest.mark.parametrize("text", ["271301", "270230", "270431", "2712310", "27 231", "270001"])
def test_wrong_dates(text):
    """A day that no calendar has is refused."""
    with pytest.raises(gs1.DateError, match=f"^'{text}' is no date; expected YYMMDD"):
        gs1.date_of(text, year=2026)


def test_usual_order():
    """The usual pack code is written with one separator and read back whole."""
    assert gs1.write_elements(USUAL) == WRITTEN
    assert gs1.read_elements(WRITTEN) == USUAL
    assert gs1.human_text(USUAL[:2]) == "(01)09504000059101\n(17)271231"


@pytest.mark.parametrize(("text", "message"), [
    ("", "position 0: found nothing, expected an application identifier"),
    ("\x1d01", "position 0: found '\\x1d01', expected an application identifier"),
    ("0509504000059101", "position 0: found '0509', expected an application identifier"),
    ("0109504000059", "position 2: found '09504000059', expected N14 for (01) GTIN"),
    ("0109504000059102", "position 2: found '09504000059102' with check digit 2, expected 1"),
    ("0109504000059101\x1d17271231", "position 16: found '\\x1d172', expected an application identifier"),
    ("010950400005910117271331", "position 18: found '271331', expected a date YYMMDD for (17) expiry date"),
    ("10LOT\x1d", "position 5: found a separator at the end, expected none behind the last value"),
    ("10LOT\x1d\x1d21A", "position 6: found '\\x1d21A', expected an application identifier"),
    ("10\x1d21A", "position 2: found '', expected X..20 for (10) batch or lot"),
    ("21ABCDEFGHIJKLMNOPQRSTU", "position 2: found 'ABCDEFGHIJKLMNOPQRSTU', expected X..20 for (21) serial"),
    ("10L\u00f6T", "position 2: found 'L\u00f6T', expected X..20 for (10) batch or lot"),
    ("3799\u0663", "position 2: found '99\u0663', expected N..8 for (37) count of contained items"),
])
def test_wrong_element_strings(text, message):
    """A wrong element string is refused with position, finding and expectation."""
    with pytest.raises(gs1.ElementError) as caught:
        gs1.read_elements(text)
    assert str(caught.value) == message


def test_split_takes_wrong_values():
    """Splitting looks at the form alone: check digits and dates may be wrong."""
    assert gs1.split_elements("010950400005910217279999") == (("01", "09504000059102"), ("17", "279999"))


def test_writing_refuses_what_reading_refuses():
    """A value that could not be read back is not written."""
    with pytest.raises(gs1.ElementError, match=r"^element 2: found 'L\\x1dT', expected X..20"):
        gs1.write_elements((("01", "09504000059101"), ("10", "L\x1dT")))
    with pytest.raises(gs1.ElementError, match=r"^element 1: found '99999', expected a known"):
        gs1.write_elements((("99999", "1"),))


def test_association():
    """Elements that need or exclude each other are named."""
    assert gs1.association_faults(USUAL) == ()
    assert gs1.association_faults((("21", "A"), ("21", "B"), ("01", ""), ("37", "1"))) == (
        "(21) stands 2 times; expected once", "(01) stands with (37); expected one of them",
        "(37) stands alone; expected one of (02) with it", "(37) stands with (01); expected one of them",
    )


def test_no_identifier_begins_another():
    """The identifier at a position is never ambiguous."""
    clashes = [(a, b) for a in gs1.IDENTIFIERS for b in gs1.IDENTIFIERS if a != b and b.startswith(a)]
    assert clashes == []


def _values(row: gs1.Identifier):
    parts = []
    for part in row.format.split("+"):
        signs = {"N": "0123456789", "X": gs1.CHARSET_82}[part[0]]
        size = int(part.strip("NX."))
        parts.append(st.text(signs, min_size=1 if ".." in part else size, max_size=size))
    return st.tuples(*parts).map("".join).map(lambda text: _mended(row, text))


def _mended(row: gs1.Identifier, text: str) -> str:
    if row.ai == "8003":
        text = "0" + text[1:]
    if row.ai == "422":
        text = "276"  # an ISO country the witness knows
    if row.key:
        text = text[:row.key - 1] + gs1.check_digit(text[:row.key - 1]) + text[row.key:]
    return "280229" + text[6:] if row.date else text


ELEMENTS = st.lists(st.sampled_from(sorted(gs1.IDENTIFIERS)), min_size=1, max_size=6, unique=True).flatmap(
    lambda ais: st.tuples(*(st.tuples(st.just(ai), _values(gs1.IDENTIFIERS[ai])) for ai in ais)))


@given(ELEMENTS)
def test_round_trip(pairs):
    """Whatever is written is read back the same."""
    assert gs1.read_elements(gs1.write_elements(pairs)) == pairs


AGREED = st.lists(st.sampled_from(
    ["00", "01", "10", "17", "20", "21", "240", "3102", "37", "400", "710", "8004", "91"]),
                  min_size=1, max_size=6, unique=True).flatmap(
    lambda ais: st.tuples(*(st.tuples(st.just(ai), _values(gs1.IDENTIFIERS[ai])) for ai in ais)))


@given(AGREED)
def test_biip_reads_the_same(pairs):
    """An independent parser finds the same identifiers and values in what is written."""
    message = biip.parse("]d2" + gs1.write_elements(pairs)).gs1_message
    assert tuple((part.ai.ai, part.value) for part in message.element_strings) == pairs
