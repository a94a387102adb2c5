"""All bindings of a stack file: made, filled with what the order says, and refused with their place."""

import asyncio

import msgspec
import pytest

from linebench.binding.binder import Binder
from linebench.binding.deed import BindingError, Outcome
from linebench.content import Content, library
from linebench.line.kinds import KINDS
from linebench.scenario.load import load
from linebench.scenario.stack import ActionPlan, ClaimPlan
from tests.binding.site import site

STACK = """id = "foreign"
[[seat]]
id = "l2"
nature = "real"
[[action]]
id = "start_batch"
by = "http"
options = { url = "http://127.0.0.1:9/orders", body = "gtin={gtin}&lot={lot}&n={quantity}", header.X-Line = "3" }
[[claim]]
id = "report"
by = "csv"
gives = "serials"
fields = { gtin = "=1", serial = "Nr", status = "Zustand" }
words = { "status.GUT" = "commissioned" }
options = { files = "out/*.csv", delimiter = ";" }
"""


def world(tmp_path, text=STACK):
    (tmp_path / "foreign.toml").write_text(text, encoding="utf-8")
    return load("carton-line", Content((library(),)), KINDS, stack=str(tmp_path / "foreign.toml"))


def bound(scenario, *, actions=(), claims=()):
    stack = msgspec.structs.replace(scenario.stack, actions=actions, claims=claims)
    return msgspec.structs.replace(scenario, stack=stack)


def test_a_stack_file_says_hands_and_eyes(tmp_path):
    """Paths in it start from its own folder."""
    loaded = world(tmp_path)
    binder = Binder(loaded.scenario, loaded.folder)
    assert [*binder.hands] == ["start_batch"]
    assert [(watch.plan.id, watch.plan.gives) for watch in binder.watches] == [("report", "serials")]
    assert loaded.folder == tmp_path


def test_what_the_order_says_is_filled_in(tmp_path):
    """The order that is the subject; for actions about none, the first."""
    loaded = world(tmp_path)
    batch = loaded.scenario.batches[0]
    with site() as web:
        web.say("/orders", "taken")
        action = ActionPlan(id="start_batch", by="http", options={
            "url": web.address + "/orders", "body": "gtin={gtin}&lot={lot}&n={quantity}&by={by}"})
        binder = Binder(bound(loaded.scenario, actions=(action,)), tmp_path)

        async def run():
            outcome = await binder.do("start_batch", batch.order, "operator 1")
            await binder.close()
            return outcome

        assert asyncio.run(run()) == Outcome(True, "taken")
        gtin = next(one.gtin for one in loaded.scenario.products if one.name == batch.product)
        assert web.asked[0][2] == f"gtin={gtin}&lot={batch.lot}&n={batch.quantity}&by=operator+1"


def test_what_is_bound_to_nothing_cannot_be_done(tmp_path):
    """It is named."""
    loaded = world(tmp_path)
    with pytest.raises(LookupError, match="action start_line has no binding in stack foreign"):
        asyncio.run(Binder(loaded.scenario, loaded.folder).do("start_line"))


@pytest.mark.parametrize(("actions", "claims", "says"), [
    ((ActionPlan(id="begin", by="http"),), (), "stack.action.begin: no such action; expected one of start_batch, "),
    ((ActionPlan(id="start_line", by="fax"),), (),
     "stack.action.start_line.by: found 'fax'; expected one of http, person, process, shell"),
    ((ActionPlan(id="start_line", by="http"),), (), "stack.action.start_line: Object missing required field `url`"),
    ((), (ClaimPlan(id="r", by="fax", gives="state", fields={"state": "s"}),),
     "stack.claim.r.by: found 'fax'; expected one of audit, csv, epcis, json"),
    ((), (ClaimPlan(id="r", by="csv", gives="state", fields={}, options={"files": "*"}),),
     "stack.claim.r.fields: state missing"),
])
def test_a_binding_that_cannot_be_is_said_with_its_place(tmp_path, actions, claims, says):
    """Before anything runs."""
    with pytest.raises(BindingError) as error:
        Binder(bound(world(tmp_path).scenario, actions=actions, claims=claims), tmp_path)
    assert str(error.value).startswith(says)
