"""An enterprise with two packs in a case, asked by partners."""

from linebench.ports.verification import Notice, Verify
from linebench.stack.l4.config import L4Config
from linebench.stack.l4.decisions import L4Decisions
from linebench.stack.l4.enterprise import EnterpriseRepository
from linebench.stack.l4.verification_mutants import MUTANTS
from linebench.stack.mutant import mutated
from linebench.store import MemoryRepository
from tests.stack.l4.goods import CASE, EPOCH_US, OTHER, PACK, born, packed

GTIN, LOT, EXPIRY = "09501101530003", "L1", "260131"
ILMD = {"{urn:epcglobal:cbv:mda}lotNumber": LOT, "{urn:epcglobal:cbv:mda}itemExpirationDate": "2026-01-31"}
HERE, THERE, MAKER = "9501101000100", "9501101000209", "9501101000001"
NOON_US = 12 * 3_600_000_000
MINUTE_US, DAY_US = 60_000_000, 24 * 3_600_000_000
LATER = NOON_US + 10 * MINUTE_US


class Desk:
    """An enterprise with two packs in a case, asked by partners."""

    def __init__(self, *mutants, store=None, gtins=()):
        self.store = MemoryRepository() if store is None else store
        self.decisions = mutated(L4Decisions, MUTANTS, mutants)
        self.config = L4Config(epoch_us=EPOCH_US, gtins=gtins)
        self.number = 0
        self.power()

    def power(self):
        self.level = EnterpriseRepository(self.config, self.store, self.decisions)
        self.level.start({}, 0)

    def stock(self, *events):
        first = () if self.store.count() else (born(PACK, OTHER, ilmd=ILMD), born(CASE), packed(CASE, PACK, OTHER))
        self.store.add(f"stock {self.store.count()}", (*first, *events))
        self.power()
        return self

    def ask(self, serial="A", *, at=LATER, by=HERE, intent="verify", request="", gtin=GTIN, **more):
        """The answer, without its token."""
        self.number += 1
        token = request or f"r{self.number}"
        wanted = {"lot": LOT, "expiry": EXPIRY, **more}
        send = self.level.receive("partner", Verify(token, gtin, serial, asker=by, intent=intent, **wanted), at)
        assert (send.to, send.message.request) == ("partner", token)
        answer = send.message
        return answer.verified, answer.why, answer.state, answer.notes

    def tell(self, kind, at=LATER, *, number="", **more):
        self.number += 1
        notice = Notice(number or f"n{self.number}", kind, **{"gtin": GTIN, "lot": LOT, "sender": MAKER, **more})
        send = self.level.receive("partner", notice, at)
        assert send.to == "partner"
        return send.message
