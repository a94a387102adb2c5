"""The alarm journal of L2: what was raised, who acknowledged it with which comment, what was cleared."""

from collections import Counter

from linebench.bdd.actual import CLAIM, expect, expect_equal
from linebench.bdd.attempt import Attempt
from linebench.bdd.flow import act
from linebench.bdd.phrase import then, when
from linebench.bdd.seen import each
from linebench.bdd.users_l2 import acknowledge, alarm_lines
from linebench.ports.people import Acknowledge
from linebench.records.claim import AlarmClaimed, AlarmLineClaimed

_TRIPPED = ("press_estop", "open_guard", "open_bin_door", "lower_air")
_RIGHT = ("release_estop", "close_guard", "close_bin_door", "restore_air")


@when("emergency stop, guard, reject bin and air trip at one moment")
def flood(attempt: Attempt) -> None:
    """Let four causes of a stop come at the same instant; each raises an alarm of L1."""
    for name in _TRIPPED:
        act(attempt, name)


@when("emergency stop, guard, reject bin and air are put right")
def put_right(attempt: Attempt) -> None:
    """Take the four causes away, and acknowledge nothing."""
    for name in _RIGHT:
        act(attempt, name)


@when('"{who:name}" acknowledges the alarms with the comment "{comment:name}"')
def acknowledges_with(attempt: Attempt, who: str, comment: str) -> None:
    """Acknowledge every alarm that is on, and say why they came."""
    acknowledge(attempt, Acknowledge("", comment, who))


@then('the alarm journal that "{who:name}" reads has each alarm that was raised')
def journal_complete(attempt: Attempt, who: str) -> None:
    """Claim: as often as L1 raised an alarm since the start of the test case, there is a line of that name."""
    lines = _read(attempt, who)
    raised = _raised(attempt)
    kept = Counter(line.name for _, line in lines if line.name in raised)
    words = [f"{name} {count}" for name, count in sorted(raised.items())]
    expect_equal(attempt, CLAIM, "alarms of L1 in the journal", words,
                 [f"{name} {kept[name]}" for name in sorted(kept)], at=[at for at, _ in lines])


@then('the alarm journal says that "{name:name}" is latched and of {priority:word} priority')
def journal_priority(attempt: Attempt, name: str, priority: str) -> None:
    """Claim: the latest line of this alarm, as last read, has this priority and is latched."""
    found = [(at, line) for at, line in attempt.notes["alarm journal"] if line.name == name]
    told = f"{'' if found[-1][1].latched else 'not '}latched, {found[-1][1].priority}" if found else "not in it"
    expect_equal(attempt, CLAIM, name, f"latched, {priority}", told, at=[at for at, _ in found[-1:]])


@then('the alarm journal says that "{who:name}" acknowledged {count:count} alarms with the comment '
      '"{comment:name}"')
def journal_seen(attempt: Attempt, who: str, count: int, comment: str) -> None:
    """Claim: so many lines, as last read, have this person, this comment and a time."""
    found = [at for at, line in attempt.notes["alarm journal"]
             if line.seen and (line.by, line.comment) == (who, comment)]
    expect_equal(attempt, CLAIM, f"acknowledged by {who}: {comment}", count, len(found), at=found)


@then("{count:count} alarm of the journal is not cleared")
@then("{count:count} alarms of the journal are not cleared")
def journal_open(attempt: Attempt, count: int) -> None:
    """Claim: so many lines, as last read, have no time at which the alarm went."""
    found = [(at, line.name) for at, line in attempt.notes["alarm journal"] if not line.cleared]
    told = f"{len(found)}: {', '.join(name for _, name in found)}" if found else "0"
    expect(attempt, CLAIM, f"{count} alarms are on", told, met=len(found) == count, at=[at for at, _ in found])


def _read(attempt: Attempt, who: str) -> list[tuple[int, AlarmLineClaimed]]:
    lines = sorted(alarm_lines(attempt, who).items())
    attempt.notes["alarm journal"] = [line for _, line in lines]
    return [line for _, line in lines]


def _raised(attempt: Attempt) -> Counter[str]:
    """How often each alarm of L1 came; one told again while it is on has not come again."""
    raised: Counter[str] = Counter()
    on: set[str] = set()
    for _, alarm in each(attempt.records, AlarmClaimed):
        if alarm.source == "l1":
            raised[alarm.alarm] += alarm.on and alarm.alarm not in on
            (on.add if alarm.on else on.discard)(alarm.alarm)
    return raised
