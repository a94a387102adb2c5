"""Every IQ case about what a site installed fails where that is not as approved, and passes where it is."""

import json
import threading

import pytest

from linebench.bdd.steps import papers
from tests.binding.site import Site, site
from tests.inventory.site import CONFIRMED, DENIED, REAL, executed, written

HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
GIVEN = f"""title = "Line 4"
revision = "2"
[roles]
l2 = "operator, supervisor"
[[component]]
id = "l2"
model = "LK 200"
serial = "4711"
firmware = "2.6.1"
product = "LK line control"
version = "4.1"
patch = "2026-10"
configuration = "{HASH}"
[[account]]
id = "meyer"
seat = "l2"
role = "operator"
[[password]]
id = "l2"
length = 12
days = 90
tries = 5
[[document]]
id = "MAN-1"
title = "Manual"
seat = "l2"
revision = "3"
present = "3"
[[backup]]
id = "l2"
restored_on = "2026-10-02"
original = "{HASH}"
restored = "{HASH}"
"""
SEEN = {
    "IQ-001 model": ("the model of l2", "it is an LK 100"), "IQ-001 serial": ("the serial of l2", "it is 4712"),
    "IQ-001 firmware": ("the firmware of l2", "it is 2.6.0"),
    "IQ-002 product": ("the product of l2", "another maker's"),
    "IQ-002 version": ("the version of l2", "it is 4.0"),
    "IQ-002 patch": ("the patch of l2", "none since May"),
    "IQ-003 export": ("exported configuration of l2", "another hash"),
    "IQ-011 recipe": ("09501101530003", "cases of 12"),
}
"""What people are asked about, and what they see instead."""
CHANGED = {
    "IQ-007 role": ('role = "operator"', 'role = "guest"', "meyer, role"),
    "IQ-007 shared": ('seat = "l2"\nrole', 'seat = "l2"\nshared = true\nrole', "meyer, used by: one person"),
    "IQ-007 default": ('seat = "l2"\nrole', 'seat = "l2"\ndefault = true\nrole', "meyer, state: locked"),
    "IQ-007 password": ("length = 12", "length = 11", "fewest characters of a password of l2"),
    "IQ-009 revision": ('present = "3"', 'present = "2"', "MAN-1 Manual, revision: 3"),
    "IQ-009 missing": ('present = "3"', 'present = ""', "MAN-1 Manual, revision: 3"),
}
"""What is changed in the facts of the site, into what, and which comparison is not met."""
CASES = ("IQ-001", "IQ-002", "IQ-003", "IQ-007", "IQ-009", "IQ-011")


@pytest.fixture
def run(tmp_path):
    """Run the row of the line controller of a case; the result, and what was not met."""
    def call(case, *, given=GIVEN, stack=REAL, **words):
        written(tmp_path / "content", installation=given)
        result, rows = executed(tmp_path, case, "line and controller", stack=stack, **words)
        return result, [(expected, actual) for expected, actual, met in rows if not met]

    return call


@pytest.mark.parametrize("case", CASES)
def test_what_is_as_approved_passes(run, case):
    """Confirmed by a person, or as the facts of the site have it."""
    result, unmet = run(case)
    assert (result.verdict, unmet) == ("pass", []), result


@pytest.mark.parametrize("name", [*SEEN])
def test_what_a_person_finds_otherwise_fails(run, name):
    """One comparison is not met: the one that was denied, with what was seen instead."""
    asked, seen = SEEN[name]
    result, unmet = run(name.split()[0], answers=DENIED.format(asked, seen) + CONFIRMED)
    assert result.verdict == "fail", result
    ((expected, actual),) = unmet
    assert expected.startswith("a person confirms: ")
    assert asked in expected
    assert seen in actual


@pytest.mark.parametrize("name", [*CHANGED])
def test_facts_that_are_not_as_they_must_be_fail(run, name):
    """An account, a password rule, a paper."""
    old, new, told = CHANGED[name]
    assert old in GIVEN
    result, unmet = run(name.split()[0], given=GIVEN.replace(old, new))
    assert result.verdict == "fail", result
    assert [told in expected for expected, _ in unmet] == [True]


TOLD = REAL + """[[action]]
id = "read_version"
by = "http"
options = {{ url = "{url}/version" }}
"""


@pytest.mark.parametrize(("told", "status", "name"), [
    ("Example LK line control 4.1", 200, ""), ("Example LK line control 4.10", 200, "version"),
    ("Another palletizer 4.1", 200, "product"), ("nobody by that name", 404, "product")])
def test_a_system_that_tells_that_it_is_another_product_fails(run, told, status, name):
    """What answers at its address is asked what it is; a person is asked for the rest alone."""
    with site() as web:
        web.say("/version", told, status)
        result, unmet = run("IQ-002", stack=TOLD.format(url=web.address),
                            answers=DENIED.format("version of l2", "nobody is asked for that") + CONFIRMED)
    assert (result.verdict, [actual for _, actual in unmet]) == (("fail", [told]) if name else ("pass", [])), result
    assert not name or unmet[0][0].startswith(f"l2 tells that its {name} is ")


@pytest.mark.parametrize(("restored", "verdict"), [(HASH, "pass"), ("0" * 64, "fail")])
def test_a_backup_that_does_not_come_back_as_it_was_fails(run, monkeypatch, restored, verdict):
    """The row of a line controller that is taken for the site's: nothing real makes packs here."""
    monkeypatch.setattr(papers, "own", lambda *_: False)
    result, unmet = run("IQ-008", given=GIVEN.replace(f'restored = "{HASH}"', f'restored = "{restored}"'),
                        stack="")
    assert result.verdict == verdict, result
    assert [(expected.partition(": ")[2], actual.partition(": ")[2]) for expected, actual in unmet] == (
        [] if verdict == "pass" else [(HASH, restored)])


class Desk(Site):
    """A line controller with a page of its audit trail. ``late``: the first entry is that of the first request."""

    late = False

    def __init__(self, address):
        super().__init__(address)
        self.looks = threading.Semaphore(0)
        self.trail = [] if self.late else [{"who": "system", "what": "switched on"}]

    def answer(self, path, body, cookie):
        if path == "/audit":
            self.looks.release()
            return 200, json.dumps(self.trail), ""
        # what a page said is known when it is looked at again
        known = all(self.looks.acquire(timeout=20) for _ in range(3))
        self.trail.append({"who": "operator 1", "what": "line is empty"})
        return 200 if known else 500, "", ""


class LateDesk(Desk):
    """Its audit trail begins with the first request."""

    late = True


AUDITED = REAL + """[[action]]
id = "confirm_clearance"
by = "http"
options = {{ url = "{url}/clearance", within = "30 s" }}
[[claim]]
id = "trail"
by = "json"
gives = "audit"
every = "50 ms"
options = {{ url = "{url}/audit" }}
fields = {{ who = "who", what = "what" }}
"""


@pytest.mark.parametrize(("desk", "denied", "told"), [
    (Desk, "", None),
    (LateDesk, "", ("an entry in the audit trail of l2 before the first request", "0 entries")),
    (Desk, "switch its audit trail off", "the supervisor can"),
], ids=["in order", "begins late", "can be switched off"])
def test_the_audit_trail_of_a_line_controller(tmp_path, desk, denied, told):
    """It passes where the trail was there first and cannot be switched off, and fails for either."""
    written(tmp_path / "content", installation=GIVEN)
    answers = (DENIED.format(denied, told) if denied else "") + CONFIRMED
    with site(desk) as web:
        result, rows = executed(tmp_path, "IQ-012", "line and controller", stack=AUDITED.format(url=web.address),
                                answers=answers)
    unmet = [(expected, actual) for expected, actual, met in rows if not met]
    assert (result.verdict, len(unmet)) == (("fail", 1) if told else ("pass", 0)), (result, rows)
    assert not told or told == unmet[0] or told in unmet[0][1]
