"""The seal sensor sees the tamper seals of packs."""

import msgspec
import pytest

from linebench.content import Content, library
from linebench.line.faults import FaultBook
from linebench.line.kinds import KINDS
from linebench.plc_layout import LayoutError, plc_layout
from linebench.ports.io import Edges
from linebench.records.truth import SealChecked
from linebench.scenario.load import load
from linebench.units import Length
from tests.line import stand as stands

SEALED = load("carton-sealed", Content((library(),)), KINDS).scenario


@pytest.fixture
def stand(monkeypatch):
    """A line with a seal sensor, running."""
    plan = stands.carton_line()
    sealed = msgspec.structs.replace(plan, stations=(*plan.stations, stands.station("seal-1", "seal", "2 m")))
    monkeypatch.setattr(stands, "carton_line", lambda: sealed)
    made = stands.Stand()
    assert isinstance(made.faults, FaultBook)
    made.begin()
    return made


def edges(stand):
    """The counts at which the sensor saw a seal."""
    return [message.encoder for _, message in stand.heard("io>l1")
            if isinstance(message, Edges) and "seal_seen" in message.signals]


def test_every_seal_is_an_edge(stand):
    """Packs with a seal: one edge each, a pitch apart, with what truth says."""
    stand.run(3_000_000)
    checked = stand.of(SealChecked)
    assert len(edges(stand)) == len(checked) > 3
    assert {(one.sensor, one.present, one.shown) for one in checked} == {("seal-1", True, True)}
    assert {behind - before for before, behind in zip(edges(stand), edges(stand)[1:], strict=False)} == {150}


@pytest.mark.parametrize(("kind", "present"), [("missing", False), ("blind", True)])
def test_no_seal_and_an_unseen_one_make_no_edge(stand, kind, present):
    """One pack is struck: truth tells both apart, the edge is missing in both."""
    stand.fault("seal-1", kind, 1)
    stand.run(3_000_000)
    first, *others = stand.of(SealChecked)
    assert (first.present, first.shown) == (present, False)
    assert {(one.present, one.shown) for one in others} == {(True, True)}
    assert len(edges(stand)) == len(others)


@pytest.mark.parametrize("place", ["0.9 m", "2.4 m", "2.8 m"])
def test_a_sensor_that_cannot_decide_is_refused(place):
    """Before the camera nobody tracks the pack, at the gate it is too late."""
    line = msgspec.structs.replace(SEALED.line, stations=tuple(
        msgspec.structs.replace(each, at=Length.parse(place)) if each.kind == "seal" else each
        for each in SEALED.line.stations))
    with pytest.raises(LayoutError, match="put it between camera and gate"):
        plc_layout(msgspec.structs.replace(SEALED, line=line))


def test_the_plc_knows_where_the_sensor_stands():
    """One metre behind the camera, at a millimetre a count."""
    assert plc_layout(SEALED).camera_to_seal == 1_000
