"""What a level keeps and tells of whom it turned away."""

import pytest

from linebench.ports.access import RefusalLine, TurnedAway
from linebench.stack.access_decisions import AccessDecisions
from linebench.stack.access_log import AccessLog
from linebench.stack.l3.config import L3Config
from linebench.stack.l3.server import SiteServer
from linebench.stack.l4.config import L4Config
from linebench.stack.l4.enterprise import EnterpriseRepository
from linebench.stack.machine import Send, Store
from linebench.stack.mutants import make_decisions
from linebench.store import MemoryRepository

EPOCH = "2026-01-05T06:00:00Z"
EPOCH_US = 1_767_592_800_000_000
AWAY = TurnedAway("O=x,CN=kim", "certificate expired")
LINE = RefusalLine(1, "2026-01-05T06:00:01.500Z", "O=x,CN=kim", "certificate expired", "client")


def site():
    return SiteServer(L3Config(orders={}, pool=1, epoch=EPOCH), lambda count, gtin: ())


def enterprise(*mutants):
    return EnterpriseRepository(L4Config(epoch_us=EPOCH_US), MemoryRepository(), make_decisions("l4", mutants))


@pytest.mark.parametrize(("make", "by", "reader"), [(site, "l4", "desk"), (enterprise, "l3", "partner"),
                                                    (enterprise, "partner", "partner")])
def test_an_entry_is_kept_and_told(make, by, reader):
    """Whoever's wire it was, those who watch hear of it, and it is kept before it is told."""
    level = make()
    level.start({}, 0)
    assert list(level.receive(by, AWAY, 1_500_000)) == [Store("refusal:1", LINE), Send(reader, LINE)]


@pytest.mark.parametrize("make", [site, enterprise])
def test_numbers_go_on_over_a_loss_of_power(make):
    """What was stored is counted."""
    level = make()
    level.start({"refusal:1": LINE, "refusal:2": LINE}, 0)
    keep, _ = level.receive("l4", AWAY, 0)
    assert (keep.key, keep.value.number) == ("refusal:3", 3)


def test_nobody_is_let_in_of_whom_something_is_wrong():
    """And each is logged as it is, unless a defect is planted."""
    right = AccessDecisions()
    assert (right.admits(AWAY), right.is_logged(AWAY), right.states(LINE)) == (False, True, LINE)


@pytest.mark.parametrize(("mutant", "said"), [
    ("l4-logs-no-refusal", []), ("l4-logs-nameless", [("", "certificate expired")]),
    ("l4-logs-no-reason", [("O=x,CN=kim", "")])])
def test_planted_defects_of_the_log(mutant, said):
    """No entry, or one that says less."""
    found = enterprise(mutant).receive("l3", AWAY, 0)
    assert [(each.message.who, each.message.why) for each in found if isinstance(each, Send)] == said


def test_a_planted_defect_lets_in_what_it_names_alone():
    """One reason each."""
    decisions = make_decisions("l4", ["l4-serves-expired-certificate"])
    admitted = [decisions.admits(TurnedAway("", why)) for why in ("certificate expired", "token expired")]
    assert admitted == [True, False]


def test_a_log_of_its_own():
    """Entries count from 1."""
    log = AccessLog(EPOCH_US, "desk", AccessDecisions())
    assert [log.take(AWAY, 0)[0].key for _ in range(2)] == ["refusal:1", "refusal:2"]
