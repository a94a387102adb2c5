"""Markets in scenarios: found by name, held against products and orders, and against what a line can show."""

import pytest
from tests.scenario.world import BATCH, HEAD, PRODUCT, loaded, problems

from linebench.content import Content, library
from linebench.line.kinds import KINDS
from linebench.product.code_form import USUAL
from linebench.product.market import SITE_LEVELS, CodeRule, Market, SerialRule
from linebench.scenario.load import load
from linebench.scenario.problems import ScenarioError
from linebench.scenario.product_file import read_part

PARTS = sorted(path for folder in ("products", "markets")
               for path in (library() / "scenarios" / folder).glob("*.toml"))
MARKET = """\
id = "here"
title = "Here"
unsure = ["serial.longest"]

[code]
elements = ["01", "21", "17", "713"]
text = ["01", "21"]
stated = ["713"]
ordered = true

[serial]
shortest = 4
longest = 12
characters = "capitals and digits"

[expiry]
day_zero = false

[authority]
commissioned = "l2"
"""
STATED = PRODUCT + 'market = "here"\ncode = { 713 = "12" }\n'


def with_market(market=MARKET, product=STATED, **options):
    return {"markets/here.toml": market, "products/pills.toml": product, **options}


def told(market=MARKET, product=STATED, batch=BATCH, **options):
    return problems(HEAD + batch, with_market(market, product), **options)


def test_a_product_finds_its_market_by_name() -> None:
    """The file of that name is read, noted with its hash, and makes the form of the code."""
    found = loaded(files=with_market())
    scenario = found.scenario
    market = Market(
        id="here", title="Here", unsure=("serial.longest",), authority={"commissioned": "l2"},
        code=CodeRule(elements=("01", "21", "17", "713"), text=("01", "21"), stated=("713",), ordered=True),
        serial=SerialRule(shortest=4, longest=12, characters="capitals and digits"),
        expiry=scenario.markets[0].expiry)
    assert scenario.markets == (market,)
    assert scenario.form_of(scenario.products[0]) == market.form({"713": "12"})
    assert "markets/here.toml" in dict(found.files)
    assert found.origins["market.here.serial.longest"] == "markets/here.toml:13"


def test_a_product_that_names_none_has_the_usual_code() -> None:
    """Without a word about it no file is needed."""
    scenario = loaded().scenario
    assert (scenario.markets, scenario.form_of(scenario.products[0])) == ((), USUAL)


def test_a_market_is_changed_by_key_path() -> None:
    """Also one that the command line itself brought."""
    scenario = loaded(files=with_market(product=PRODUCT), settings={
        "market.here.serial.longest": "13", "product.pills.market": "here", "product.pills.code.713": "7"}).scenario
    assert (scenario.markets[0].serial.longest, scenario.products[0].code) == (13, {"713": "7"})


@pytest.mark.parametrize(("change", "message"), [
    (("longest = 12", "longest = 21"), "market.here.serial.longest: found 4 to 21 characters; expected 1 to 20"),
    (('"713"]\ntext', '"713", "999"]\ntext'), "market.here.code.elements: found '999'; expected application"),
    (('stated = ["713"]', "stated = []"), "market.here.code.elements: found (713); expected who says its value"),
    (('text = ["01"', 'text = ["10"'), "market.here.code.text: found (10); expected one of 01, 21, 17, 713"),
    (('"713"]\ntext', '"713", "21"]\ntext'), "found (21) stands 2 times; expected once"),
    (("ordered = true", 'with_serial = ["17"]'), "code.with_serial: found 17; expected some of 91, 92"),
    (("ordered = true", "grade = 5"), "code.grade: found 5.0; expected 0 to 4"),
    (('"capitals and digits"', '"runes"'), "serial.characters: found 'runes'; expected one of 'digits', 'capitals"),
    (("shortest = 4", 'begins = "abcd"\nshortest = 4'), "serial.begins: found 'abcd'; expected capitals and"),
    (('commissioned = "l2"', 'borne = "l2"'), "authority.borne: found the state 'borne'; expected one of al"),
    (('commissioned = "l2"', 'commissioned = ""'), "authority.commissioned: found nobody; expected levels"),
    (('["serial.longest"]', '["serial.width"]'), "market.here.unsure: found the key 'serial.width'"),
    (('id = "here"', 'id = "there"'), "market.here.id: found 'there'; expected 'here', as its file is called"),
    (("[serial]", "[serials]"), "market.here.serials: found the unknown key 'serials'"),
])
def test_a_market_that_cannot_be_is_refused(change, message) -> None:
    """One line for what is wrong, with file and key."""
    (line,) = told(MARKET.replace(*change))
    assert line.startswith("markets/here.toml:")
    assert message in line


@pytest.mark.parametrize(("change", "message"), [
    (('code = { 713 = "12" }\n', ""),
     "product.pills.code.713: found nothing; expected the DRN number, AI (713), which market here asks for"),
    (('"12"', '"' + "1" * 21 + '"'), "product.pills.code.713: found '111111111111111111111'; expected X..20"),
    (('"12"', '"1{2"'), "product.pills.code.713: found '1{2'; expected X..20 for (713) DRN"),
    (('"12" }', '"12", 710 = "3" }'), "product.pills.code.710: found (710); expected one of 713, as market here"),
    (('"here"', '"here"\nserial_length = 13'), "product.pills.serial_length: found 13; expected 4 to 12, as"),
    (('"here"', '"here"\nserial_length = 21'), "product.pills.serial_length: found 21; expected 1 to 20"),
    (('"here"', '"here"\nserial_characters = "charset 82"'),
     "product.pills.serial_characters: found 'charset 82'; expected capitals and digits, as market here has it"),
    (("0003", "0004"), "product.pills.gtin: found GTIN '09501101530004' ends with check digit 4; expected 3"),
    (('"here"', '"near by"'), "market: found 'near by'; expected a text of letters, digits, - and _"),
    (('"here"', '"there"'), "market: found no file 'markets/there.toml'; expected one that exists; name a file of"),
    (('"here"', '"here"\nserial_length = 4'), "fewer than one in 10,000, as market here has it; use longer"),
])
def test_a_product_that_is_not_as_its_market_asks_is_refused(change, message) -> None:
    """One line for what is wrong: a missing number, a wrong length, characters, check digit, name."""
    (line,) = told(product=STATED.replace(*change))
    assert line.startswith("products/pills.toml:")
    assert message in line


def test_an_order_that_its_market_does_not_allow_is_refused() -> None:
    """Day 00 where the market wants a day."""
    (line,) = told(batch=BATCH.replace("281231", "281200"))
    assert "batch.PO-1.expiry: found '281200'; expected a day from 01, as market here has it" in line


@pytest.mark.parametrize(("settings", "message"), [
    ({"product.us-tablets.market": "cn-platform", "product.us-tablets.serial_length": "20",
      "product.us-tablets.serial_characters": "digits"},
     "product.us-tablets.market: found market cn-platform, which asks for the symbol code128; expected gs1-datama"),
    ({"market.us-dscsa.code.symbol": "datamatrix"}, "asks for the symbol datamatrix; expected gs1-datamatrix"),
])
def test_what_a_line_cannot_show_is_refused(settings, message) -> None:
    """The bench does not pretend to print what it cannot print."""
    with pytest.raises(ScenarioError) as caught:
        load("carton-markets", Content((library(),)), KINDS, settings=settings)
    assert message in str(caught.value)


def test_a_printer_that_knows_four_fields_gets_no_other_code() -> None:
    """On a wire in the dialect of a maker only the usual code goes through; the native messages carry any."""
    with pytest.raises(ScenarioError) as caught:
        load("carton-markets", Content((library(),)), KINDS, stack="stacks/wired.toml")
    told = str(caught.value).split("\n")
    assert "on a wire l2-printer in codenet; expected a dialect that carries more" in told[0]
    assert {line.split(":")[2].strip() for line in told} == {f"product.{name}.market" for name in (
        "us-tablets", "de-tablets", "ru-tablets", "uz-tablets", "tr-tablets", "br-tablets", "bracket", "bolt-kit")}
    load("carton-markets", Content((library(),)), KINDS, stack="stacks/native.toml")


@pytest.mark.parametrize("path", PARTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_is_shipped_is_sound(path) -> None:
    """Every product fits its market, and every market says whose word counts at the line."""
    found, wrong = read_part(path, Content((library(),)))
    assert wrong == ()
    assert found is not None
    if isinstance(found, Market):
        assert {"commissioned", "allocated"} <= found.authority.keys()
        assert set(found.decides("commissioned")) <= set(SITE_LEVELS)
        assert found.basis


def test_elements_that_may_not_stand_together_are_refused() -> None:
    """What GS1 asks of elements among each other is asked of a market's too."""
    elements = MARKET.replace('"01", "21", "17", "713"]', '"01", "21", "17", "713", "37"]')
    assert [line.partition("elements: ")[2] for line in told(elements)][:3] == [
        "found (01) stands with (37); expected one of them; change what stands in the code",
        "found (37) stands alone; expected one of (02) with it; change what stands in the code",
        "found (37) stands with (01); expected one of them; change what stands in the code"]


@pytest.mark.parametrize(("kind", "lacking"), [("lot_wrong", "ru-tablets, uz-tablets, which have no (10)"),
                                               ("expiry_past", "ru-tablets, uz-tablets, bracket, bolt-kit")])
def test_a_fault_of_what_is_not_in_the_code_is_refused(kind, lacking, tmp_path) -> None:
    """What a code does not have cannot be wrong in it."""
    text = (library() / "scenarios" / "carton-markets.toml").read_text("utf-8")
    (tmp_path / "mine.toml").write_text(f'{text}\n[[fault]]\ntarget = "printer-1"\nkind = "{kind}"\n', "utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(tmp_path / "mine.toml", Content((library(),)), KINDS)
    assert f"fault.1.kind: found {kind} with {lacking}" in str(caught.value)
