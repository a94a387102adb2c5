"""Every fault of the catalogue on a line with its stack: the rules find nothing, and wrong data never pass."""

import io

import msgspec
import pytest

from linebench.content import Content, library
from linebench.imaging.faults.catalogue import catalogue
from linebench.line.kinds import KINDS
from linebench.oracle.judge import judge_blocks
from linebench.records.codec import read_blocks
from linebench.records.truth import CaseEjected, CaseFilled, PackPrinted
from linebench.scenario.load import load
from linebench.scenario.model import FaultPlan
from linebench.simulation import simulate

LIBRARY = Content((library(),))
PLAN = load("carton-image", LIBRARY, KINDS).scenario
ORDER = msgspec.structs.replace(PLAN.batches[0], quantity=40)
STRUCK = 2
TOLERATED = {
    "rectangle": 0, "wrong_size": 0,  # a camera does not tell the size of what it read
    "serial_duplicate": 1,  # the second pack has the number that the first one's record had, and nobody else has it
}


def judged(fault, fidelity):
    """The judgement on an order of 40 packs, two of which are struck."""
    target = "camera-1" if fault.plane == "camera" else "printer-1"
    return judge_blocks(made(FaultPlan(target=target, kind=fault.id, start=5_000_000, packs=STRUCK), fidelity))


def made(planned, fidelity):
    """The journal of an order of 40 packs."""
    sink = io.BytesIO()
    world = msgspec.structs.replace(PLAN, batches=(ORDER,), fidelity=fidelity, faults=(planned,), no_read=0)
    simulate(world, 3, sink, requirements=LIBRARY.requirements())
    return sink.getvalue()


@pytest.mark.parametrize("fidelity", ["model", "image"])
@pytest.mark.parametrize("fault", [each for each in catalogue().values() if each.on_line], ids=lambda each: each.id)
def test_the_stack_copes_with_every_fault(fault, fidelity):
    """Whatever the printer prints or the camera sees, truth and claims agree; wrong data are rejected."""
    judgement = judged(fault, fidelity)
    assert [(outcome.rule, outcome.findings) for outcome in judgement.outcomes if outcome.findings] == []
    assert judgement.sealed
    if fault.plane == "content" and fault.verdict == "reject":
        assert judgement.figures.rejected == TOLERATED.get(fault.id, STRUCK)


def test_what_the_camera_read_is_read_in_its_case():
    """A pale print that passes the camera does not cost its case at the packer, whose reader is as good."""
    pale = FaultPlan(target="printer-1", kind="ink_low", params={"reflectance": "0.3"}, start=5_000_000, packs=3)
    records = [record for block in read_blocks(made(pale, "image")) for record in block.records]
    filled = [record for record in records if isinstance(record, CaseFilled)]
    assert (len(filled), [record for record in records if isinstance(record, CaseEjected)]) == (4, [])
    assert sum(bool(record.faults) for record in records if isinstance(record, PackPrinted)) == 3
