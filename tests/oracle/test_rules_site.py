"""Rules about what a site acknowledges and tells its enterprise: each with a planted defect."""

import pytest

from linebench.epcis.model import Event
from linebench.oracle.judge import judge
from linebench.ports import l3, l4
from linebench.product.epc_uri import link_of_elements
from linebench.records import claim
from tests.oracle.story import EXIT, GTIN, PACKER, Story, epc

MASTER = "{urn:epcglobal:cbv:mda}"


def report(sequence, *numbers):
    """A document of the line that commissions packs."""
    event = l3.ObjectEvent("ADD", "commissioning", "active", tuple(map(epc, numbers)), (0,) * len(numbers))
    return l3.Report(sequence, "O-1", (event,))


def outcome(story, rule):
    """What one rule says: opportunities, and its findings without their time."""
    said = judge(story.records()).outcome(rule)
    return said.opportunities, [each.message.partition(" ")[2] for each in said.findings]


def reported(answered=(1, 2, 3), late=0):
    """A story in which packs 1 to 6 are reported two by two, and so acknowledged."""
    story = Story()
    for sequence in (1, 2, 3):
        t = story.at(2 * sequence, EXIT) + 400_000
        story.say(t, "l2>l3", report(sequence, 2 * sequence - 1, 2 * sequence))
        if sequence in answered:
            story.say(t, "l3>l2", l3.ReportAccepted(sequence), 100_000 + late)
    return story


def audited(story, *numbers, after=60_000_000):
    """The enterprise is asked for all, and holds these packs."""
    t = story.at(len(story.scripts), PACKER) + after
    story.add(claim.SerialsClaimed(t, "l4", "commissioned", tuple(map(epc, numbers)), (0,) * len(numbers), ""),
              claim.AllClaimed(t + 1, "l4"))
    return story


def test_what_was_acknowledged_is_with_the_enterprise():
    """Every pack that the line reported was looked for; the ones that are not there are named."""
    every = range(1, 25)
    assert outcome(audited(reported(), *every), "acknowledged-is-kept") == (24, [])
    assert outcome(audited(reported(), *every[2:]), "acknowledged-is-kept") == (24, [
        f"the line reported S00000000{number} as commissioned, the site acknowledged it, and the enterprise does "
        "not hold it" for number in (1, 2)])


def test_what_is_not_acknowledged_may_be_missing():
    """Nor is looked for what was acknowledged a moment ago."""
    assert outcome(audited(reported((1, 2)), *range(1, 5), *range(7, 25)), "acknowledged-is-kept") == (22, [])
    soon = audited(reported(), *range(7, 25), after=10_000_000)
    assert outcome(soon, "acknowledged-is-kept") == (18, [])


@pytest.mark.parametrize(("answered", "late", "found"), [
    ((1, 2, 3), 0, []), ((1, 2, 3), 29_000_000, []),
    ((1, 2, 3), 30_000_000, ["document 1 of the line was acknowledged after 30.1 s, allowed are 30.0 s"])])
def test_a_document_is_acknowledged_in_time(answered, late, found):
    """Within the limit of the requirement, counted from its arrival."""
    opportunities, said = outcome(audited(reported(answered, late)), "report-not-acknowledged")
    assert (opportunities, said[:1]) == (3, found)


def test_a_document_that_is_never_acknowledged_is_found():
    """Once the limit is over."""
    story = audited(reported((1, 3)), after=60_000_000)
    opportunities, (found,) = outcome(story, "report-not-acknowledged")
    assert opportunities == 3
    assert found.startswith("document 2 of the line was not acknowledged for ")


def captured(number, lot="LOT7A", expiry="2027-12-31"):
    master = {name: text for name, text in ((f"{MASTER}lotNumber", lot), (f"{MASTER}itemExpirationDate", expiry))
              if text}
    return l4.Capture(number, (Event(
        type="ObjectEvent", event_time="2026-01-05T06:00:00Z", event_time_zone_offset="+00:00", action="ADD",
        biz_step="commissioning", epc_list=(link_of_elements(epc(1)), link_of_elements(epc(2))), ilmd=master),))


@pytest.mark.parametrize(("lot", "expiry", "told"), [
    ("", "", "the lot nothing and the expiry date nothing"),
    ("LOT7B", "2027-12-31", "the lot LOT7B and the expiry date 2027-12-31"),
    ("LOT7A", "2027-12-30", "the lot LOT7A and the expiry date 2027-12-30")])
def test_lot_and_expiry_are_those_of_the_order(lot, expiry, told):
    """The right ones pass; what is missing or of another order is named with what was made."""
    story = Story()
    story.say(story.tail, "l3>l4", captured(1))
    assert outcome(story, "wrong-master-data") == (1, [])
    story.say(story.tail + 1, "l3>l4", captured(2, lot, expiry))
    assert outcome(story, "wrong-master-data") == (2, [
        f"the site told of 01{GTIN}21S000000001 and 1 more {told}; they are of lot LOT7A and expire on 2027-12-31"])


def test_a_finished_order_is_not_given_out():
    """The order of the story may be; once its reconciliation was acknowledged it may not."""
    story = Story()
    balance = l3.BatchReport("O-1", 29, 24, 0, 0, 0, 5, 0, 3, 0, 1)
    order = l3.Order("O-1", GTIN, "LOT7A", "271231", 24, 8, 4, "0950110", 1)
    story.say(story.tail, "l2>l3", balance)
    story.say(story.tail, "l3>l2", l3.ReportAccepted(1), 100_000)
    assert outcome(story, "finished-order-given") == (2, [])
    story.say(story.tail + 200_000, "l3>l2", order)
    assert outcome(story, "finished-order-given") == (3, [
        "the site gave out order O-1, the reconciliation of which it had acknowledged"])
