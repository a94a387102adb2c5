"""Forms of codes and rules of serials: what a market's rules make of a product's data."""

import random

import biip
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.product import PackCode, PackCodeError, SerialError, gs1, read_pack_code
from linebench.product.code_form import USUAL, CodeForm, columns_of, pairs_of
from linebench.product.market import CHARACTERS, CodeRule, Market, SerialRule
from linebench.product.pack_code import read_known, text_agrees
from linebench.product.serial_form import SerialForm, next_serials

GTIN, EXPIRY, LOT = "09504000059101", "290600", "LOT-7"
CRYPTO = (("91", "A3F7"), ("92", "x" * 43 + "="))
FORMS = {
    "usual": USUAL,
    "turkish": CodeForm(("01", "21", "17", "10"), ("01", "21", "17", "10"), ordered=True),
    "russian": CodeForm(("01", "21", "91", "92"), ("01", "21"), with_serial=("91", "92"), ordered=True),
    "brazilian": CodeForm(("01", "713", "21", "17", "10"), ("01", "21"), (("713", "1012300450011"),), ordered=True),
    "part": CodeForm(("01", "241", "10", "21"), ("241", "21"), (("241", "BR-2207-A"),)),
}
WRITTEN = {
    "usual": "010950400005910117290600" "10LOT-7\x1d" "21S1",
    "turkish": "010950400005910121S1\x1d" "17290600" "10LOT-7",
    "russian": "010950400005910121S1\x1d" "91A3F7\x1d" "92" + "x" * 43 + "=",
    "brazilian": "0109504000059101" "7131012300450011\x1d" "21S1\x1d" "17290600" "10LOT-7",
    "part": "0109504000059101" "241BR-2207-A\x1d" "10LOT-7\x1d" "21S1",
}
texts = st.text(gs1.CHARSET_82, min_size=1, max_size=20)


def code_of(name, serial="S1", lot=LOT):
    form = FORMS[name]
    return PackCode(GTIN, EXPIRY, lot, serial, form, CRYPTO if form.with_serial else ())


@pytest.mark.parametrize("name", FORMS)
def test_each_form_is_written_with_its_separators(name):
    """Elements in their order, a separator behind those whose end is not known, none at the end."""
    assert code_of(name).content() == WRITTEN[name]


def test_people_read_what_the_form_says():
    """A line for each element that is to be read, and none for a crypto code."""
    assert [code_of(name).text() for name in ("russian", "part")] == [
        f"(01){GTIN}\n(21)S1", "(241)BR-2207-A\n(21)S1"]
    assert text_agrees(f"(21)S1\n(01){GTIN}", code_of("russian"))


@pytest.mark.parametrize("name", FORMS)
@given(serial=texts, lot=texts)
def test_what_is_written_is_read_back(name, serial, lot):
    """Whatever serial and lot: the same data come back, but for what the form has no place for."""
    code, form = code_of(name, serial, lot), FORMS[name]
    read = read_pack_code(code.content(), form)
    kept = {"lot": lot if "10" in form.elements else "", "expiry": EXPIRY if "17" in form.elements else ""}
    assert read == PackCode(GTIN, kept["expiry"], kept["lot"], serial, form, code.more)
    assert read.content() == code.content()
    assert read_known(code.content(), FORMS.values()).serial == serial


@pytest.mark.parametrize("name", FORMS)
@given(serial=texts, lot=texts)
def test_an_independent_reader_finds_the_same_elements(name, serial, lot):
    """biip, which knows nothing of forms, reads each market's element string as it was written."""
    message = biip.parse("]d2" + code_of(name, serial, lot).content()).gs1_message
    found = [(each.ai.ai, each.value) for each in message.element_strings]
    values = {"01": GTIN, "17": EXPIRY, "10": lot, "21": serial, **dict(CRYPTO), **dict(FORMS[name].constants)}
    assert found == [(ai, values[ai]) for ai in FORMS[name].elements]


@pytest.mark.parametrize(("name", "content", "message"), [
    ("turkish", WRITTEN["usual"], "the order (01) (17) (10) (21), not (01) (21) (17) (10)"),
    ("brazilian", WRITTEN["turkish"], "elements (01) (21) (17) (10), not (01) (713) (21) (17) (10)"),
    ("brazilian", WRITTEN["brazilian"].replace("10123", "99999"), "'9999900450011' in (713), not '1012300450011'"),
    ("russian", WRITTEN["russian"].partition("\x1d92")[0], "elements (01) (21) (91), not (01) (21) (91) (92)"),
    ("part", WRITTEN["part"].replace("59101", "59102"), "with check digit 2, expected 1"),
])
def test_a_code_of_another_form_is_refused_for_what_it_is(name, content, message):
    """Order, missing elements, another national number, a wrong check digit: each is told."""
    with pytest.raises(PackCodeError) as caught:
        read_pack_code(content, FORMS[name])
    assert message in str(caught.value)


def test_a_form_without_order_takes_any():
    """Where the market does not ask for an order, none is wrong."""
    pairs = (("21", "S1"), ("241", "BR-2207-A"), ("10", LOT), ("01", GTIN))
    assert read_pack_code(gs1.write_elements(pairs), FORMS["part"]) == PackCode(GTIN, "", LOT, "S1", FORMS["part"])


def test_columns_and_pairs_say_the_same():
    """What comes with serials travels by element, and is used by serial."""
    beside = [CRYPTO, (("91", "0000"), ("92", "y"))]
    columns = (("91", ("A3F7", "0000")), ("92", (CRYPTO[1][1], "y")))
    assert (columns_of(beside), pairs_of(columns, 2)) == (columns, beside)
    assert (columns_of([]), pairs_of((), 1)) == ((), [()])


def test_a_market_makes_the_form_of_a_product():
    """Elements of the market, numbers of the product; what the product does not state is empty."""
    market = Market(id="x", title="x", code=CodeRule(elements=("01", "713", "21"), text=("01",), stated=("713",)))
    assert market.form({"713": "5"}) == CodeForm(("01", "713", "21"), ("01",), (("713", "5"),))
    assert market.form({}).constants == (("713", ""),)


@pytest.mark.parametrize(("rule", "fitting", "unfit"), [
    (SerialRule(), "a" * 20, "a" * 21),
    (SerialRule(), "-", ""),
    (SerialRule(shortest=13, longest=13, characters="digits"), "0" * 13, "0" * 12 + "A"),
    (SerialRule(characters="capitals and digits"), "A1", "a1"),
    (SerialRule(characters="letters and digits"), "a1", "a-1"),
    (SerialRule(shortest=3, begins="SN"), "SN1", "S1N"),
])
def test_a_serial_fits_or_does_not(rule, fitting, unfit):
    """Length, characters and beginning."""
    assert (rule.fits(fitting), rule.fits(unfit)) == (True, False)


@given(st.sampled_from(sorted(CHARACTERS)), st.integers(3, 20), st.integers(0, 2**32))
def test_what_is_made_fits_what_is_asked(characters, length, seed):
    """Serials made for a product are as its market has them, and all different."""
    form = SerialForm(length, CHARACTERS[characters], "7")
    made = next_serials(form, random.Random(seed), 20, frozenset())
    rule = SerialRule(shortest=length, longest=length, characters=characters, begins="7")
    assert len(set(made)) == 20
    assert all(map(rule.fits, made))


def test_counted_serials_go_on_where_they_were_and_end():
    """One after the other; when the digits are used up that is said."""
    form, chance = SerialForm(4, begins="SN", sequential=True), random.Random(1)
    assert next_serials(form, chance, 2, frozenset(), 8) == ["SN09", "SN10"]
    with pytest.raises(SerialError, match="2 serials behind 98 do not fit into 2 digits"):
        next_serials(form, chance, 2, frozenset(), 98)


def test_drawn_serials_are_not_those_that_are_taken():
    """With a beginning too, nothing comes twice."""
    form, chance, taken = SerialForm(3, "0123456789", "7"), random.Random(1), set()
    for _ in range(5):
        taken.update(next_serials(form, chance, 10, taken))
    assert len(taken) == 50
