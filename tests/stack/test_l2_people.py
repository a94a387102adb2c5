"""People at the line controller, message by message: challenges, power loss, filters, clock, alarm journal."""

import re
from pathlib import Path

import pytest

import linebench.stack.l2.people
from linebench.ports.clock import ClockMoved, TimeAnswer, TimeRequest
from linebench.ports.operator import Answer, Request
from linebench.ports.people import AlarmLine, Challenge, Change, Hello, Prove, TrailLine, log_in_text
from linebench.ports.plc import Alarm
from linebench.product.scram import credential, proof
from linebench.product.trail import FIRST
from linebench.stack.l2 import L2Config, LineController
from linebench.stack.l2.people.config import Account, PeopleConfig
from linebench.stack.l2.people.reading import FilterError, as_print, matching
from linebench.stack.machine import Send, Store

KEPT = credential("secret", "00ff")
S = 1_000_000
PEOPLE = PeopleConfig(
    accounts={"anna": Account("operator", KEPT), "otto": Account("administrator", KEPT)},
    rights={"operator": ("confirm_clearance", "acknowledge", "log_out"),
            "administrator": ("unlock", "manage_users", "log_out")},
    zone="Europe/Berlin", epoch="2026-10-25T00:59:50Z", poll_us=16 * S, secret="of this line")
EXPECTED = "expected RFC 3339 with offset, such as 2026-01-05T07:00:00+01:00"
README = Path(linebench.stack.l2.people.__file__).with_name("README.md").read_text(encoding="utf-8")


class Hmi:
    """A controller and what it has said to people."""

    def __init__(self, people=PEOPLE):
        self.people, self.store, self.t = people, {}, 0
        self.power_on()

    def power_on(self):
        self.line = LineController(L2Config(recipes={}, people=self.people))
        self.said = self.take(self.line.start(self.store, self.t))

    def take(self, effects):
        for effect in effects:
            if isinstance(effect, Store):
                self.store[effect.key] = effect.value
        return [effect.message for effect in effects if isinstance(effect, Send)]

    def hear(self, message, source="hmi", later=S):
        self.t += later
        self.said = self.take(self.line.receive(source, message, self.t))
        return self.said

    def log_in(self, user="anna", password="secret", challenge=None):
        asked = challenge or self.hear(Hello(user))[-1]
        shown = proof(password, asked.salt, asked.iterations, log_in_text(asked.nonce, user))
        return self.hear(Prove(user, shown))[-1]

    def lines(self):
        return [message for message in self.said if isinstance(message, TrailLine)]


def test_the_example_of_the_manual_runs():
    """The README's log-in is the one that works."""
    for block in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        exec(compile(block, "README.md", "exec"), {})


def test_a_challenge_is_good_for_once():
    """Who overhears an answer cannot use it again."""
    hmi = Hmi()
    challenge = hmi.hear(Hello("anna"))[-1]
    assert hmi.log_in(challenge=challenge) == Answer("log_in", True, "")
    assert hmi.log_in(challenge=challenge) == Answer("log_in", False, "user or password is wrong")


def test_nobody_learns_who_there_is():
    """A user there is not gets a challenge like any other, the same salt each time, and the same answer."""
    hmi = Hmi()
    first, second = hmi.hear(Hello("nobody"))[-1], hmi.hear(Hello("nobody"))[-1]
    assert isinstance(first, Challenge)
    assert (first.salt, first.iterations) == (second.salt, second.iterations)
    assert first.nonce != second.nonce
    assert hmi.log_in("nobody") == Answer("log_in", False, "user or password is wrong")


def test_a_power_loss_logs_off_and_keeps_locks_and_the_chain():
    """After power came back the locked stay locked, nobody is logged in, and the audit trail goes on."""
    hmi = Hmi()
    hmi.log_in()
    for _ in range(3):
        hmi.log_in("otto", "wrong")
    number = max(int(key.partition(":")[2]) for key in hmi.store if key.startswith("trail:"))
    hmi.power_on()
    first = hmi.lines()[0]
    assert (first.number, first.who, first.what) == (number + 1, "l2", "power restored")
    assert first.previous == hmi.store[f"trail:{number}"].digest != FIRST
    assert hmi.hear(Request("confirm_clearance", "", "anna"))[-1] == Answer(
        "confirm_clearance", False, "anna is not logged in")
    assert hmi.log_in("otto") == Answer("log_in", False, "otto is locked")


@pytest.mark.parametrize(("change", "reason"), [
    (Change("create", "user:anna", "operator", "a trial", "otto"), "there is a user 'anna' already"),
    (Change("delete", "user:hans", "", "a trial", "otto"), "there is no user 'hans'"),
    (Change("create", "user:hans", "king", "a trial", "otto"), "there is no role 'king'"),
    (Change("create", "user:hans", "operator", " ", "otto"), "a reason is needed"),
    (Change("create", "recipe:1", "x", "a trial", "otto"), "'recipe:1' cannot be changed: expected user:NAME"),
    (Change("rename", "user:anna", "operator", "a trial", "otto"), "unknown act 'rename'"),
])
def test_what_cannot_be_administered_is_refused(change, reason):
    """Each has one reason, and nothing changes."""
    hmi = Hmi()
    hmi.log_in("otto")
    assert hmi.hear(change)[-1] == Answer("manage_users", False, reason)
    assert "users" not in hmi.store


def test_who_is_deleted_is_out_at_once_and_stays_out():
    """A session does not outlive its user, nor does the user come back with the power."""
    hmi = Hmi()
    hmi.log_in()
    hmi.log_in("otto")
    hmi.hear(Change("delete", "user:anna", "", "left", "otto"))
    assert hmi.hear(Request("confirm_clearance", "", "anna"))[-1].reason == "unknown user 'anna'"
    hmi.power_on()
    assert hmi.log_in() == Answer("log_in", False, "user or password is wrong")


def test_entries_are_local_time_in_the_order_of_utc():
    """Before and after the end of summer time the offset says which of the two hours it is."""
    hmi = Hmi()
    hmi.log_in()
    before = hmi.lines()[0].time
    hmi.hear(Request("confirm_clearance", "", "anna"), later=10 * S)
    assert (before, hmi.lines()[0].time) == ("2026-10-25T02:59:52.000+02:00", "2026-10-25T02:00:02.000+01:00")


def test_a_clock_that_is_moved_changes_no_time():
    """The controller goes on with its own time, raises an alarm beyond the limit, and asks the server anew."""
    hmi = Hmi()
    hmi.hear(ClockMoved(500_000), "time")
    assert [message for message in hmi.said if isinstance(message, AlarmLine)] == []
    hmi.hear(ClockMoved(300 * S), "time")
    line = next(message for message in hmi.said if isinstance(message, AlarmLine))
    assert (line.name, line.latched, line.raised) == ("clock moved", True, "2026-10-25T02:59:52.000+02:00")
    asked = next(message for message in hmi.said if isinstance(message, TimeRequest))
    right = asked.sent_us - 300_500_000
    assert hmi.hear(TimeAnswer(asked.sent_us, right, right), "time", later=0) == []


def test_a_clock_that_was_wrong_is_put_right_and_never_goes_back():
    """What the server says holds; an entry is not stated before the one in front of it."""
    hmi = Hmi()
    asked = next(message for message in hmi.said if isinstance(message, TimeRequest))
    hmi.log_in()
    before = hmi.lines()[0].time
    right = asked.sent_us - 60 * S
    hmi.hear(TimeAnswer(asked.sent_us, right, right + 3 * S), "time")
    assert [message.name for message in hmi.said if isinstance(message, AlarmLine)] == ["clock wrong"]
    assert hmi.lines()[0].time >= before
    assert hmi.store["clock"] == (0, -60 * S)


def test_an_alarm_that_comes_again_has_a_line_of_its_own():
    """Raised, acknowledged, cleared and raised again: two lines, which a power loss does not take."""
    hmi = Hmi()
    hmi.log_in()
    hmi.hear(Alarm("guard open", True, True), "l1")
    hmi.hear(Alarm("guard open", True, True), "l1")
    hmi.hear(Request("acknowledge", "", "anna"))
    hmi.hear(Alarm("guard open", False, True), "l1")
    hmi.hear(Alarm("guard open", True, True), "l1")
    kept = [hmi.store["alarm:1"], hmi.store["alarm:2"]]
    assert [(line.name, line.by, bool(line.cleared)) for line in kept] == [
        ("guard open", "anna", True), ("guard open", "", False)]
    assert "alarm:3" not in hmi.store
    hmi.power_on()
    hmi.hear(Alarm("guard open", True, True), "l1")
    assert hmi.store["alarm:2"] == kept[1]


@pytest.mark.parametrize(("wanted", "why"), [
    ("user=anna", "filter 'user=anna': expected who=…, what=…, since=…, until=…"),
    ("since=yesterday", f"filter time 'yesterday': {EXPECTED}"),
    ("until=2026-01-05T07:00:00", f"filter time '2026-01-05T07:00:00': {EXPECTED}"),
])
def test_a_filter_that_cannot_be_read_is_refused(wanted, why):
    """One message says what is wrong and how filters are written."""
    with pytest.raises(FilterError) as refused:
        matching((), wanted)
    assert str(refused.value) == why


def line(number, who="anna"):
    time = f"2026-10-25T02:{number:02}:00.000+02:00"
    return TrailLine(number, time, who, "stop_line", "", "done", "", "", "", "", "")


def test_a_filter_takes_both_ends():
    """Times are compared by their moment, whatever their offset."""
    lines = [line(number) for number in range(1, 6)]
    wanted = "who=anna; what=stop; since=2026-10-25T00:02:00Z; until=2026-10-25T02:04:00+02:00"
    assert [one.number for one in matching(lines, wanted)] == [2, 3, 4]


def test_a_print_out_has_a_head_on_each_page():
    """21 entries need two pages, and none at all one."""
    pages = as_print([line(number) for number in range(1, 22)], "rita", "now").split("\f")
    assert [page.partition("\n")[0] for page in pages] == [
        "Audit trail, printed now by rita, page 1 of 2", "Audit trail, printed now by rita, page 2 of 2"]
    assert as_print([], "rita", "now") == "Audit trail, printed now by rita, page 1 of 1\n"
