"""The office of a site: what is released, recalled, documented and archived, by what line and people have told."""

import pytest

from linebench.epcis.reading import read
from linebench.ports.l3 import AggregationEvent, BatchReport, ObjectEvent, Order, Report
from linebench.ports.l4 import Captured
from linebench.ports.office import (
    ArchiveBatch,
    AskDocument,
    AskPacks,
    AskPast,
    AskRelease,
    BatchArchived,
    BatchDocument,
    BatchReleased,
    OfficeRefused,
    Packs,
    Past,
    ReleaseRefused,
)
from linebench.stack.l3 import L3Config, SiteServer
from linebench.stack.l3.history import facts_of
from linebench.stack.machine import Send, Store

GTIN = "09501101530003"
ORDER = Order("A1", GTIN, "LOT1", "280200", 100, 5, 2, "39501101", 1)
CONFIG = L3Config(orders={"A1": ORDER}, pool=5, epoch="2026-10-25T00:59:59Z", zone="Europe/Berlin", enterprise=True)
CASE, PALLET, OTHER = "00395011010000000019", "00395011010000000026", "00395011010000000033"
A, B, C = (f"01{GTIN}21{letter}" for letter in "ABC")
MADE = Report(1, "A1", (
    ObjectEvent("ADD", "commissioning", "active", (A, B, C), (500_000, 600_000, 2_000_000)),
    ObjectEvent("ADD", "commissioning", "active", (CASE, PALLET, OTHER), (2_100_000,) * 3),
    AggregationEvent("ADD", CASE, (A, B), 2_200_000), AggregationEvent("ADD", PALLET, (CASE,), 2_300_000)))
MOVED = Report(2, "A1", (AggregationEvent("DELETE", CASE, (A,), 3_000_000),
                         AggregationEvent("ADD", OTHER, (A,), 3_100_000)))
BALANCE = BatchReport("A1", 5, 3, 0, 0, 0, 2, 0, 2, 1, 3)


class Site:
    """A site server, its store and what it says to its office."""

    def __init__(self):
        self.kept = {}
        self.start()

    def start(self):
        self.server = SiteServer(CONFIG, lambda count, _: ("X",) * count)
        self.keep(self.server.start(dict(self.kept), 0))

    def keep(self, effects):
        for effect in effects:
            if isinstance(effect, Store) and effect.value is None:
                self.kept.pop(effect.key, None)
            elif isinstance(effect, Store):
                self.kept[effect.key] = effect.value
        return [effect.message for effect in effects if isinstance(effect, Send) and effect.to == "desk"]

    def told(self, *messages):
        for message in messages:
            self.keep(self.server.receive("l2", message, 0))

    def confirmed(self, *captures):
        for capture in captures:
            self.keep(self.server.receive("l4", Captured(capture, True, 1), 0))

    def ask(self, message):
        (answer,) = self.keep(self.server.receive("desk", message, 0))
        return answer


@pytest.fixture
def site():
    return Site()


def test_a_batch_is_released_when_nothing_is_open(site):
    """Not before its end, with serials or packs that do not add up, or captures that nobody has confirmed."""
    asked = AskRelease("A1", "QA")
    assert site.ask(asked) == ReleaseRefused("A1", "the line has not reported the end of the batch")
    site.told(MADE, MOVED, BALANCE)
    assert site.ask(asked) == ReleaseRefused("A1", "captures that the enterprise has not confirmed: 2")
    site.confirmed(1, 2)
    assert site.ask(asked) == BatchReleased("A1")
    site.start()
    assert site.ask(asked) == BatchReleased("A1")


@pytest.mark.parametrize(("balance", "reason"), [
    (BatchReport("A1", 6, 3, 0, 0, 0, 2, 1, 2, 1, 3), "6 serial numbers were allocated and 5 are accounted for"),
    (BatchReport("A1", 5, 2, 1, 0, 0, 2, 0, 2, 1, 3), "the line counted 2 good packs and reported 3"),
])
def test_what_does_not_add_up_is_not_released(site, balance, reason):
    """The line's own sum, and its sum against its reports."""
    site.told(MADE, MOVED, balance)
    site.confirmed(1, 2)
    assert site.ask(AskRelease("A1", "QA")) == ReleaseRefused("A1", reason)


def test_a_recall_names_every_pack_with_what_it_is_in(site):
    """By lot, pack and container; what was moved is where it is now, what has ended is not named."""
    site.told(MADE, MOVED)
    chains = ((A, OTHER), (B, CASE, PALLET), (C,))
    for by, value, found in (("lot", "LOT1", chains), ("lot", "LOT2", ()), ("serial", B, chains[1:2]),
                             ("parent", PALLET, chains[1:2]), ("parent", OTHER, chains[:1])):
        assert site.ask(AskPacks(7, by, value)) == Packs(7, by, value, found)
    site.told(Report(3, "A1", (ObjectEvent("DELETE", "destroying", "destroyed", (C,), (4_000_000,)),)))
    assert site.ask(AskPacks(8, "lot", "LOT1")) == Packs(8, "lot", "LOT1", chains[:2])


def test_what_a_pack_has_been_in_is_told_in_order(site):
    """Also in what it was between two containers: in nothing."""
    site.told(MADE, MOVED)
    assert site.ask(AskPast(1, A)) == Past(1, A, (CASE, "", OTHER))
    assert site.ask(AskPast(2, C)) == Past(2, C, ())


@pytest.mark.parametrize(("form", "version"), [("json", "2.0"), ("xml-1.2", "1.2")])
def test_a_document_is_the_same_whenever_it_is_given(site, form, version):
    """It holds what the line has reported, with ids and the offset of each moment: clocks change at second 1."""
    site.told(MADE, MOVED)
    document = site.ask(AskDocument("A1", form))
    assert document == site.ask(AskDocument("A1", form)) == BatchDocument("A1", form, document.text)
    found = read(document.text.encode())
    assert (found.version, len(found.events), len({event.event_id for event in found.events})) == (version, 8, 8)
    assert [event.event_time_zone_offset for event in found.events] == ["+02:00"] * 2 + ["+01:00"] * 6
    assert site.ask(AskDocument("B1", form)) == OfficeRefused("B1", "nothing is reported of order 'B1'")


def test_an_archive_outlives_what_is_purged(site):
    """The reports leave the store and are not missed there; the documents are what they were, after a start too."""
    site.told(MADE, MOVED, BALANCE)
    no = "order 'A1' cannot be put away: it is"
    assert site.ask(ArchiveBatch("A1", "QA")) == OfficeRefused("A1", f"{no} not released")
    site.confirmed(1, 2)
    site.ask(AskRelease("A1", "QA"))
    before = {form: site.ask(AskDocument("A1", form)).text for form in ("json", "xml-1.2")}
    assert site.ask(ArchiveBatch("A1", "QA")) == BatchArchived("A1", 2)
    assert ([key for key in site.kept if key.startswith("document:")], facts_of(site.kept).missing) == (
        ["document:3"], ())
    for _ in range(2):
        assert {form: site.ask(AskDocument("A1", form)) for form in before} == {
            form: BatchDocument("A1", form, text, archived=True) for form, text in before.items()}
        assert site.ask(AskPacks(1, "lot", "LOT1")) == Packs(1, "lot", "LOT1", ())
        site.start()
    assert site.ask(ArchiveBatch("A1", "QA")) == OfficeRefused("A1", f"{no} purged already")
