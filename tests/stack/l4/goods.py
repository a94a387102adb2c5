"""Events of a few packs, and an enterprise repository that takes them."""

import msgspec

from linebench.epcis.model import ErrorDeclaration, Event
from linebench.ports.l4 import Capture, Query
from linebench.stack.l4.config import L4Config
from linebench.stack.l4.decisions import L4Decisions
from linebench.stack.l4.enterprise import EnterpriseRepository
from linebench.stack.l4.mutants import MUTANTS
from linebench.stack.mutant import mutated
from linebench.store import MemoryRepository

PACK, OTHER, THIRD = (f"https://id.gs1.org/01/09501101530003/21/{name}" for name in "ABC")
CASE, SECOND = ("https://id.gs1.org/00/395011010000000011", "https://id.gs1.org/00/395011010000000028")
EPOCH_US = 1_767_225_600_000_000
"""2026-01-01, midnight in UTC."""


def event(kind, action, step, at=0, **fields):
    return Event(type=kind, action=action, biz_step=step, event_time=f"2026-01-01T12:00:{at:02}Z",
                 event_time_zone_offset="+00:00", **fields)


def born(*epcs, at=0, **fields):
    return event("ObjectEvent", "ADD", "commissioning", at, epc_list=epcs, **fields)


def packed(parent, *children, at=1, **fields):
    return event("AggregationEvent", "ADD", "packing", at, parent_id=parent, child_epcs=children, **fields)


def said(step, *epcs, at=2, action="OBSERVE", **fields):
    return event("ObjectEvent", action, step, at, epc_list=epcs, **fields)


def ended(*epcs, at=3, **fields):
    return said("decommissioning", *epcs, at=at, action="DELETE", **fields)


def declared(wrong):
    """The declaration that an event is erroneous."""
    declaration = ErrorDeclaration("2026-01-02T00:00:00Z", "did_not_occur")
    return msgspec.structs.replace(wrong, error_declaration=declaration)


class Enterprise:
    """A repository with a store, spoken to as the site does."""

    def __init__(self, store=None, *mutants, master_data=()):
        self.store = MemoryRepository() if store is None else store
        self.config = L4Config(epoch_us=EPOCH_US, master_data=master_data)
        self.decisions = mutated(L4Decisions, MUTANTS, mutants)
        self.power()

    def power(self):
        """Power comes on, perhaps again."""
        self.level = EnterpriseRepository(self.config, self.store, self.decisions)
        assert self.level.start({}, 0) == ()

    def capture(self, number, *events, proceed=False, t=0):
        """What is said of a capture: whether it succeeded, how many are stored, and the rules that were broken."""
        send = self.level.receive("l3", Capture(number, events, proceed), t)
        assert (send.to, send.message.capture) == ("l3", number)
        said_of = send.message
        return said_of.success, said_of.stored, [text.split(": ")[:2] for text in said_of.errors]

    def ask(self, *parameters, page="", per_page=30):
        send = self.level.receive("l3", Query(7, parameters, per_page, page), 0)
        assert (send.to, send.message.query) == ("l3", 7)
        return send.message

    @property
    def stored(self):
        """The stored events, without the times of their recording."""
        return [msgspec.structs.replace(each, record_time="") for each in self.store.replay()]
