"""Batches of every market through the whole line: printed, read, verified, judged and reported."""

import functools

import biip
import pytest

from linebench.content import Content, library
from linebench.epcis.names import MASTER_DATA
from linebench.line.kinds import KINDS
from linebench.oracle.judge import judge
from linebench.ports.l3 import CodedSerials
from linebench.ports.l4 import Capture
from linebench.product.code_form import pairs_of
from linebench.product.elements import read_elements
from linebench.records.truth import PackExited, PackPrinted, PackViewed
from linebench.records.wire import Delivered
from linebench.scenario.load import load
from linebench.simulation import simulate

ELEMENTS = {
    "product-a": "01 17 10 21", "us-tablets": "01 21 17 10", "de-tablets": "01 17 10 21 710",
    "ru-tablets": "01 21 91 92", "uz-tablets": "01 21 91 92", "tr-tablets": "01 21 17 10",
    "cn-tablets": "01 17 10 21", "br-tablets": "01 713 21 17 10", "bracket": "01 241 10 21",
}


@functools.cache
def batch(product, expiry="281231", stack=None, **settings):
    """The scenario, its records and what the oracle says of them."""
    content = Content((library(),))
    settings = {"batch.PO-5001.product": product, "batch.PO-5001.expiry": expiry,
                "batch.PO-5001.quantity": "24"} | settings
    loaded = load("carton-markets", content, KINDS, settings=settings, stack=stack)
    bench = simulate(loaded.scenario, 7, None, requirements=content.requirements(), keep=True, content=content)
    return loaded.scenario, bench.records, judge(bench.records)


def said(records, kind):
    messages = (record.message for record in records if isinstance(record, Delivered))
    return [message for message in messages if isinstance(message, kind)]


def contents(records):
    passed = {record.pack for record in records if isinstance(record, PackExited)}
    return [record.content for record in records if isinstance(record, PackPrinted) and record.pack in passed]


@pytest.mark.parametrize("product", ELEMENTS)
def test_a_batch_of_each_market_passes_every_rule(product):
    """Ordered, printed, verified and reported with the code of its market; all was looked at, and is right."""
    _, records, judged = batch(product)
    assert judged.verdict == "pass"
    assert judged.outcome("code-fits-market").opportunities == len(contents(records)) >= 20
    assert {" ".join(ai for ai, _ in read_elements(each)) for each in contents(records)} == {ELEMENTS[product]}


@pytest.mark.parametrize("product", ELEMENTS)
def test_an_independent_reader_takes_every_code(product):
    """biip reads what was printed: the GTIN, and a serial as the market has it."""
    scenario, records, _ = batch(product)
    made = next(each for each in scenario.products if each.name == product)
    rule = scenario.market_of(made).serial
    for content in contents(records):
        message = biip.parse("]d2" + content).gs1_message
        assert message.element_strings.get(ai="01").value == made.gtin
        assert rule.fits(message.element_strings.get(ai="21").value)


def test_key_and_code_stand_with_the_serial_they_came_with():
    """As market Russia has it: what L3 gave out with a serial stands beside it on the pack, and nothing else."""
    _, records, _ = batch("ru-tablets")
    given = {serial: pairs for each in said(records, CodedSerials)
             for serial, pairs in zip(each.serials, pairs_of(each.extra, len(each.serials)), strict=True)}
    printed = {elements["21"]: (("91", elements["91"]), ("92", elements["92"]))
               for elements in (dict(read_elements(each)) for each in contents(records))}
    assert printed == {serial: given[serial] for serial in printed}
    assert {(len(pairs[0][1]), len(pairs[1][1])) for pairs in given.values()} == {(4, 44)}


def test_day_00_stands_in_the_code_and_is_reported_as_the_last_day():
    """As market Turkey has it: 290600 on the pack, 30 June in the events."""
    _, records, judged = batch("tr-tablets", "290600", "stacks/enterprise.toml")
    assert judged.verdict == "pass"
    assert {dict(read_elements(each))["17"] for each in contents(records)} == {"290600"}
    told = {event.ilmd[f"{{{MASTER_DATA}}}itemExpirationDate"] for capture in said(records, Capture)
            for event in capture.events if event.ilmd}
    assert told == {"2029-06-30"}


def test_serials_that_count_up_count_up():
    """As a maker of parts has it: SN and a number, one after the other in the order of the packs."""
    _, records, _ = batch("bracket")
    numbers = [int(dict(read_elements(each))["21"].removeprefix("SN")) for each in contents(records)]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("product", ["ru-tablets", "br-tablets"])
def test_codes_are_read_from_pictures_too(product):
    """The larger symbol and the longer code are printed, photographed and read; text and code agree."""
    _, records, judged = batch(product, fidelity="image")
    assert judged.verdict == "pass"
    viewed = [record.readable for record in records if isinstance(record, PackViewed)]
    assert sum(viewed) == len(viewed) >= 20
