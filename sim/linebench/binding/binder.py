"""All hands and eyes of one system, made from what its stack file says."""

from collections.abc import Mapping
from pathlib import Path

from linebench.binding.deed import ACTIONS, BindingError, Deed, Hand, Outcome
from linebench.binding.eye import Eye
from linebench.binding.kinds import EyeKind, HandKind, Place, eye_kinds, hand_kinds, options_of
from linebench.binding.meaning import Meaning
from linebench.binding.shared import Shared
from linebench.scenario.model import ActionPlan, Batch, ClaimPlan, Product, Scenario

__all__ = ["Binder", "Watch"]


class Watch:
    """One eye with what its statements mean. ``plan``: as the stack file has it."""

    def __init__(self, plan: ClaimPlan, eye: Eye, meaning: Meaning) -> None:
        self.plan, self.eye, self.meaning = plan, eye, meaning


class Binder:
    """Hands and eyes of a system.

    Args:
        scenario: the world: its stack has the bindings, its orders are what templates may name.
        folder: what relative paths start from: the folder of the stack file.
        real: whether they may leave this machine.

    Raises:
        BindingError: a binding that cannot be used.

    """

    def __init__(self, scenario: Scenario, folder: Path, *, real: bool = False) -> None:
        self._scenario, self._folder, self._real = scenario, folder, real
        self._shared = Shared()
        stack = scenario.stack
        self.hands: Mapping[str, Hand] = {plan.id: self._hand(plan) for plan in stack.actions}
        self.watches = tuple(self._watch(plan) for plan in stack.claims)

    async def do(self, action: str, subject: str = "", by: str = "") -> Outcome:
        """Have an action done.

        Raises:
            LookupError: nothing is bound to it.

        """
        hand = self.hands.get(action)
        if hand is None:
            raise LookupError(f"action {action} has no binding in stack {self._scenario.stack.id}")
        return await hand.do(Deed(action, {"action": action, "subject": subject, "by": by, **self._facts(subject)}))

    async def close(self) -> None:
        """Let go of everything."""
        await self._shared.close()

    def _hand(self, plan: ActionPlan) -> Hand:
        where = f"stack.action.{plan.id}"
        if plan.id not in ACTIONS:
            raise BindingError(f"{where}: no such action; expected one of {', '.join(ACTIONS)}")
        kind = _known(hand_kinds(), plan.by, where)
        hand: Hand = kind.make(options_of(kind, plan.options, where), self._place(where))
        return hand

    def _watch(self, plan: ClaimPlan) -> Watch:
        where = f"stack.claim.{plan.id}"
        kind = _known(eye_kinds(), plan.by, where)
        eye: Eye = kind.make(options_of(kind, plan.options, where), self._place(where))
        return Watch(plan, eye, Meaning(plan, where, self._scenario.epoch))

    def _place(self, where: str) -> Place:
        return Place(where, self._folder, self._shared, self._real)

    def _facts(self, order: str) -> dict[str, str]:
        """What the order says that an action is about; of the scenario's first where it names none."""
        batches = self._scenario.batches
        batch: Batch = next((each for each in batches if each.order == order), batches[0])
        product: Product = next(each for each in self._scenario.products if each.name == batch.product)
        return {"order": batch.order, "product": product.name, "gtin": product.gtin, "lot": batch.lot,
                "expiry": batch.expiry, "quantity": str(batch.quantity), "case_size": str(product.case_size)}


def _known(kinds: Mapping[str, HandKind] | Mapping[str, EyeKind], name: str, where: str) -> HandKind | EyeKind:
    kind = kinds.get(name)
    if kind is None:
        raise BindingError(f"{where}.by: found {name!r}; expected one of {', '.join(kinds)}")
    return kind
