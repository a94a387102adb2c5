"""What a site shows at its dashboards, by Sparkplug: births and deaths, values, and the rules of the form."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from linebench.bdd.actual import CLAIM, NotApplicable, expect, expect_equal
from linebench.bdd.attempt import Attempt
from linebench.bdd.phrase import then, when
from linebench.bdd.seen import exited
from linebench.epcis.times import micros
from linebench.scenario.stack import DashboardPlan
from linebench.wire.sparkplug.checks import Conformance
from linebench.wire.sparkplug.codec import decode
from linebench.wire.sparkplug.events import Who
from linebench.wire.sparkplug.host import HostApplication, HostConfig, rebirth_request
from linebench.wire.sparkplug.known import session_of
from linebench.wire.sparkplug.topics import Topic, TopicError
from linebench.wire.sparkplug.values import Content, Payload

if TYPE_CHECKING:
    from linebench.dashboards.outlet import Heard

_GOOD = "packs/good"
_SHOWN = 3
"""Findings that are told; the captures have all that was published."""


@when("the site's connection to its dashboards breaks off")
def breaks_off(attempt: Attempt) -> None:
    """End the connection to the broker without a word, as a broken network does."""
    heard, _ = _heard(attempt)
    attempt.stimulus("dashboard", connection="broken")
    attempt.bench.call(lambda: _try(lambda: heard.breaks(attempt.bench.now)))


@when("the site reaches its dashboards again")
def reaches_again(attempt: Attempt) -> None:
    """Let the site connect to the broker anew."""
    heard, _ = _heard(attempt)
    attempt.stimulus("dashboard", connection="back")
    attempt.bench.call(lambda: _try(lambda: heard.returns(attempt.bench.now)))


@when("a host asks the site for a birth")
def asks_for_birth(attempt: Attempt) -> None:
    """Write the metric Node Control/Rebirth, as a host application does that has lost its place."""
    heard, plan = _heard(attempt)
    attempt.stimulus("dashboard", asks="birth")
    wish = rebirth_request(Who(plan.group, plan.node), micros(attempt.scenario.epoch), attempt.now)
    attempt.notes["births before"] = len(_births(heard))
    attempt.bench.call(lambda: heard.said(wish, attempt.bench.now))


@then("the site is born again in the same session")
def born_again(attempt: Attempt) -> None:
    """Claim: since a host asked, the node was born once more, with the bdSeq of its birth before."""
    heard, plan = _settled(attempt)
    before = attempt.notes.get("births before", 0)
    births = _births(heard)
    sessions = [session_of(payload) for payload in births[max(0, before - 1):]]
    what = f"births of {plan.group}/{plan.node}, by bdSeq"
    expect(attempt, CLAIM, f"{what}: one more with the same", f"{what}: {', '.join(map(str, sessions))}",
           met=len(births) > before and len(set(sessions)) == 1)


@then("the site has been born in {n:count} sessions, each with a death before the next")
def sessions_counted(attempt: Attempt, n: int) -> None:
    """Claim: over the whole test case, births and deaths of the node by their bdSeq, each session once."""
    heard, _ = _settled(attempt)
    said = [(topic.kind, session_of(payload)) for topic, payload in _said(heard)
            if topic.kind in ("NBIRTH", "NDEATH")]
    lives = list(dict.fromkeys(said))
    wanted = [(kind, session) for session in range(n) for kind in ("NBIRTH", "NDEATH")][:-1]
    expect_equal(attempt, CLAIM, "births and deaths", _named(wanted), _named(lives))


@then("what happened meanwhile has been told as historical")
def told_late(attempt: Attempt) -> None:
    """Claim: behind the latest birth of the node there are values marked as historical."""
    heard, _ = _settled(attempt)
    said = _said(heard)
    begin = max((at for at, (topic, _) in enumerate(said) if topic.kind == "NBIRTH"), default=len(said))
    late = sum(metric.is_historical for _, payload in said[begin:] for metric in payload.metrics)
    what = "historical values behind the birth"
    expect(attempt, CLAIM, f"{what}: some", f"{what}: {late}", met=late > 0)


@then('the dashboard shows "{gauge:name}" as "{value:name}"')
def shown(attempt: Attempt, gauge: str, value: str) -> None:
    """Claim: what a host knows that has heard everything: the latest value of a metric of the line, as text."""
    expect_equal(attempt, CLAIM, gauge, value, _text(_latest(attempt, gauge)))


@then("the dashboard counts as many good packs as passed")
def counts_good(attempt: Attempt) -> None:
    """Claim against truth: the metric packs/good equals the packs that passed the exit as good."""
    expect_equal(attempt, CLAIM, _GOOD, len(exited(attempt.records)), _latest(attempt, _GOOD))


@then("what the site publishes keeps the rules of Sparkplug")
def keeps_rules(attempt: Attempt) -> None:
    """Claim: over the whole test case, nothing is found in what was published; each finding names its clause."""
    heard, _ = _settled(attempt)
    conformance = Conformance(by_qos=heard.by_qos)
    for t, message in heard.messages:
        conformance.heard(message, t)
    conformance.ended(attempt.now)
    broken = [str(finding) for finding in conformance.findings if finding.must]
    expect(attempt, CLAIM, "rules broken: none", f"rules broken: {' / '.join(broken[:_SHOWN]) or 'none'}",
           met=not broken)


def _heard(attempt: Attempt) -> "tuple[Heard, DashboardPlan]":
    """What is heard of the first dashboard of Sparkplug."""
    heard = attempt.bench.showing.heard
    for plan in attempt.scenario.stack.dashboards:
        if plan.form == "sparkplug" and plan.id in heard:
            return heard[plan.id], plan
    raise NotApplicable(f"stack {attempt.scenario.stack.id} has no dashboard of Sparkplug that the bench can hear")


def _settled(attempt: Attempt) -> "tuple[Heard, DashboardPlan]":
    """As ``_heard``, when all that was gathered by now has been published."""
    heard, plan = _heard(attempt)
    attempt.bench.advance(None, int(plan.every) + int(attempt.scenario.stack.site_latency))
    return heard, plan


def _try(act: Callable[[], None]) -> None:
    """Do what only a publisher of ours lets be done."""
    try:
        act()
    except LookupError as error:
        raise NotApplicable(str(error)) from error


def _said(heard: "Heard") -> list[tuple[Topic, Payload]]:
    """What nodes and hosts have said so far."""
    said = []
    for _, message in list(heard.messages):
        try:
            said.append((Topic.parse(message.topic), decode(message.payload)))
        except (TopicError, ValueError):
            continue  # the state of a host, or what the rules find
    return said


def _births(heard: "Heard") -> list[Payload]:
    return [payload for topic, payload in _said(heard) if topic.kind == "NBIRTH"]


def _latest(attempt: Attempt, gauge: str) -> Content | None:
    heard, plan = _settled(attempt)
    host = HostApplication(HostConfig(), lambda t, event: None)  # noqa: ARG005  # nobody has to be told
    for t, message in list(heard.messages):
        host.received(message, t)
    known = host.nodes.get(Who(plan.group, plan.node))
    seen = None if known is None else known.metrics.get((attempt.scenario.line.id, gauge))
    if seen is None and plan.nature == "real":
        raise NotApplicable(f"what is not ours shows no metric {gauge!r} of device {attempt.scenario.line.id!r}")
    return None if seen is None else seen.value


def _text(value: Content | None) -> str:
    return "nothing" if value is None else str(value)


def _named(lives: Sequence[tuple[str, int | None]]) -> tuple[str, ...]:
    return tuple(f"{kind} {session}" for kind, session in lives)
