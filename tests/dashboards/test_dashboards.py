"""Dashboards of a running world: what they publish, where it is kept, and that nothing else changes by them."""

import json
from base64 import b64decode
from itertools import pairwise

import pytest

from linebench.records.wire import Delivered
from linebench.scenario.problems import ScenarioError
from linebench.showing import check_showing
from linebench.wire.sparkplug.checks import Conformance
from linebench.wire.sparkplug.codec import decode
from linebench.wire.sparkplug.events import Who
from linebench.wire.sparkplug.host import HostApplication, HostConfig
from linebench.wire.sparkplug.known import session_of
from tests.dashboards.kit import NAMES, PLANT, S, bench, loaded, run

NODE = Who("linebench", "site")


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    """A whole batch with a dashboard of each form."""
    folder = tmp_path_factory.mktemp("dashboards")
    return folder, run(folder, PLANT + NAMES)


def host_of(made, name="plant"):
    """A host that has heard everything, and what the checks found."""
    host, conformance = HostApplication(HostConfig(), lambda t, event: None), Conformance()
    for t, message in made.showing.heard[name].messages:
        host.received(message, t)
        conformance.heard(message, t)
    return host, conformance


def test_a_host_sees_the_batch(batch):
    """From births and data alone a host knows what was made; the checks find nothing."""
    host, conformance = host_of(batch[1])
    metrics = {name: seen.value for (source, name), seen in host.nodes[NODE].metrics.items() if source == "carton"}
    assert {name: metrics[name] for name in (
        "packs/good", "packs/out", "packs/rejected", "containers/cases", "containers/pallets", "state",
        "order/lot")} == {
        "packs/good": 80, "packs/out": 80, "packs/rejected": 0, "containers/cases": 8, "containers/pallets": 3,
        "state": "Stopped", "order/lot": "LOT1001"}
    assert host.nodes[NODE].metrics["", "enterprise/waiting"].value == 0
    assert conformance.findings == []


def test_the_namespace_has_the_same_values(batch):
    """The latest message of each topic, as a broker keeps it."""
    kept = {message.topic: json.loads(message.payload)
            for _, message in batch[1].showing.heard["names"].messages}
    line = "enterprise/site/packaging/carton"
    assert (kept[f"{line}/packs/good"]["value"], "unit" in kept[f"{line}/packs/good"]) == (80, False)
    assert kept[f"{line}/rate"]["unit"] == "1/min"
    assert kept["enterprise/site/packaging/status"]["online"] is False
    assert kept[f"{line}/state/since"]["value"] == kept[f"{line}/state"]["timestamp"]


def test_what_is_published_is_kept_among_the_captures(batch):
    """A line for each message: time, topic, bytes and what they say; the attempt names the files."""
    folder, made = batch
    assert [each.file for each in made.captured] == ["dashboard-names.jsonl", "dashboard-plant.jsonl"]
    for name, recorder in made.showing.heard.items():
        lines = [json.loads(line) for line in
                 (folder / "captures" / f"dashboard-{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        assert [(line["t_us"], line["topic"], b64decode(line["payload"])) for line in lines] == [
            (t, message.topic, message.payload) for t, message in recorder.messages]
    assert lines[0]["says"] != {}


def test_dashboards_change_nothing_in_the_journal(batch, tmp_path):
    """With and without them the same records are written at the same times, but for the stack in record 0."""
    without = run(tmp_path, "")
    assert without.records[1:] == batch[1].records[1:]
    assert without.showing.heard == {}
    assert without.captured == ()


def test_times_are_those_of_the_world(batch):
    """A value has the time at which it was said, from the scenario's epoch; messages follow within a second."""
    made = batch[1]
    epoch_ms = 1_767_592_800_000
    said = {record.t // 1000 for record in made.records if isinstance(record, Delivered)}
    births = 2
    for t, message in made.showing.heard["plant"].messages[births:-1]:
        for metric in decode(message.payload).metrics:
            assert metric.timestamp - epoch_ms in said
            assert 0 <= t // 1000 - (metric.timestamp - epoch_ms) <= 1000


def test_the_site_server_loses_its_power(tmp_path):
    """The will is published; back, the next session is born, and what was said meanwhile follows as historical."""
    made = bench(tmp_path, PLANT)
    made.advance(None, 2 * S)
    made.hand("cut_power", level="l3")
    made.ask("confirm_clearance")
    made.advance(None, 2 * S)
    made.ask("start_batch", "PO-1001")
    made.hand("restore_power", level="l3")
    made.advance(None, 3 * S)
    made.abandon()
    kinds = [(message.topic.split("/")[2], session_of(decode(message.payload)))
             for _, message in made.showing.heard["plant"].messages if "/N" in message.topic]
    assert [kind for kind in kinds if kind[0] in ("NBIRTH", "NDEATH")] == [
        ("NBIRTH", 0), ("NDEATH", 0), ("NBIRTH", 1), ("NDEATH", 1)]
    assert host_of(made)[1].findings == []


def test_the_line_controller_loses_its_power(tmp_path):
    """Its line dies on the dashboard, and is born again."""
    made = bench(tmp_path, PLANT + NAMES)
    made.advance(None, 2 * S)
    made.hand("cut_power", level="l2")
    made.advance(None, 2 * S)
    host, _ = host_of(made)
    assert host.nodes[NODE].here == {"": True, "carton": False}
    made.hand("restore_power", level="l2")
    made.advance(None, 2 * S)
    made.abandon()
    states = [json.loads(message.payload)["online"] for _, message in made.showing.heard["names"].messages
              if message.topic == "enterprise/site/packaging/carton/status"]
    assert states == [True, False, True]
    assert host_of(made)[1].findings == []


def test_changes_are_published_together(tmp_path):
    """At most once in the time that the stack file gives."""
    made = run(tmp_path, '[[dashboard]]\nid = "plant"\nevery = "10 s"\n')
    times = [t for t, message in made.showing.heard["plant"].messages if "/DDATA/" in message.topic][:-1]
    assert len(times) > 1
    assert min(after - before for before, after in pairwise(times)) >= 10 * S


_PLACE = "stack.dashboard.p"
REFUSED = {
    'group = "a/b"': f"{_PLACE}.group: found 'a/b'; expected at least one character, and none of + / #",
    'options = { hots = "x" }': (
        f"{_PLACE}.options: found 'hots'; expected one of aliases, authorities, client, host, keep_alive, kept, "
        "mutant, password_from"),
    'options = { kept = "many" }': f"{_PLACE}.options.kept: found 'many'; expected `int`, got `str`",
    'options = { mutant = "x" }': (
        f"{_PLACE}.options.mutant: found 'x'; expected one of alias-twice, birth-short, death-kept, "
        "death-of-other, no-rebirth, seq-no-turn, seq-not-reset, seq-stands, session-stands"),
    'url = "http://127.0.0.1"': (
        f"{_PLACE}.url: found 'http://127.0.0.1'; expected mqtt://127.0.0.1:1883, or "
        "mqtts://user:password@broker.example:8883"),
    'form = "namespace"\noptions = { topic = "{plant}" }': (
        f"{_PLACE}.topic: found '{{plant}}'; expected a template with the places enterprise, site, area, line, "
        "name, such as '{enterprise}/{site}/{area}/{line}/{name}'"),
    'form = "namespace"\noptions = { topic = "all" }': (
        f"{_PLACE}.topic: found 'all', under which several values have the same topic; expected the places "
        "{line} and {name} in it"),
}


@pytest.mark.parametrize("table", REFUSED)
def test_a_dashboard_that_cannot_be_is_refused(tmp_path, table):
    """One line: where, found, expected."""
    with pytest.raises(ScenarioError) as refused:
        check_showing(loaded(tmp_path, f'[[dashboard]]\nid = "p"\n{table}\n').scenario)
    assert str(refused.value) == f"{REFUSED[table]}; correct it"


def test_all_that_is_wrong_is_said_at_once(tmp_path):
    """A line for each dashboard."""
    tables = "".join(f'[[dashboard]]\nid = "{name}"\ngroup = "#"\n' for name in "ab")
    with pytest.raises(ScenarioError) as refused:
        check_showing(loaded(tmp_path, tables).scenario)
    assert [problem.key for problem in refused.value.problems] == ["stack.dashboard.a.group",
                                                                    "stack.dashboard.b.group"]
