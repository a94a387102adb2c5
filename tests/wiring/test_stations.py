"""Packer and palletizer over several connections each: what happens is what happens over direct links."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.scenario.stack import WirePlan
from linebench.wiring.channels import joined, parted, wire_to
from tests.wiring.matrix import Trial, trial
from tests.wiring.worlds import beside_links, journal, scenario, stack_file

STATIONS = {"packer": "packer-station", "palletizer": "packer-station"}
SWITCHES = {"packer-contents": "dmcc", "packer-label": "keyence_sr", "palletizer-contents": "sick_cola"}
COUNTS = st.dictionaries(st.integers(1, 65_535), st.tuples(st.integers(0), st.integers(0)), max_size=3)


@pytest.fixture(scope="module")
def direct():
    return journal(scenario())[1]


@pytest.mark.parametrize("more", [{}, SWITCHES], ids=["usual", "other readers"])
def test_cases_and_pallets_are_those_of_direct_links(direct, tmp_path, more):
    """Every truth and every claim at the same time, whatever the readers of the stations speak."""
    bench = journal(scenario(stack_file(tmp_path, **STATIONS, **more)))[1]
    assert beside_links(bench) == beside_links(direct)


def test_twice_gives_the_same_bytes(tmp_path):
    """Four connections to each station, on other ports the second time: the journal is repeated byte for byte."""
    first, second = (journal(scenario(stack_file(tmp_path, **STATIONS)))[0] for _ in range(2))
    assert first == second


@pytest.mark.parametrize(("fault", "direction"), [
    ("silent", "to_host"), ("silent", "to_device"), ("refused", "to_host"), ("half_open", "to_host"),
    ("drop_before_ack", "to_host"), ("drop_after_ack", "to_host"), ("garbage", "to_host")])
def test_a_station_that_is_lost_comes_back_and_no_pack_has_a_wrong_parent(fault, direction):
    """L2 says that it is lost; cases wait or are ejected; the batch ends, and no rule finds anything."""
    outcome = trial(Trial(seat="packer", dialect="packer-station", fault=fault, direction=direction))
    assert (outcome.findings, outcome.completed) == ((), True)
    assert outcome.struck > 0
    assert "packer lost" in outcome.alarms


@pytest.mark.parametrize("fault", ["split", "glued", "duplicated", "reordered", "late", "slow_drain"])
@pytest.mark.parametrize("direction", ["to_host", "to_device"])
def test_bytes_in_disorder_give_no_pack_a_wrong_parent(fault, direction):
    """Whatever becomes of the cases meanwhile, the batch ends, and no rule finds anything."""
    outcome = trial(Trial(seat="packer", dialect="packer-station", fault=fault, direction=direction))
    assert (outcome.findings, outcome.completed) == ((), True)
    assert outcome.struck > 0


@given(counts=st.lists(COUNTS, max_size=4))
def test_counts_of_channels_are_told_apart_again(counts):
    """Also where two channels are dialled from the same port, which is no rarity between different servers."""
    assert parted(joined(counts), len(counts)) == counts


def test_a_stack_file_sets_single_channels_up():
    """Options are added to what is usual; another dialect or profile has its own; the host is that of the wire."""
    plans = {plan.id: plan for plan in (
        WirePlan(id="l2-packer", dialect="packer-station", host="127.0.0.2"),
        WirePlan(id="l2-packer-contents", port=2023, options={"gs": "<GS>"}),
        WirePlan(id="l2-packer-label", dialect="rawline", profile="bare", host="127.0.0.3"),
        WirePlan(id="l2-printer", dialect="zpl"))}
    wire = wire_to("packer-1", "l2-packer", plans)
    assert {name: (one.dialect, one.profile, one.options, one.host, one.port)
            for name, one in wire.channels.items()} == {
        "contents": ("rawline", "", {"result": "{trigger};{outcome};{data}", "max_frame": "65536", "gs": "<GS>"},
                     "127.0.0.2", 2023),
        "printer": ("zpl", "case-label", {}, "127.0.0.2", 0),
        "label": ("rawline", "bare", {}, "127.0.0.3", 0),
        "control": ("packer-control", "", {}, "127.0.0.2", 0)}
