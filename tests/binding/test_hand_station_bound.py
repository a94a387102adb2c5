"""What people ask at the hand station and of an ordered shutdown can be bound to a system that is not ours."""

import asyncio

import pytest

from linebench.bdd.config import RunConfig
from linebench.bdd.judging import read_journal
from linebench.bdd.run import execute
from linebench.binding.binder import Binder
from linebench.binding.deed import ACTIONS, Outcome
from linebench.content import library
from linebench.ports.operator import REQUESTS
from linebench.records.claim import AnswerClaimed
from linebench.scenario.stack import ActionPlan
from tests.binding.site import site
from tests.binding.test_binder import bound, world

CODE = "010950110153000321ABC\x1d10L&7"
STATION = ("take_out", "put_in", "break_case")
STACK = """id = "by-hand"
[[seat]]
id = "l2"
nature = "real"
[allow]
gtins = ["09501101530003", "09501101530010"]
sscc_prefixes = ["39501101"]
endpoints = []
"""
BOUND = '[[action]]\nid = "{}"\nby = "person"\noptions = {{ within = "10 s" }}\n'
CASE = """Feature: F
  Background:
    Given the scenario "carton-line"
  @OQ-L2-950 @positive
  Scenario: S
    When the power supply of L2 runs on battery and has it shut down
    Then L2 can be switched off within the limit of URS-REC-004
"""
ANSWER = '[[answer]]\naction = "shut_down"\nanswer = "{}"\nwho = "A. Meyer"\nremark = "a batch is open"\n'


def test_whatever_people_can_ask_of_a_line_controller_can_be_bound():
    """No request of the HMI is without an action of that name."""
    assert set(REQUESTS) - set(ACTIONS) == set()


@pytest.mark.parametrize("action", STATION)
def test_the_code_that_was_scanned_reaches_the_system(tmp_path, action):
    """As the subject, with its group separators; a refusal has the system's words."""
    with site() as web:
        web.say(f"/{action}", "the pack is in no case", 409)
        plan = ActionPlan(id=action, by="http", options={"url": web.address + f"/{action}",
                                                         "body": "code={subject}&by={by}"})
        binder = Binder(bound(world(tmp_path).scenario, actions=(plan,)), tmp_path)

        async def done():
            outcome = await binder.do(action, CODE, "operator 1")
            await binder.close()
            return outcome

        assert asyncio.run(done()) == Outcome(False, "the pack is in no case")
        assert web.asked[0][2] == "code=010950110153000321ABC%1D10L%267&by=operator+1"


@pytest.fixture
def run(tmp_path):
    """Run the case of an ordered shutdown of a real line controller: the result, and what was answered."""
    def call(answer):
        texts = {"s.toml": STACK + BOUND.format("shut_down" if answer else "stop_line"), "a.feature": CASE,
                 "answers.toml": ANSWER.format(answer or "done")}
        for name, text in texts.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        outcome = execute(RunConfig(content=library(), features=(tmp_path / "a.feature",), out=tmp_path / "out",
                                    settings=(("pace", "real:8"),), stack=tmp_path / "s.toml",
                                    answers=tmp_path / "answers.toml"))
        (result,) = outcome.results
        records = read_journal(tmp_path / "out" / result.journal)[1]
        return result, [(one.accepted, one.reason) for one in records
                        if isinstance(one, AnswerClaimed) and one.action == "shut_down"]

    return call


@pytest.mark.parametrize(("answer", "verdict", "said"), [
    ("done", "pass", [(True, "a batch is open")]), ("refused", "fail", [(False, "a batch is open")]),
    ("not done", "blocked", []), ("", "blocked", [])])
def test_a_line_controller_that_is_not_ours_is_shut_down(run, answer, verdict, said):
    """Granted, the case passes; refused, it fails; what nobody could ask, or nothing is bound to, blocks it."""
    result, answers = run(answer)
    assert (result.verdict, answers) == (verdict, said), result
