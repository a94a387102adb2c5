"""Faults on what messages say: which they strike, what arrives, and what a fault that cannot act says."""

import pytest

from linebench.kernel.engine import Engine
from linebench.kernel.streams import Streams
from linebench.line.faults import FaultBook
from linebench.line.kinds import LINK
from linebench.links import Link
from linebench.ports.l3 import Serials, SerialsRefused
from linebench.records.truth import FaultStruck
from linebench.records.wire import Delivered
from linebench.scenario.model import FaultPlan
from linebench.spoiling import SpoilingError

NAME = "l3>l2"
BLOCK = Serials(3, "09501101530003", ("S1", "S234"))


class Rig:
    def __init__(self):
        self.engine, self.records = Engine(), []
        self.faults = FaultBook(self.engine, self.records.append, Streams(1).stream, {NAME: LINK.faults})
        self.link = Link(NAME, self.engine, self.records.append, self.faults, latency_us=5)
        self.link.attach(lambda t, message: None)

    def fault(self, kind, **params):
        self.faults.begin(0, FaultPlan(target=NAME, kind=kind, packs=1, params={"message": "serials", **params}))

    def said(self, *messages):
        for message in messages:
            self.link.say(self.engine.now, message)
        self.engine.run_to(1_000)
        return [record.message for record in self.records if isinstance(record, Delivered)]


@pytest.mark.parametrize(("kind", "params", "arrives"), [
    ("altered", {"field": "gtin", "value": "4"}, [Serials(3, "4", ("S1", "S234"))]),
    ("altered", {"field": "request", "value": "9"}, [Serials(9, BLOCK.gtin, BLOCK.serials)]),
    ("altered", {"field": "serials", "value": "A B"}, [Serials(3, BLOCK.gtin, ("A", "B"))]),
    ("damaged", {"field": "serials"}, [Serials(3, BLOCK.gtin, ("S1", "S2\ufffd"))]),
    ("repeated", {}, [BLOCK, BLOCK]),
])
def test_a_fault_changes_the_next_message_of_its_name(kind, params, arrives):
    """Other messages pass as they are and use up no strike; after the strike everything arrives as it was said."""
    rig = Rig()
    rig.fault(kind, **params)
    other = SerialsRefused(1, "no")
    assert rig.said(other, BLOCK, BLOCK) == [other, *arrives, BLOCK]
    assert [record.t for record in rig.records if isinstance(record, FaultStruck)] == [0]


@pytest.mark.parametrize(("kind", "params", "words"), [
    ("altered", {"field": "lot", "value": "1"}, "altered on l3>l2: found field 'lot'; expected one of req"),
    ("altered", {"field": "request", "value": "x"}, "found value 'x'; expected a whole number"),
    ("damaged", {"field": "gtin"}, "in field gtin; expected a list with items"),
])
def test_a_fault_that_cannot_act_says_why(kind, params, words):
    """A field that there is not, a value that does not fit and a list that is none are named."""
    rig = Rig()
    rig.fault(kind, **params)
    with pytest.raises(SpoilingError, match=words):
        rig.said(BLOCK)
