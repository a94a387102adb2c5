"""Rules about markets: each with a planted defect, in a journal written for it."""

import json

import msgspec
import pytest

from linebench.oracle.judge import judge
from linebench.oracle.market import MarketBook
from linebench.oracle.plan import World, forms_of
from linebench.oracle.policy import FORM, UNFIT
from linebench.oracle.serials import ALLOCATED
from linebench.ports import l3
from linebench.product.code_form import USUAL
from linebench.product.market import CodeRule, Market, ReuseRule, SerialRule
from linebench.product.pack_code import PackCode
from linebench.records import claim, wire
from tests.oracle.story import EXPIRY, GTIN, LOT, Story, epc, scenario, serial

MARKET = Market(id="here", title="here", code=CodeRule(elements=("01", "21", "17", "10"), ordered=True),
                serial=SerialRule(shortest=10, longest=10, characters="capitals and digits", begins="S"),
                authority={"commissioned": "l2", "rejected": "l2", "destroyed": "l2 l4"})
FORM_HERE = MARKET.form({})
OTHER = "09501101530010"


def world(**changes):
    """The scenario of a story whose product is made for a market."""
    told = json.loads(scenario())
    told["products"][0]["market"] = "here"
    market = msgspec.structs.replace(MARKET, **changes)
    return json.dumps({**told, "markets": [json.loads(msgspec.json.encode(market))]})


def code(number, form=FORM_HERE, text=None):
    return PackCode(GTIN, EXPIRY, LOT, text or serial(number), form).content()


def story(**changes):
    """A batch whose packs carry what the market asks for."""
    made = Story(stack=world(**changes))
    for number, script in made.scripts.items():
        script.content = code(number)
    return made


def found(made, rule):
    return judge(made.records()).outcome(rule)


def test_codes_as_the_market_asks_pass():
    """Every good pack is an opportunity, and nothing is found."""
    outcome = found(story(), "code-fits-market")
    assert (outcome.result, outcome.opportunities) == ("pass", 24)
    assert judge(story().records()).verdict == "pass"


def test_a_code_in_another_order_is_found():
    """The usual order, which this market does not take, on one pack that passes."""
    made = story()
    made.pack(5).content = code(5, USUAL)
    outcome = found(made, "code-fits-market")
    assert (outcome.count, outcome.findings[0].packs) == (1, (5,))
    assert "as good: its code does not consist of what its market asks for" in outcome.findings[0].message
    assert found(made, "false-accept").count == 1


def test_a_serial_of_another_form_is_found():
    """A serial that L3 gave out and the market does not take."""
    outcome = found(story(serial=SerialRule(shortest=10, longest=10, characters="digits")), "code-fits-market")
    assert outcome.count == 24
    assert "its serial is not as its market has it" in outcome.findings[0].message


def test_a_rejected_code_is_no_finding():
    """What is wrong and goes into the bin is as it has to be."""
    made = story()
    made.pack(5).bad(content=code(5, USUAL))
    assert found(made, "code-fits-market").result == "pass"


def test_without_a_market_nothing_is_asked():
    """A world that names none exercises none of the rules."""
    for rule in ("code-fits-market", "serial-authority", "serial-reused-against-market"):
        assert found(Story(), rule).result == "not_exercised"


def status(source, word, number, t):
    return claim.SerialsClaimed(t, source, word, (epc(number),), (t,), "")


def test_who_decides_may_say_it_and_others_repeat_it():
    """L3 passes on what L2 said; L4 destroys by its own word, as this market has it."""
    made = story()
    t = made.tail
    made.add(status("l3", "commissioned", 3, t), status("l4", "destroyed", 3, t + 1))
    outcome = found(made, "serial-authority")
    assert (outcome.result, outcome.opportunities >= 24) == ("pass", True)


@pytest.mark.parametrize(("source", "word"), [("l3", "rejected"), ("l4", "rejected"), ("l3", "destroyed")])
def test_a_state_by_whom_it_does_not_concern_is_found(source, word):
    """Nobody who decides has said so before."""
    made = story()
    made.add(status(source, word, 3, made.tail))
    outcome = found(made, "serial-authority")
    assert outcome.count == 1
    assert f"{source} reported serial {serial(3)} as {word}, of which l2" in outcome.findings[0].message


def allocated(request, gtin, serials, t):
    return wire.Delivered(t, "l3>l2", t, l3.Serials(request, gtin, serials))


@pytest.mark.parametrize(("scope", "count"), [("gtin", 0), ("company", 2), ("world", 2)])
def test_a_serial_of_another_product_is_found_where_the_market_wants_it_once(scope, count):
    """Two serials of the batch are given out for another GTIN of the same market."""
    told = json.loads(world(reuse=ReuseRule(scope=scope)))
    told["products"].append({**told["products"][0], "name": "other", "gtin": OTHER})
    made = Story(stack=json.dumps(told))
    made.add(allocated(99, OTHER, (serial(1), serial(2), "SNEWSERIAL"), made.tail))
    outcome = found(made, "serial-reused-against-market")
    assert (outcome.count, outcome.opportunities > 0) == (count, scope != "gtin")
    assert all(f"for GTIN {OTHER}, which GTIN {GTIN} has" in each.message for each in outcome.findings)


def book(**changes):
    return MarketBook(msgspec.json.decode(world(**changes), type=World))


def test_what_came_with_a_serial_must_stand_beside_it():
    """Another crypto code than the one that was given out makes the code wrong."""
    rule = CodeRule(elements=("01", "21", "91"), with_serial=("91",))
    markets, form = book(code=rule), msgspec.structs.replace(MARKET, code=rule).form({})
    assert markets.given(GTIN, ["S1", "S2"], ("S1", "S2"), (("91", ("aaaa", "bbbb")),)) == []
    right, wrong = (PackCode(GTIN, "", "", "S1", form, (("91", text),)) for text in ("aaaa", "bbbb"))
    flags = [markets.flags("S1", each.content(), ALLOCATED) & FORM for each in (right, wrong)]
    assert flags == [0, FORM]


def test_a_serial_that_nobody_was_heard_to_give_out_is_looked_at_when_it_is_printed():
    """A line with a pool of its own is held to the market's rules too."""
    assert [book().flags(text, code(0, text=text), 0) for text in (serial(1), "X" + serial(1)[1:])] == [0, UNFIT]
    assert book().flags("?", "no element string", 0) == 0


def test_forms_are_those_of_record_0():
    """The usual, and that of each product; of a world that cannot be read, the usual."""
    assert forms_of(world()) == (USUAL, FORM_HERE)
    assert (forms_of(""), forms_of("{]")) == ((USUAL,), (USUAL,))
