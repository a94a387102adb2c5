"""Every IQ case about the bench fails where its computer, packages, files or records are not as approved."""

import shutil
from functools import partial

import msgspec
import pytest

from linebench.bdd import restored
from linebench.bdd.selftest import self_test
from linebench.bdd.steps import installation, selftest
from linebench.content import Content, library
from linebench.evidence.audit import AuditTrail
from linebench.evidence.environment import Inventory, Item
from linebench.evidence.package import AUDIT
from linebench.inventory.baseline import write_baseline
from linebench.inventory.collecting import at_run
from linebench.inventory.distributions import asked_for, changed_files, installed
from tests.inventory.site import executed, written

GIVEN = """title = "Line 4"
revision = "2"
baseline = "baseline.toml"
[[component]]
id = "printer"
model = "P 400"
product = "P 400 controller"
version = "2.6"
"""
PLANTED = {
    "IQ-001 memory": ("hardware", "host", "memory", "4096 GiB"),
    "IQ-001 processors": ("hardware", "host", "processors", "1024"),
    "IQ-002 version": ("software", "msgspec", "version", "0.0.1"),
    "IQ-002 wheel": ("software", "simpy", "SHA-256 of RECORD", "0" * 64),
    "IQ-002 patch level": ("software", "host", "build", "#1 of last year"),
    "IQ-002 not there": ("software", "left-pad", "version", "1.3.0"),
    "IQ-010 package": ("bench", "linebench", "package hash", "0" * 64),
    "IQ-011 recipe": ("configuration", "scenarios/products/product-a.toml", "SHA-256", "0" * 64),
}
"""What was approved by site, and is not what there is."""


@pytest.fixture(scope="module")
def found():
    """What is installed here, with what the site gives."""
    given = [Item(area="software", subject="printer", property=name, value=value)
             for name, value in (("product", "P 400 controller"), ("version", "2.6"))]
    there = at_run(Content((library(),)), library())
    return Inventory(at=there.at, items=(*(item for item in there.items
                                           if item.subject != "fixtures/installation.toml"), *given))


@pytest.fixture
def run(tmp_path, found):
    """Run the row of the bench of a case against a baseline; the result, and what was not met."""
    def call(case, plant=None, row="bench", **words):
        items = [item for item in found.items if plant is None or
                 (item.area, item.subject, item.property) != plant[:3]]
        if plant:
            items.append(Item(**dict(zip(("area", "subject", "property", "value"), plant, strict=True))))
        baseline = write_baseline(msgspec.structs.replace(found, items=tuple(items)))
        written(tmp_path / "content", installation=GIVEN, baseline=baseline)
        result, rows = executed(tmp_path, case, row, **words)
        return result, [(expected, actual) for expected, actual, met in rows if not met]

    return call


@pytest.mark.parametrize("case", ["IQ-001", "IQ-002", "IQ-010", "IQ-011"])
def test_what_is_as_approved_passes(run, case):
    """The baseline of this computer; what the site says of its printer is in it and no difference of the bench."""
    result, unmet = run(case, row="" if case == "IQ-010" else "bench")
    assert (result.verdict, unmet) == ("pass", []), result


@pytest.mark.parametrize("name", [*PLANTED])
def test_what_differs_from_the_baseline_fails(run, name):
    """The planted fact alone is not met, with the approved and the found value."""
    _, subject, fact, value = PLANTED[name]
    result, unmet = run(name.split()[0], plant=PLANTED[name], row="" if "IQ-010" in name else "bench")
    assert result.verdict == "fail", result
    ((expected, actual),) = unmet
    assert expected == f"{subject}, {fact}: {value}"
    assert actual != expected
    assert actual.startswith(f"{subject}, {fact}: ")


def test_a_computer_that_is_too_small_fails(run, tmp_path):
    """More memory is required than any computer has."""
    text = (library() / "fixtures" / "requirements.toml").read_text(encoding="utf-8")
    asked = text.replace('limit = { min = "2" }', 'limit = { min = "999999" }', 1)
    assert asked != text
    written(tmp_path / "content", requirements=asked)
    result, unmet = run("IQ-001")
    assert result.verdict == "fail", result
    assert unmet[0][0] == "memory in GiB min. 999999 (URS-INS-002)"


def test_a_package_with_a_changed_file_fails(run, tmp_path, monkeypatch):
    """The file's hash is not that of the package's RECORD."""
    there = installed()["simpy"]
    for file in there.files:
        (tmp_path / "site" / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file.locate(), tmp_path / "site" / file)
    with (tmp_path / "site" / "simpy" / "events.py").open("a", encoding="utf-8") as module:
        module.write("# patched\n")
    monkeypatch.setitem(installed(), "simpy", type(there)(next((tmp_path / "site").glob("*.dist-info"))))
    changed_files.cache_clear()
    try:
        result, unmet = run("IQ-002")
    finally:
        changed_files.cache_clear()
    assert (result.verdict, unmet) == ("fail", [("simpy, files that differ from its RECORD: none",
                                                 "simpy, files that differ from its RECORD: simpy/events.py")])


def test_a_package_of_a_version_that_the_release_does_not_ask_for_fails(run, monkeypatch):
    """The bounds of the release stand beside the version that is there."""
    monkeypatch.setitem(asked_for(), "simpy", ">=99")
    result, unmet = run("IQ-002")
    assert (result.verdict, unmet) == ("fail", [("simpy, version: >=99",
                                                 f"simpy, version: {installed()['simpy'].version}")])


def test_a_backup_that_lost_its_last_event_fails(run, monkeypatch):
    """What is restored has one event less, which is named by its hash."""
    whole = restored.fill
    monkeypatch.setattr(restored, "fill", lambda store, events: whole(store, list(events)[:-1]))
    result, unmet = run("IQ-008", world="carton-enterprise")
    assert result.verdict == "fail", result
    assert [expected.partition(":")[0].rstrip("0123456789") for expected, _ in unmet] == [
        "events in the restored copy", "events that differ from the original", "event "]
    assert unmet[-1][1].endswith("not there")


def test_a_bench_that_finds_no_planted_defect_fails(run, monkeypatch):
    """Its test of itself, where nothing is planted."""
    monkeypatch.setattr(selftest, "self_test", partial(self_test, defects=()))
    result, unmet = run("IQ-010", row="")
    assert (result.verdict, unmet) == ("fail", [("rules with findings where a defect is planted: at least one",
                                                 "rules with findings where a defect is planted: none")])


@pytest.mark.parametrize(("change", "told"), [({"nature": "virtual"}, "virtual"), ({"fidelity": ""}, "emulated: ")])
def test_a_component_of_which_nobody_says_what_it_is_fails(run, monkeypatch, change, told):
    """A nature that is none of the three, and a stand-in that does not say what it cannot show."""
    stated = installation.components
    monkeypatch.setattr(installation, "components", lambda attempt: tuple(
        msgspec.structs.replace(one, **change) if one.seat == "l2" else one for one in stated(attempt)))
    result, ((expected, actual),) = run("IQ-010", row="")
    assert (result.verdict, expected) == ("fail", "l2: real, emulated, simulated, and its limits")
    assert told in actual


TIMES = {"in order": ("2026-01-05T06:00:00.000+00:00", "2026-01-05T06:00:01.000+00:00"),
         "set back": ("2026-01-05T06:00:00.000+00:00", "2026-01-05T05:59:59.000+00:00"),
         "ahead": ("2999-01-05T06:00:00.000+00:00", "2999-01-05T06:00:01.000+00:00")}


def _trail(actions=("run started", "protocol read"), times="in order", change=lambda data: data):
    def write(out):
        out.mkdir()
        moments = iter(TIMES[times])
        with AuditTrail(out / AUDIT, host="host", actor="tester", now=lambda: next(moments)) as trail:
            for action in actions:
                trail.add(action)
        (out / AUDIT).write_bytes(change((out / AUDIT).read_bytes()))
    return write


@pytest.mark.parametrize(("before", "told"), [
    (_trail(), ""), (str, "the first entry: no entry"),
    (_trail(("attempt ended", "run started")), "the first entry: attempt ended"),
    (_trail(change=lambda data: data.replace(b"tester", b"nobody", 1)), "line 2"),
    (_trail(times="set back"), "it went back before entry 2"),
    (_trail(times="ahead"), "it went back before entry 3"),
], ids=["in order", "switched off", "began late", "changed", "clock set back", "clock ahead"])
def test_the_audit_trail_of_the_bench(run, before, told):
    """It passes where the run began with it, and fails without one, with a late or changed one, or an odd clock."""
    result, unmet = run("IQ-012", before=before)
    assert (result.verdict, len(unmet)) == (("fail", 1) if told else ("pass", 0)), (result, unmet)
    assert not told or told in unmet[0][1]
