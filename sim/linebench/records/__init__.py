"""The spine: every record type, one file per area, and their canonical encoding.

Four planes: *truth* (what physically happened), *wire* (what was said on a link), *claim* (what the system
under test reports) and *protocol* (what the test did and expected); plus *run* (the attempt itself).
"""

from typing import TypeAlias

from linebench.records import claim, door, protocol, run, store, truth, wire
from linebench.records.base import Record

__all__ = ["AREAS", "AnyRecord", "Record", "record_types"]

AREAS = (run, truth, store, door, wire, claim, protocol)


def record_types() -> tuple[type[Record], ...]:
    """Every record type the bench can read, in the order of its area."""
    return tuple(getattr(area, name) for area in AREAS for name in area.__all__)


AnyRecord: TypeAlias = (
    run.Opened | run.ClockMeasured | run.ScanMeasured | run.Uncertainty | run.Closed
    | truth.BatchBegan | truth.BeltMoved | truth.BeltViewed | truth.BinEmptied | truth.CaseEjected
    | truth.CaseFilled | truth.CasePalletized | truth.CodeGraded | truth.ConditionChanged
    | truth.ConditionsMeasured | truth.ContainerLabelled
    | truth.CountingBegan | truth.FaultBegan | truth.FaultEnded | truth.FaultStruck | truth.LineCleared
    | truth.OperatorActed | truth.PackCased | truth.PackDiverted | truth.PackExited | truth.PackFed
    | truth.PackGated | truth.PackPrinted | truth.PackRemoved | truth.PackReturned | truth.PackViewed
    | truth.PackWeighed | truth.PalletFilled | truth.PowerChanged | truth.PrintWasted | truth.PusherStruck
    | truth.SealChecked
    | store.UnitTaken | store.UnitPut | store.UnitLabelled | store.UnitLeft | store.UnitCameBack | store.PhotoTaken
    | door.Approached
    | wire.Delivered | wire.Dropped | wire.WireNoted
    | claim.SerialsClaimed | claim.PackedClaimed | claim.UnpackedClaimed | claim.BatchClaimed
    | claim.AlarmClaimed | claim.StateClaimed | claim.TracksClaimed | claim.AnswerClaimed | claim.ValueClaimed
    | claim.ConditionClaimed | claim.CountersClaimed | claim.PersonClaimed | claim.FileKept | claim.AllClaimed
    | claim.TaskClaimed | claim.ExceptionClaimed | claim.WithdrawnClaimed
    | claim.ReleaseClaimed | claim.RecallClaimed | claim.PastClaimed | claim.RefusalClaimed
    | claim.TrailLineClaimed | claim.AlarmLineClaimed | claim.PaperClaimed
    | protocol.CaseBegan | protocol.StepBegan | protocol.Stimulus | protocol.Expectation | protocol.StepEnded
    | protocol.CaseEnded
)
"""The union a journal line decodes to; a test holds it equal to ``record_types()``."""
