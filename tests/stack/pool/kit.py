"""A pool with its store, as a driver keeps it: every Store before any Send, and power that can be lost."""

import random

from linebench.ports.serials import Count, Draw, Move
from linebench.stack.machine import Send, Store
from linebench.stack.pool import Listed, PoolConfig, PoolPlan, Random, Sequential, SerialPool

GTIN, OTHER = "04012345678901", "04012345678918"
PACKS, OTHERS = (("GTIN", GTIN),), (("GTIN", OTHER),)
CASES = (("COMPANY_PREFIX", "4012345"),)
POOLS = PoolConfig(most=2_000_000, pools=(
    PoolPlan(form="SGTIN", criteria=PACKS, source=Random(12)),
    PoolPlan(form="SGTIN", criteria=OTHERS, source=Listed(("007", "B2", "C3", "D4", "E5"))),
    PoolPlan(form="SSCC", criteria=CASES, source=Sequential("4012345", 1, 3)),
    PoolPlan(form="CRYPTO", criteria=PACKS, source=Random(13), size=50)))


class Kit:
    """``ask`` answers with what is sent; ``store`` is what power loss does not reach."""

    def __init__(self, config=POOLS, decisions=None, seed=1, wrap=lambda pool: pool):
        self.config, self.decisions, self.wrap = config, decisions, wrap
        self.rng, self.store, self.effects = random.Random(seed), {}, []
        self.power()

    def power(self):
        """Power is lost and comes back."""
        self.pool = self.wrap(SerialPool(self.config, self.rng, self.decisions))
        assert self.pool.start(dict(self.store), 0) == ()

    def all(self, message):
        """Everything that is answered."""
        self.effects = self.pool.receive("l3", message, 0)
        kinds = [type(effect) for effect in self.effects]
        assert kinds == sorted(kinds, key=lambda kind: kind is Send), "something is sent before it is stored"
        self.store |= {each.key: each.value for each in self.effects if isinstance(each, Store)}
        return [each.message for each in self.effects if isinstance(each, Send)]

    def ask(self, message):
        """The one answer."""
        (answer,) = self.all(message)
        return answer

    def draw(self, request, count, criteria=PACKS, form="SGTIN", **more):
        return self.ask(Draw(request, count, form, criteria, **more))

    def move(self, request, serials, state, criteria=PACKS, form="SGTIN", **more):
        return self.ask(Move(request, tuple(serials), state, form, criteria, **more))

    def count(self, criteria=PACKS, form="SGTIN"):
        return dict(self.ask(Count("count", form, criteria)).states)
