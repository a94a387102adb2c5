"""Times by the wall are only as good as they were measured: what lies closer to its limit is provisional."""

import json

import pytest

from linebench.oracle.judge import judge
from linebench.records import protocol, run, truth
from tests.oracle.story import Story, acknowledged, alarm, requirements, scenario, stands

US = 20_000
"""How far times may be off in these journals."""
LIMIT = "URS-STP-001"
ALLOWED = 500_000
EYES = 100_000
"""How often eyes look in some of them."""


def world(pace="real:4", **stack):
    return json.dumps({**json.loads(scenario(**stack)), "pace": pace})


def told(story, us=US, pace="real:4", **stack):
    """Judge a story that ran at this pace; ``us``: what was measured, ``None``: nothing."""
    story.stack = world(pace, **stack)
    *body, closed = story.records()
    measured = [] if us is None else [run.Uncertainty(closed.t, us, (("lateness", us),))]
    return judge([*body, *measured, run.Closed(closed.t, len(body) + len(measured))])


def timed(value, *, verdict=None, low=None, high=ALLOWED, unit="us", then=(), before=(), plane="truth"):
    """A case whose only comparison is of a time with a limit; ``then``: verdicts of further steps."""
    story = Story(packs=4)
    t, met = story.tail + 1_000_000, (low is None or value >= low) and (high is None or value <= high)
    steps = [*before, verdict or ("pass" if met else "fail"), *then]
    story.add(protocol.CaseBegan(1, "OQ-L1-001", "a case", "", "positive", (), (), "a.feature", "0" * 64, 1))
    for n, word in enumerate(steps, 1):
        story.add(protocol.StepBegan(t + n, n, "Then", f"step {n}"))
        if n == len(before) + 1:
            story.add(protocol.Expectation(t + n, n, plane, "belt stands 500 ms", f"belt stands {value} us", met,
                                           LIMIT, value, low, high, unit, ()))
        elif word == "pass":
            story.add(protocol.Expectation(t + n, n, "truth", "a pack", "it", True, "", None, None, None, "", ()))
        story.add(protocol.StepEnded(t + n, n, word, ""))
    story.add(protocol.CaseEnded(t + 100, "OQ-L1-001"))
    return story


@pytest.mark.parametrize(("value", "verdict"), [
    (ALLOWED - US - 1, "pass"), (ALLOWED - US, "pass"), (ALLOWED - US + 1, "provisional"), (ALLOWED, "provisional"),
    (ALLOWED + US - 1, "provisional"), (ALLOWED + US, "fail"), (ALLOWED + US + 1, "fail"),
])
def test_a_time_is_sure_when_it_is_as_far_from_its_limit_as_it_was_measured(value, verdict):
    """Clear passes and clear fails stand; what lies closer, on either side, is provisional."""
    assert told(timed(value)).verdict == verdict


@pytest.mark.parametrize(("value", "verdict"), [
    (100_000 - US, "fail"), (100_000 - US + 1, "provisional"), (100_000 + US - 1, "provisional"),
    (100_000 + US, "pass"), (ALLOWED - US + 1, "provisional"),
])
def test_a_lower_limit_counts_as_an_upper_one(value, verdict):
    """A time that must not be too short is as uncertain as one that must not be too long."""
    assert told(timed(value, low=100_000)).verdict == verdict


@pytest.mark.parametrize("pace", ["virtual", "stepped", "auto"])
def test_simulated_time_is_exact(pace):
    """Where time does not go by the wall, the limit itself still is a pass and a microsecond more a fail."""
    assert told(timed(ALLOWED), None, pace).verdict == "pass"
    assert told(timed(ALLOWED + 1), None, pace).verdict == "fail"


def test_where_the_uncertainty_was_not_measured_no_time_passes_or_fails():
    """A journal in real time without its measure says nothing about times, however clear they look."""
    assert told(timed(1), None).verdict == "provisional"
    assert told(timed(10 * ALLOWED), None).verdict == "provisional"
    assert told(timed(1), None, "auto", seats=[{"id": "l2", "nature": "real"}]).verdict == "provisional"
    assert told(timed(1), None, "auto", seats=[{"id": "l2", "nature": "emulated"}]).verdict == "pass"


def test_only_times_are_uncertain():
    """A mass or a share has nothing to do with how late events were."""
    assert [told(timed(ALLOWED, unit=unit)).verdict for unit in ("mg", "um", "ppm", "1")] == ["pass"] * 4


@pytest.mark.parametrize(("before", "value", "then", "verdict"), [
    ((), ALLOWED + 1, ("not_executed", "not_executed"), "provisional"),
    (("pass",), ALLOWED - 1, ("pass",), "provisional"),
    (("pass",), ALLOWED - 1, ("fail", "not_executed"), "fail"),
    ((), ALLOWED - 1, ("error",), "error"),
    ((), ALLOWED - 1, ("blocked", "not_executed"), "blocked"),
    ((), ALLOWED - 1, ("pass", "not_executed"), "not_executed"),
    ((), ALLOWED + US, ("not_executed",), "fail"),
])
def test_what_a_doubtful_time_stopped_is_provisional_and_what_is_worse_stays_worse(before, value, then, verdict):
    """A case that ended at a doubtful time is provisional; failure, error or gap of another step counts more."""
    assert told(timed(value, before=before, then=then)).verdict == verdict


def test_the_step_says_how_close_it_was():
    """The reason names the time, the limit and the uncertainty."""
    reason, = told(timed(ALLOWED - 1)).cases[0].why
    assert reason == ("step 1 (Then step 1): provisional: belt stands 499999 us is too close to belt stands "
                      "500 ms: times may be off by 20.0 ms")


def test_a_record_that_contradicts_itself_is_an_error_however_uncertain_times_are():
    """A recorder that calls 400 ms a failure of 500 ms is a bench fault, not a doubt."""
    story = timed(ALLOWED - US + 1)
    story.lines = [(t, protocol.Expectation(*[not one.met if name == "met" else getattr(one, name)
                                              for name in one.__struct_fields__])
                    if isinstance(one, protocol.Expectation) else one) for t, one in story.lines]
    assert told(story).verdict == "error"


def stopped(after):
    """The bin gets full and the belt stands ``after`` it."""
    story, t = Story(packs=4), Story(packs=4).tail
    story.add(truth.ConditionChanged(t, "bin_full", True), *stands(t + after, until=t + 10_000_000),
              truth.ConditionChanged(t + 5_000_000, "bin_full", False), alarm(t + 50_000, "bin full"),
              *acknowledged(t + 6_000_000, "bin full"))
    return story


def decided(took):
    """One verdict takes so long after its reading; 100 ms are allowed."""
    story = Story(packs=8)
    story.pack(3).think = took
    return story


def reported(after):
    """Every pack is reported so long after it left the line; 30 s are allowed."""
    story = Story(packs=4)
    story.report_after, story.ended = after, False
    return story


RULES = {"line-ran-on": (stopped, ALLOWED), "decision-too-late": (decided, 100_000),
         "late-report": (reported, 30_000_000)}


@pytest.mark.parametrize(("over", "result"), [(-US, "pass"), (-US + 1, "provisional"), (0, "provisional"),
                                              (US - 1, "provisional"), (US, "fail")])
@pytest.mark.parametrize("rule", RULES)
def test_rules_on_times_are_as_sure_as_times_were_measured(rule, over, result):
    """What a rule finds or passes within the uncertainty is in doubt; beyond it, it stands."""
    make, limit = RULES[rule]
    said = told(make(limit + over)).outcome(rule)
    assert (said.result, said.count > 0, said.doubted > 0) == (result, result == "fail", result == "provisional")


@pytest.mark.parametrize(("over", "verdict"), [(-US, "pass"), (-1, "provisional"), (1, "provisional"),
                                               (US, "fail")])
def test_a_rule_in_doubt_makes_the_attempt_provisional(over, verdict):
    """Nothing but one verdict is near its limit: the attempt is what that is."""
    assert told(decided(100_000 + over)).verdict == verdict


@pytest.mark.parametrize("rule", RULES)
def test_rules_on_times_are_exact_in_simulated_time(rule):
    """At the limit a pass, a microsecond beyond it a fail; nothing is doubted."""
    make, limit = RULES[rule]
    results = [told(make(limit + over), None, "virtual").outcome(rule) for over in (0, 1)]
    assert [(one.result, one.doubted) for one in results] == [("pass", 0), ("fail", 0)]


def test_a_doubt_of_a_rule_is_told_with_the_uncertainty():
    """The reason names the rule, the time and how far it may be off."""
    found = told(decided(110_000)).cases[0].why
    assert found[0].startswith("rule decision-too-late: 1 time in doubt, the first: ")
    assert found[0].endswith("took 110.0 ms, allowed are 100.0 ms; times may be off by 20.0 ms")
    kept = told(decided(90_000)).cases[0].why
    assert kept[0].endswith("verdicts: 1 took up to 90.0 ms, too close to the limit of 100.0 ms: "
                            "times may be off by 20.0 ms")


def test_what_is_no_time_fails_however_uncertain_times_are():
    """A bad pack that left the line as good is a failure in real time as well."""
    story = Story(packs=8)
    story.pack(3).readable, story.pack(3).reading = False, "no_read"
    assert told(story, None).verdict == "fail"


def test_a_failure_counts_more_than_a_doubt():
    """One verdict far too late and one a little: the rule fails, and the doubt is told beside it."""
    story = decided(110_000)
    story.pack(5).think = 200_000
    said = told(story).outcome("decision-too-late")
    assert (said.result, said.count, said.doubted) == ("fail", 1, 1)


def test_the_rest_of_the_requirements_is_as_it_was():
    """Without a limit the rule stays not knowable; no doubt comes from nothing."""
    story = Story(packs=4, limits=requirements("URS-REJ-003"))
    said = told(story).outcome("decision-too-late")
    assert (said.result, said.doubted) == ("not_knowable", 0)


@pytest.mark.parametrize(("plane", "value", "verdict"), [
    ("truth", ALLOWED - US - 1, "pass"), ("claim", ALLOWED - US - 1, "provisional"),
    ("claim", ALLOWED - US - EYES - 1, "pass"), ("claim", ALLOWED + US + 1, "provisional"),
    ("claim", ALLOWED + US + EYES + 1, "fail")])
def test_what_eyes_see_is_as_uncertain_as_they_look_seldom(plane, value, verdict):
    """A claim is heard up to the period of the eyes later than it was said; what is true is seen as it happens."""
    story = timed(value, plane=plane)
    assert told(story, pace="real", claims=[{"every": EYES // 2}, {"every": EYES}]).verdict == verdict


@pytest.mark.parametrize(("off", "drift", "result"), [
    (2_000_000, 0, "provisional"), (1_000, 0, "fail"), (1_000, 2_000_000, "provisional")])
def test_a_time_that_a_foreign_clock_states_is_as_uncertain_as_that_clock(off, drift, result):
    """A pack commissioned before it was seen is a finding when the clock is known that well, at start and end."""
    story = Story()
    story.pack(5).claimed_early = 1_400_000
    story.add(run.ClockMeasured(1, "l2", "start", 7_000_000, off, 5),
              run.ClockMeasured(story.tail, "l2", "end", 7_000_000 + drift, off, 5))
    outcomes = {one.rule: one.result for one in told(story, pace="real").outcomes}
    assert outcomes["unverified-commissioned"] == result
