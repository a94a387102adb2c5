"""Who sat where follows from record 0, and a package that states it otherwise does not verify."""

import json
from pathlib import Path

import builder
import msgspec
import pytest

from linebench.content import Content, library
from linebench.evidence.components import PEERS, components_of, own_orders, paces_of
from linebench.evidence.model import Component, Spoken
from linebench.evidence.verify import verify
from linebench.levels import LEVELS
from linebench.line.kinds import KINDS
from linebench.records.run import Opened
from linebench.scenario.load import load
from linebench.scenario.model import encode_scenario
from linebench.scenario.stack import StackPlan
from linebench.wiring.attempt import peers_of
from linebench.wiring.ends import profile_name


def opened(stack: str | None = None, **settings: str) -> Opened:
    scenario = load("carton-line", Content((library(),)), KINDS, stack=stack, settings=settings).scenario
    return msgspec.structs.replace(builder.opened("OQ-L1-001"), scenario=encode_scenario(scenario))


def natures(one: Opened) -> dict[str, tuple[str, str]]:
    return {component.seat: (component.nature, component.truth) for component in components_of([one])}


DEVICES = ("line", "printer", "camera", "scale", "gate", "packer", "palletizer", "operator")
OURS = {**dict.fromkeys(DEVICES, ("simulated", "simulated")),
        **dict.fromkeys(("l1", "l2", "l3", "l4"), ("emulated", "simulated"))}


def test_everybody_on_the_line_has_a_nature_and_a_basis_of_truth() -> None:
    """Devices and people are simulated, levels emulated; in a process of its own a level is no less emulated."""
    assert natures(opened()) == natures(opened("stacks/wired.toml")) == OURS


def test_what_is_outside_is_real_and_what_it_says_is_measured() -> None:
    """A line controller that is not ours: nothing is known of it but what it said."""
    assert natures(opened("stacks/open.toml")) == {**OURS, "l2": ("real", "measured")}
    real = next(one for one in components_of([opened("stacks/open.toml")]) if one.seat == "l2")
    assert (real.name, real.version) == ("unknown", "unknown")


def test_a_device_on_a_desk_is_real_and_so_is_what_it_says(tmp_path: Path) -> None:
    """Its name, its wire with dialect and profile; levels stay emulated, and time is the wall's."""
    stack = tmp_path / "desk.toml"
    stack.write_text('id = "desk"\n[[seat]]\nid = "printer"\nnature = "real"\nname = "ZD"\n[[wire]]\n'
                     'id = "l2-printer"\ndialect = "zpl"\nprofile = "polling"\nport = 9100\n', encoding="utf-8")
    one = opened(str(stack))
    assert natures(one) == {**OURS, "printer": ("real", "measured")}
    cast = {each.seat: each for each in components_of([one])}
    assert cast["printer"].name == "ZD"
    assert cast["printer"].spoken == (Spoken(wire="l2-printer", dialect="zpl", profile="polling"),)
    assert not any(each.spoken for seat, each in cast.items() if seat != "printer")
    assert paces_of([one]) == "real"


def test_a_system_that_went_on_is_told_with_the_orders_of_the_attempt() -> None:
    """Not reset between test cases: that limits what the attempt shows. Elsewhere orders are the scenario's."""
    one = opened("stacks/open.toml", **{"stack.world": "continue"})
    real = next(each for each in components_of([one]) if each.seat == "l2")
    assert real.fidelity.endswith("; it was not reset between test cases and remembered them")
    assert own_orders(one) == ("PO-1001", "PO-1002")
    assert own_orders(opened("stacks/open.toml")) == own_orders(opened()) == ()


def test_what_is_spoken_on_each_wire_is_told_with_its_profile() -> None:
    """The dialect of the stack file, its profile by name, and the bench's own messages where it says nothing."""
    cast = components_of([opened("stacks/wired.toml")], lambda peer, dialect: profile_name(peer, dialect, ""))
    spoken = {one.seat: one.spoken for one in cast}
    assert spoken["printer"] == (Spoken(wire="l2-printer", dialect="codenet", profile="deep"),)
    assert spoken["l1"] == (Spoken(wire="l2-l1", dialect="modbus", profile="standard"),)
    assert [one.wire for one in spoken["l2"]] == ["l3-l2"]
    assert spoken["scale"] == ()
    assert not any(one.spoken for one in components_of([opened()]))


def test_the_peers_of_levels_are_those_of_the_bench() -> None:
    """Reports are made from records alone, so the pairs of seats are known twice; they agree."""
    assert {level: set(peers) for level, peers in PEERS.items()} == {
        level: set(peers_of(level, StackPlan().absent)) for level in LEVELS}


@pytest.mark.parametrize(("stack", "pace", "told"), [
    (None, "auto", "virtual"), ("stacks/wired.toml", "auto", "stepped"), ("stacks/open.toml", "auto", "real"),
    ("stacks/wired.toml", "real:4", "real:4"),
])
def test_the_pace_is_told_as_time_passed(stack: str | None, pace: str, told: str) -> None:
    """``auto`` is told as what it came to."""
    assert paces_of([opened(stack, pace=pace)]) == told


def package(folder: Path, components: tuple[Component, ...], pace: str = "stepped") -> Path:
    """A package of one passed case whose record 0 has L2 in a process."""
    writer = builder.begin(folder, components=components, pace=pace)
    writer.plan((builder.plan("OQ-L1-001"),))
    first, *rest = builder.records("OQ-L1-001")
    builder.put_journal(folder, "OQ-L1-001", builder.journal([opened("stacks/wired.toml"), *rest]))
    assert isinstance(first, Opened)
    writer.attempt("OQ-L1-001", builder.attempt("OQ-L1-001"))
    builder.finish(writer)
    return folder


def test_a_nature_that_record_0_does_not_have_is_found(tmp_path: Path) -> None:
    """What is emulated cannot be sold as real, nor can anybody be left out; the true cast verifies."""
    cast = components_of([opened("stacks/wired.toml")])
    assert verify(package(tmp_path / "true", cast), judge=builder.judge).exit_code == 0
    sold = tuple(msgspec.structs.replace(one, nature="real") if one.seat == "l2" else one for one in cast)
    for n, wrong in enumerate((sold, cast[1:])):
        report = verify(package(tmp_path / str(n), wrong), judge=builder.judge)
        assert (report.exit_code, {problem.file for problem in report.problems}) == (1, {"run.json"})


def test_a_pace_that_record_0_does_not_have_is_found(tmp_path: Path) -> None:
    """A run in granted time cannot be sold as one in real time."""
    cast = components_of([opened("stacks/wired.toml")])
    report = verify(package(tmp_path / "p", cast, "real"), judge=builder.judge)
    assert [problem.what for problem in report.problems] == [
        "states the pace 'real', the journals have 'stepped'"]


def test_reports_and_exports_carry_every_nature(tmp_path: Path) -> None:
    """The page, JUnit and run.json name each seat with its nature; no address is among them."""
    folder = package(tmp_path / "p", components_of([opened("stacks/wired.toml")]))
    junit, page = ((folder / name).read_text(encoding="utf-8") for name in ("junit.xml", "report.html"))
    assert "printer=simulated" in junit
    assert "l2=emulated" in junit
    assert "l2-printer: codenet" in page
    assert "127.0.0.1" not in page + junit
    assert {one["seat"] for one in json.loads((folder / "run.json").read_bytes())["components"]} == set(OURS)
