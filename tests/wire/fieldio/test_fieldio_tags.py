"""The tags of a remote I/O: what the field shows, what a PLC writes, and what each does when the other is gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.io import INPUTS, OUTPUTS, Compare, Edges, Input, Output, Reached
from linebench.ports.plc import Verdict
from linebench.ports.presence import Presence
from linebench.wire.fieldio import FieldFace, FieldHost, FieldOptions
from linebench.wire.fieldio.counting import far, near
from linebench.wire.fieldio.table import CONDITIONS, EDGES
from linebench.wire.rings.layout import version
from linebench.wire.side import Heard, Noted, Setting
from linebench.wire.tags.image import TagImage
from tests.wire.rings.pair import Pair


class Module:
    """A field on its tags, which a foreign PLC reads and writes."""

    def __init__(self, **options):
        self.face = FieldFace(FieldOptions(**options), Setting(name="io", now=lambda: 0))
        self.image = TagImage(self.face)

    def says(self, *messages):
        return [effect for message in messages for effect in self.image.tell(message) if isinstance(effect, Noted)]

    def writes(self, **tags):
        return [effect for effect in self.image.write(tags) if isinstance(effect, Heard)]

    def shows(self, prefix):
        return {name: value for name, value in self.image.values.items() if name.startswith(prefix)}


def _pair(**options):
    made = FieldOptions(**options)
    return Pair(lambda setting: FieldFace(made, setting), lambda setting: FieldHost(made, setting))


def test_edges_count_and_latch_the_encoder_whether_or_not_anybody_reads():
    """Count and encoder of the last edge are live; each edge also lies in the ring of its signal, in order."""
    module = Module()
    module.says(Edges(("barrier_gate", "barrier_camera"), 100), Edges(("barrier_gate",), 130))
    assert {name: value for name, value in module.shows("Edge.BarrierGate").items() if "[" not in name} == {
        "Edge.BarrierGate.Count": 2, "Edge.BarrierGate.Latched": 130,
        "Edge.BarrierGate.Produced": 2, "Edge.BarrierGate.Read": 0}
    assert [tuple(module.shows(f"Edge.{signal}[{slot}].").values())
            for signal, slot in (("BarrierGate", 0), ("BarrierCamera", 0), ("BarrierGate", 1))] == [
        (1, True, 100), (2, False, 100), (3, False, 130)]
    assert module.image.values["Encoder.Value"] == 130


def test_a_condition_is_a_live_bit_and_a_row_for_each_change():
    """A condition that came and went between two looks is off, and both changes lie in the ring."""
    module = Module()
    module.says(Input("bin_full", True, 7), Input("bin_full", False, 9), Input("estop", True, 9))
    assert module.shows("Input.") == {"Input.BinFull": False, "Input.BinDoor": False, "Input.Guard": False,
                                      "Input.Estop": True, "Input.AirLow": False, "Input.PackerFull": False,
                                      "Input.PrinterFault": False, "Input.CameraSeries": False}
    assert [tuple(module.shows(f"Change[{slot}].").values()) for slot in range(3)] == [
        (1, False, 5, True, 7), (2, False, 5, False, 9), (3, False, 8, True, 9)]


def test_the_signals_are_those_of_the_port():
    """Every input is an edge or a condition, and every output has a tag."""
    assert set(EDGES) | set(CONDITIONS) == set(INPUTS)
    assert set(EDGES) & set(CONDITIONS) == set()
    assert list(Module().shows("Output.")) == [f"Output.{name.capitalize()}" for name in OUTPUTS]


def test_a_level_output_is_heard_when_it_changes():
    """A PLC writes all outputs in each cycle; the ones that stay are no news."""
    module = Module()
    assert module.writes(**{"Output.Motor": True, "Output.Feed": False, "Output.Horn": True}) == [
        Heard(Output("motor", True)), Heard(Output("horn", True))]
    assert module.writes(**{"Output.Motor": True, "Output.Feed": True, "Output.Horn": False}) == [
        Heard(Output("feed", True)), Heard(Output("horn", False))]


def test_the_pusher_strikes_once_with_each_rising_edge():
    """As long as it stays on nothing happens, and its falling is no message."""
    module = Module()
    heard = [module.writes(**{"Output.Pusher": on}) for on in (True, True, False, True)]
    assert heard == [[Heard(Output("pusher", True))], [], [], [Heard(Output("pusher", True))]]


def test_a_comparator_is_set_by_another_number_of_its_setting():
    """The value alone does nothing; the same value is set again by another number."""
    module = Module()
    assert module.writes(**{"Compare[32].Value": 500}) == []
    assert module.writes(**{"Compare[32].Set": 1}) == [Heard(Compare("watch", 500))]
    assert module.writes(**{"Compare[32].Set": 1}) == []
    assert module.writes(**{"Compare[32].Value": 500, "Compare[32].Set": 2}) == [Heard(Compare("watch", 500))]
    module.says(Reached("watch", 501))
    assert module.shows("Compare[32]") == {"Compare[32].Value": 500, "Compare[32].Set": 2,
                                           "Compare[32].Reached": 1, "Compare[32].Latched": 501}
    assert tuple(module.shows("Reached[0].").values()) == (1, False, 32, 2, 501)


def test_encoder_counts_go_on_beyond_32_bits():
    """The tags begin anew, the messages of both ends do not."""
    pair = _pair()
    pair.settle()
    said = [Edges(("barrier_gate",), count) for count in (2**31 - 1, 2**32 - 10, 2**32 + 5, 3 * 2**31 + 1, 2**33)]
    for message in said:
        pair.controller_says(message)
        pair.settle()
    pair.host_says(Compare("watch", 2**33 + 40), Compare("push:0", 2**33 - 7))
    pair.settle()
    assert pair.image.values["Encoder.Value"] == 0
    assert pair.host_end.said() == said
    assert pair.controller.said() == [Compare("watch", 2**33 + 40), Compare("push:0", 2**33 - 7)]


def test_a_value_far_behind_the_encoder_is_still_one_that_is_passed():
    """0 is what a PLC writes to be told the count now; after 32 bits it must not lie ahead."""
    pair = _pair()
    pair.settle()
    for count in (2**31 - 1, 2**32, 2**32 + 2**31 - 1):
        pair.controller_says(Edges(("barrier_gate",), count))
        pair.settle()
    pair.host_says(Compare("now", 0))
    pair.settle()
    assert pair.controller.said() == [Compare("now", 2**32 + 2**30 - 1)]


@given(st.integers(-2**40, 2**40), st.integers(-(2**31) + 1, 2**31 - 1))
def test_a_count_is_known_by_32_bits_near_another(to, distance):
    """Any count less than half of 32 bits away."""
    assert near((to + distance) & 0xFFFF_FFFF, to) == to + distance
    assert abs(far(to + distance, to) - to) == min(abs(distance), 2**30)


def test_outputs_fall_when_a_plc_that_beat_is_silent():
    """The motor and the horn are heard to fall; a pusher that was on strikes with its next rising edge again."""
    module = Module()
    module.writes(**{"Host.Heartbeat": 1})
    module.writes(**{"Host.Heartbeat": 2})
    module.writes(**{"Output.Motor": True, "Output.Pusher": True})
    assert list(module.image.expired("watch")) == [
        Heard(Presence("l1", False, "heartbeat stands still for 2 s")), Heard(Output("motor", False))]
    assert set(module.shows("Output.").values()) == {False}
    assert module.writes(**{"Output.Pusher": True}) == [Heard(Output("pusher", True))]


def test_outputs_stay_where_fail_safe_is_off():
    """The PLC is lost, and nothing moves."""
    module = Module(fail_safe=False)
    module.writes(**{"Host.Heartbeat": 1})
    module.writes(**{"Host.Heartbeat": 2, "Output.Motor": True})
    assert list(module.image.expired("watch")) == [Heard(Presence("l1", False, "heartbeat stands still for 2 s"))]
    assert module.image.values["Output.Motor"] is True


def test_a_plc_that_never_beat_is_not_missed():
    """A foreign PLC without a heartbeat keeps its outputs."""
    module = Module()
    module.writes(**{"Output.Motor": True})
    assert list(module.image.expired("watch")) == []
    assert module.image.values["Output.Motor"] is True


def test_a_stroke_without_a_connection_is_lost_and_noted():
    """Levels and comparators that were said meanwhile are written when it stands again."""
    pair = _pair()
    pair.settle()
    pair.cut()
    pair.host_says(Output("pusher", True), Output("motor", True), Compare("watch", 9), Compare("watch", 12))
    pair.settle()
    assert pair.controller.said() == [Output("motor", True), Compare("watch", 12)]
    assert pair.host_end.noted == [Noted("unsent", "pusher: no connection; a late stroke would hit another pack")]


def test_a_comparator_that_was_reached_is_not_set_again():
    """With the next connection only those that still wait are written, and the field hears none of them twice."""
    pair = _pair()
    pair.settle()
    pair.host_says(Compare("watch", 9), Compare("empty", 40))
    pair.settle()
    pair.cut()
    pair.controller_says(Reached("watch", 9))
    pair.settle()
    assert pair.controller.said() == [Compare("watch", 9), Compare("empty", 40)]
    assert pair.host_end.said() == [Reached("watch", 9)]
    assert pair.host._open == {34: 40}


def test_a_comparator_that_was_set_anew_is_not_taken_for_reached_by_its_old_value():
    """What the field reports belongs to the setting that it knew; the new one still waits and is written."""
    pair = _pair()
    pair.settle()
    pair.host_says(Compare("watch", 9))
    pair.settle()
    pair.host_says(Compare("watch", 40))
    pair.controller_says(Reached("watch", 9))
    pair.look()
    pair.cut()
    pair.settle()
    assert pair.controller.said() == [Compare("watch", 9), Compare("watch", 40)]
    assert pair.host_end.said() == [Reached("watch", 9)]


def test_a_condition_that_waits_in_the_ring_is_told_once():
    """Not as one that holds and as a change."""
    pair = _pair()
    pair.controller_says(Input("guard", True, 5))
    pair.settle()
    assert pair.host_end.said() == [Input("guard", True, 5)]


def test_a_module_that_starts_again_gets_outputs_and_open_comparators():
    """As a PLC writes them in each cycle."""
    pair = _pair()
    pair.settle()
    pair.host_says(Output("motor", True), Compare("watch", 9))
    pair.settle()
    pair.time += 1_000_000
    pair.restart()
    pair.controller.heard.clear()
    pair.settle()
    assert pair.controller.said() == [Output("motor", True), Compare("watch", 9)]
    assert pair.host_end.presence() == [(True, ""), (False, "it started anew, as incarnation 1001"), (True, "")]


def test_a_stroke_under_way_to_the_module_before_is_not_given_where_the_incarnation_is_echoed():
    """``echo`` on: outputs written to the life before do nothing, and the tags show so."""
    pair = _pair(echo=True)
    pair.settle()
    pair.host_says(Output("pusher", True), Compare("watch", 9))
    pair.time += 1_000_000
    pair.restart()
    pair.arrive()
    assert pair.controller.said() == []
    assert pair.image.values["Output.Pusher"] is False
    pair.settle()
    assert pair.controller.said() == [Compare("watch", 9)]


def test_a_plc_that_begins_has_all_outputs_off_and_is_told_the_conditions_that_hold():
    """What the PLC before it switched on falls; a condition that waits in the ring is told once."""
    pair = _pair()
    pair.settle()
    pair.host_says(Output("motor", True))
    pair.controller_says(Input("guard", True, 5), Input("bin_full", True, 6))
    pair.settle()
    pair.new_host()
    pair.controller_says(Input("bin_full", False, 7))
    pair.settle()
    assert pair.controller.said() == [Output("motor", True), Output("motor", False)]
    assert pair.host_end.heard == [
        Presence("io", here=True, identity=f"tags {version(pair.image.table):08X}"), Input("guard", True, 7),
        Input("bin_full", False, 7)]


def test_an_output_that_the_module_does_not_show_is_written_again():
    """A write that got lost without a cut is noticed in the picture, after ``answer_within``; a stroke is not."""
    pair = _pair()
    pair.settle()
    pair.host_says(Output("motor", True), Output("pusher", True), Compare("watch", 9))
    pair.under_way.clear()
    pair.settle()
    pair.time += 2_000_001
    pair.settle()
    assert pair.controller.said() == [Output("motor", True), Compare("watch", 9)]
    assert pair.host_end.noted == [Noted("unanswered", "not taken within 2 s; written again")]


@pytest.mark.parametrize("message", [Edges(("guard",), 1), Input("no such", True, 1), Reached("no such", 1)])
def test_a_message_of_the_field_without_tags_is_noted(message):
    """A condition has no edges; an unknown name has nothing."""
    assert Module().says(message) == [Noted("unsaid", f"{message}: it has no tags")]


@pytest.mark.parametrize("message", [Output("no such", True), Compare("no such", 1), Verdict(1, True)])
def test_a_message_of_the_plc_without_tags_is_noted(message):
    """Whatever the port does not know stays unsaid."""
    pair = _pair()
    pair.settle()
    pair.host_says(message)
    assert pair.host_end.noted == [Noted("unsaid", f"{message}: it has no tags")]
