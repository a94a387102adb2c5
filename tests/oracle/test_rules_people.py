"""The rules about people at L2: what each finds, and what it leaves alone."""

import json
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from linebench.oracle.judge import judge
from linebench.ports.clock import ClockMoved
from linebench.ports.operator import Answer, Request
from linebench.ports.people import Change, Prove, Sign
from linebench.product.trail import FIRST, linked
from linebench.records import claim, run, truth
from linebench.records.requirement import Limit, Requirement, encode_requirements
from linebench.records.wire import Delivered
from linebench.stack.l2.people.reading import as_csv

EPOCH = datetime(2026, 10, 25, tzinfo=UTC)
S = 1_000_000
PEOPLE = {"users": {"anna": "operator", "otto": "administrator"}, "signed": "scrap", "lock_after": 2,
          "log_off_after": 600 * S, "clock_limit": S,
          "roles": {"operator": "stop_line, scrap, acknowledge, export_trail, log_out",
                    "administrator": "manage_users, unlock"}}
LIMITS = (("URS-TIM-001", 2 * S), ("URS-TIM-002", 60 * S))
RULES = ("done-without-right", "signature-not-genuine", "audit-trail-incomplete", "stated-time-wrong",
         "time-fault-unnoticed", "alarm-journal-incomplete")


class Tale:
    """Writes what people at one L2 did and what it said, second by second."""

    def __init__(self):
        limits = encode_requirements(tuple(
            Requirement(name, "1", name, "", "URS", critical=True, classes=("time",),
                        limit=Limit("", "us", None, high)) for name, high in LIMITS))
        self.t, self.lines = 0, []
        world = json.dumps({"people": PEOPLE, "epoch": "2026-10-25T00:00:00Z"})
        self.records = [run.Opened(0, "1", "", "", 1, "2026-10-25T00:00:00Z", world, "{}", limits, (), ())]

    def add(self, kind, *fields):
        self.records.append(kind(self.t, *fields))

    def time(self, off=0):
        return (EPOCH + timedelta(microseconds=self.t + off)).isoformat(timespec="milliseconds")

    def entry(self, who, what, *, new="done", signed="", meaning="", off=0, lost=False):
        said = (len(self.lines) + 1, self.time(off), who, what, "", new, "", signed, meaning)
        previous = self.lines[-1].digest if self.lines else FIRST
        line = claim.TrailLineClaimed(self.t, "l2", *said, previous, linked(previous, *said))
        self.lines.append(line)
        if not lost:
            self.records.append(line)

    def asked(self, message, *, accepted=True, action="", entry=True, **how):
        """Somebody asks, L2 writes an entry and answers."""
        self.t += S
        self.add(Delivered, "hmi>l2", self.t, message)
        by = message.user if isinstance(message, Prove) else message.by
        action = action or message.action
        if entry:
            what = f"{message.act} {message.thing}" if isinstance(message, Change) else action
            self.entry(by, what, new="done" if accepted else "refused: no", **how)
        self.add(Delivered, "l2>hmi", self.t, Answer(action, accepted, "" if accepted else "no"))

    def typed(self, what, who, *, right=True):
        word = "right" if right else "wrong"
        self.add(truth.OperatorActed, who, "type", f"{what} as {who} with the {word} password")

    def log_in(self, who="anna", *, right=True, accepted=True):
        self.typed("log in", who, right=right)
        self.asked(Prove(who, ""), action="log_in", accepted=accepted)

    def sign(self, who="anna", signer="anna", *, right=True, accepted=True, signed="anna"):
        self.typed("sign scrap", signer, right=right)
        self.asked(Sign("scrap", "x", who, signer, "responsibility", ""), accepted=accepted, signed=signed,
                   meaning="responsibility" if signed else "")

    def alarm(self, *, on=True, line=None):
        self.t += S
        self.add(claim.AlarmClaimed, "l1", "guard open", on, True)
        if line is not None:
            self.add(claim.AlarmLineClaimed, "l2", 1, "guard open", "high", True, *line)

    def found(self):
        self.t += 5 * S
        self.add(run.Closed, len(self.records))
        outcomes = {one.rule: one for one in judge(self.records).outcomes}
        return [(name, finding.message.partition(" ")[2]) for name in RULES for finding in outcomes[name].findings]


@pytest.fixture
def tale():
    told = Tale()
    told.log_in()
    return told


def test_a_clean_day_passes(tale):
    """Log-in, a denial, a signature, a change, an alarm, a clock that is moved: every rule has looked."""
    tale.asked(Request("scrap", "x", "anna"), accepted=False)
    tale.sign("anna", "otto", accepted=False, signed="")
    tale.sign()
    tale.log_in("otto", right=False, accepted=False)
    tale.log_in("otto")
    tale.asked(Change("change", "trail:1", "x", "y", "otto"), action="manage_users", accepted=False)
    tale.asked(Change("change", "user:anna", "administrator", "y", "otto"), action="manage_users")
    tale.asked(Request("stop_line", "", "anna"), accepted=False)
    raised = tale.time(S)
    tale.alarm(line=(raised, "", "", "", ""))
    tale.alarm(on=False, line=(raised, "", "", "", tale.time(S)))
    tale.add(Delivered, "time>l2", tale.t, ClockMoved(5 * S))
    tale.add(claim.AlarmClaimed, "l2", "clock moved", True, True)
    records = tale.records
    assert tale.found() == []
    outcomes = {one.rule: one.result for one in judge(records).outcomes if one.rule in RULES}
    assert outcomes == dict.fromkeys(RULES, "pass")


def test_without_users_no_rule_says_anything():
    """A world without [people] is nobody's to judge here."""
    tale = Tale()
    tale.records[0] = msgspec.structs.replace(tale.records[0], scenario="{}")
    tale.log_in(right=False)
    tale.add(run.Closed, len(tale.records))
    outcomes = {one.rule: one.result for one in judge(tale.records).outcomes if one.rule in RULES}
    assert outcomes == dict.fromkeys(RULES, "not_exercised")


@pytest.mark.parametrize(("message", "action", "why"), [
    (Request("stop_line", "", "otto"), "stop_line", "did stop line for otto, who is not logged in"),
    (Request("unlock", "x", "anna"), "unlock", "did unlock for anna, whose role 'operator' may not"),
    (Change("create", "user:x", "operator", "y", "anna"), "manage_users",
     "did manage users for anna, whose role 'operator' may not"),
])
def test_what_is_done_for_others_is_found(tale, message, action, why):
    """Not logged in, another's role."""
    tale.asked(message, action=action)
    assert tale.found() == [("done-without-right", f"L2 {why}")]


def test_a_wrong_password_and_a_lock_open_nothing(tale):
    """The first wrong password that is taken, and the right one after as many as lock."""
    tale.log_in("otto", right=False)
    assert tale.found() == [("done-without-right", "L2 did log in for otto, with a wrong password")]
    again = Tale()
    for _ in range(2):
        again.log_in("otto", right=False, accepted=False)
    again.log_in("otto")
    assert again.found() == [("done-without-right", "L2 did log in for otto, who is locked")]


def test_inactivity_ends_a_session(tale):
    """What is done eleven minutes later is done for somebody who has left; nine minutes later it is not."""
    tale.t += 540 * S
    tale.asked(Request("stop_line", "", "anna"))
    tale.t += 660 * S
    tale.asked(Request("stop_line", "", "anna"))
    assert tale.found() == [("done-without-right", "L2 did stop line for anna, who is not logged in")]


@pytest.mark.parametrize(("how", "why"), [
    ({"right": False}, "did scrap for anna, signed with a wrong password"),
    ({"signer": "otto"}, "did scrap for anna, signed by otto"),
    ({"signed": ""}, "did scrap for anna and kept no signature of it"),
])
def test_a_signature_that_is_none_is_found(tale, how, why):
    """Wrong password, somebody else's, and one that is not kept."""
    tale.sign(**how)
    assert tale.found() == [("signature-not-genuine", f"L2 {why}")]


def test_what_is_done_without_any_signature_is_found(tale):
    """A plain request is no signature."""
    tale.asked(Request("scrap", "x", "anna"))
    assert tale.found() == [("signature-not-genuine", "L2 did scrap for anna, without a signature")]


def test_a_request_without_an_entry_is_found(tale):
    """Done or refused, it has to be in the audit trail."""
    tale.asked(Request("stop_line", "", "anna"), entry=False)
    tale.asked(Request("scrap", "x", "anna"), accepted=False, entry=False)
    assert tale.found() == [
        ("audit-trail-incomplete", "L2 did stop line for anna without an entry in the audit trail"),
        ("audit-trail-incomplete", "L2 refused scrap for anna without an entry in the audit trail")]


def test_an_entry_that_is_missing_or_changed_is_found(tale):
    """A gap breaks the chain, and an entry that is read is the one that was made."""
    tale.entry("l2", "batch started", lost=True)
    tale.entry("l2", "batch ended")
    tale.records.append(msgspec.structs.replace(tale.lines[0], what="log_out"))
    changed = "entry 1 of the audit trail says 'log_out' of anna; when it was made it said 'log_in' of anna"
    assert tale.found() == [("audit-trail-incomplete", "entry 3 does not follow the audit trail's entry 1"),
                            ("audit-trail-incomplete", changed)]


def test_an_export_without_an_entry_is_found(tale):
    """All that was told before has to be in an export of everything."""
    tale.entry("l2", "batch started")
    tale.add(Delivered, "hmi>l2", tale.t, Request("export_trail", "", "anna"))
    tale.add(claim.PaperClaimed, "l2", "audit trail", "text/csv", as_csv(tale.lines[:1]))
    assert tale.found() == [("audit-trail-incomplete", "the audit trail exported for anna lacks entry 2")]


def test_a_time_that_is_off_or_goes_back_is_found(tale):
    """Within two seconds it is right; without an offset it is none."""
    tale.t += 10 * S
    tale.entry("l2", "batch started", off=-2 * S)
    tale.t += S
    tale.entry("l2", "batch ended", off=-5 * S)
    tale.alarm(line=("2026-10-25T00:00:12.000", "", "", "", ""))
    assert [message for rule, message in tale.found() if rule == "stated-time-wrong"] == [
        f"entry 3 of the audit trail is stated at {tale.lines[2].time}, off by 5.0 s",
        f"entry 3 of the audit trail is stated before the one in front of it, at {tale.lines[2].time}",
        "alarm 'guard open' raised has no time with an offset: '2026-10-25T00:00:12.000'"]


def test_a_time_fault_without_an_alarm_is_found(tale):
    """A loss that is over within the limit needs none; a longer one and a jump do."""
    tale.add(truth.FaultBegan, 1, "time>l2", "cut", "{}")
    tale.t += 59 * S
    tale.add(truth.FaultEnded, 1)
    tale.add(truth.FaultBegan, 2, "time>l2", "cut", "{}")
    tale.add(Delivered, "time>l2", tale.t, ClockMoved(S))
    tale.add(Delivered, "time>l2", tale.t, ClockMoved(-2 * S))
    tale.t += 60 * S
    assert tale.found() == [("time-fault-unnoticed", "no alarm 'time server lost' came within 60 s"),
                            ("time-fault-unnoticed", "no alarm 'clock moved' came within 60 s")]


def test_an_alarm_that_is_lost_or_wrong_in_the_journal_is_found(tale):
    """Not there at all, without who saw it, and still on although it went."""
    tale.alarm()
    assert tale.found() == [("alarm-journal-incomplete", "alarm 'guard open' is not in the alarm journal")]
    for told, why in ((False, "was acknowledged by anna (), and the alarm journal says by nobody ()"),
                      (True, "went, and the alarm journal says it is on")):
        again = Tale()
        again.log_in()
        again.alarm(line=(again.time(S), "", "", "", ""))
        if told:
            again.alarm(on=False)
        else:
            again.asked(Request("acknowledge", "", "anna"))
        assert again.found() == [("alarm-journal-incomplete", f"alarm 'guard open' {why}")]
