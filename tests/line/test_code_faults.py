"""Faults of code images on a line: as scenarios plan them, as they strike, and as records tell them."""

import json

from linebench.imaging.faults.catalogue import catalogue
from linebench.imaging.faults.kind import Fault
from linebench.imaging.marking import Marking
from linebench.line.code_faults import code_faults
from linebench.line.kinds import KINDS
from linebench.records import truth
from linebench.scenario.model import FaultPlan


def test_every_fault_that_a_line_can_have_is_declared():
    """Content and print faults by the printer, those of the camera by the camera, with ranges and units."""
    declared = {kind.kind for name in ("printer", "camera") for kind in KINDS[name].faults}
    assert {each.id for each in catalogue().values() if each.on_line} <= declared
    assert not {each.id for each in catalogue().values() if not each.on_line} & declared
    dead, = (kind for kind in code_faults("print") if kind.kind == "nozzle_dead")
    nozzles = dead.parameters[0]
    assert (dead.plane, nozzles.name, nozzles.range, nozzles.unit) == ("physical", "nozzles", "0 to 24", "nozzles")
    assert [nozzles.read(text) for text in ("3", "3 nozzles")] == [3.0, 3.0]


def test_a_print_fault_is_on_pack_and_record(stand):
    """With all its parameters, those that the scenario left out included."""
    stand.begin()
    stand.fault("printer-1", "nozzle_dead", packs=1, nozzles="3")
    stand.run(1_500_000)
    first, second = stand.of(truth.PackPrinted)[:2]
    assert (first.faults, first.marking, second.faults) == (("nozzle_dead nozzles=3 place=0.5",), "", ())


def test_a_symbol_that_is_not_the_ordered_one_is_marked(stand):
    """The record says which carrier and which options; the text still says what the code says."""
    stand.begin()
    stand.fault("printer-1", "fnc1_missing", packs=1)
    stand.run(1_500_000)
    first, second = stand.of(truth.PackPrinted)[:2]
    assert (first.marking, second.marking) == (str(Marking("datamatrix")), "")
    assert (first.faults, first.text) == ((), None)


def test_a_camera_fault_is_told_with_its_parameters(stand):
    """As it acts on the picture; faults of the camera itself are told by name."""
    stand.begin()
    stand.fault("camera-1", "defocus", packs=1, sigma="0.7")
    stand.fault("camera-1", "late", packs=1)
    stand.run(1_500_000)
    assert stand.of(truth.PackViewed)[0].faults == (str(Fault("defocus", {"sigma": 0.7})), "late")


def test_a_fault_drifts_from_pack_to_pack(stand):
    """Its first strike has the first value, and it stays at the last."""
    stand.begin()
    stand.faults.begin(stand.now, FaultPlan(target="printer-1", kind="ink_low", params={"reflectance": "0.1"},
                                            drift={"to": "0.4", "over": "3 packs"}))
    stand.run(2_000_000)
    inks = [record.faults[0] for record in stand.of(truth.PackPrinted)[:5]]
    assert inks == [f"ink_low reflectance={value}" for value in ("0.1", "0.2", "0.3", "0.4", "0.4")]
    assert json.loads(stand.of(truth.FaultBegan)[0].params) == {
        "reflectance": "0.1", "drift.to": "0.4", "drift.over": "3 packs"}
