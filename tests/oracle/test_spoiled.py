"""Messages that a fault has changed on their way are nobody's word."""

from linebench.ports.l3 import Serials
from linebench.ports.printer import PrintJob
from linebench.records.truth import FaultBegan, FaultStruck
from tests.oracle.story import EXPIRY, GTIN, Story, serial

_AT = 500_000
"""Before the first pack."""


def story(*, struck):
    """A run in which serial numbers come a second time and a print job has another lot, by a fault or not."""
    one = Story()
    if struck:
        for number, link in enumerate(("l3>l2", "l2>printer"), 1):
            one.add(FaultBegan(_AT - 1, number, link, "altered", ""), FaultStruck(_AT, number, 0))
    one.say(_AT, "l3>l2", Serials(99, GTIN, (serial(1),)))
    one.say(_AT, "l2>printer", PrintJob("1", GTIN, "OTHER", EXPIRY))
    return one


def test_what_a_fault_changed_is_not_blamed_on_who_said_it(findings):
    """Neither the site nor the line controller is blamed for what arrived otherwise than they said it."""
    assert findings(story(struck=True)) == {}


def test_the_same_without_a_fault_is_found(findings):
    """Said so by the levels themselves, both are wrong."""
    assert {"serial-reused", "stale-field-printed"} <= findings(story(struck=False)).keys()
