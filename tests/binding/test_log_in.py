"""Whoever is not logged in is logged in by the bound action, as themselves, and what they asked for is repeated."""

import asyncio

import pytest

from linebench.binding.binder import Binder
from linebench.binding.deed import Outcome
from linebench.binding.eye import Row, Trouble
from linebench.scenario.stack import ActionPlan, ClaimPlan
from tests.binding.site import Site, site
from tests.binding.test_binder import bound, world


class Guarded(Site):
    """A system that answers 401 to whoever shows no session. ``people``: those whom it lets in."""

    people = ("operator 1", "supervisor")

    def answer(self, path: str, body: str, cookie: str) -> tuple[int, str, str]:
        """Let in by a name in the form; one session each."""
        name = body.partition("user=")[2].replace("+", " ")
        if path == "/login":
            return (200, "in", f"session={name.split()[0]}; Path=/") if name in self.people else (403, "who?", "")
        if "session=" not in cookie:
            return 401, "log in first", ""
        return 200, '{"state": 6}' if path == "/state" else "done by " + cookie.partition("session=")[2], ""


def stack(tmp_path, web, *, log_in="user={by}", **more):
    """Hands and an eye on the system; ``more``: options of the hand that starts."""
    actions = [ActionPlan(id="start_line", by="http", options={"url": web.address + "/start", **more})]
    if log_in:
        actions.append(ActionPlan(id="log_in", by="http", options={"url": web.address + "/login", "body": log_in}))
    claim = ClaimPlan(id="state", by="json", gives="state", fields={"state": "state"},
                      options={"url": web.address + "/state"})
    return Binder(bound(world(tmp_path).scenario, actions=tuple(actions), claims=(claim,)), tmp_path)


def run(binder, *steps):
    async def all_of_them():
        try:
            return [await step(binder) for step in steps]
        finally:
            await binder.close()

    return asyncio.run(all_of_them())


def start(by):
    return lambda binder: binder.do("start_line", by=by)


def paths(web):
    return [path for _, path, _, _ in web.asked]


def test_who_is_not_logged_in_is_logged_in_and_asks_again(tmp_path):
    """Once; the session then holds."""
    with site(Guarded) as web:
        found = run(stack(tmp_path, web), start("operator 1"), start("operator 1"))
        assert found == [Outcome(True, "done by operator")] * 2
        assert paths(web) == ["/start", "/login", "/start", "/start"]


def test_everybody_has_a_session_of_their_own(tmp_path):
    """What a supervisor asks for is not asked as the operator who was there before."""
    with site(Guarded) as web:
        found = run(stack(tmp_path, web), start("operator 1"), start("supervisor"), start("operator 1"))
        assert [outcome.reason for outcome in found] == [f"done by {who}" for who in (
            "operator", "supervisor", "operator")]


@pytest.mark.parametrize(("options", "asked"), [
    ({"log_in": ""}, ["/start"]),
    ({"logged_out": ""}, ["/start"]),
    ({"log_in": "user=stranger"}, ["/start", "/login"]),
])
def test_who_cannot_log_in_is_refused(tmp_path, options, asked):
    """Where no log-in is bound, or it is refused, or the option names no status for it."""
    with site(Guarded) as web:
        assert run(stack(tmp_path, web, **options), start("operator 1")) == [Outcome(False, "log in first")]
        assert paths(web) == asked


def test_an_eye_logs_in_as_well(tmp_path):
    """As the operator of protocols, unless it says another."""
    with site(Guarded) as web:
        seen = run(stack(tmp_path, web), lambda binder: binder.watches[0].eye.look())
        assert seen == [[Row({"state": "6"}, web.address + "/state  1")]]


def test_an_eye_that_is_not_let_in_says_so(tmp_path):
    """It sees nothing, which is no statement."""
    with site(Guarded) as web:
        (seen,) = run(stack(tmp_path, web, log_in="user=stranger"), lambda binder: binder.watches[0].eye.look())
        assert isinstance(seen[0], Trouble)
        assert "401" in seen[0].detail
