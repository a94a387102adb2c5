"""A bystander of a station's controller: it says nothing by itself."""

from linebench.wire.packer_station.profile import TERMINATORS, ControlProfile
from linebench.wire.witness import Ear, Piece, Witness, line_cutter

__all__ = ["WITNESSES"]


def _ear(profile: ControlProfile) -> Ear:
    end = TERMINATORS[profile.terminator]
    return Ear(line_cutter(end, lambda line: Piece(line.partition(b" ")[0].decode("latin-1")[:40], line)),
               line_cutter(end, lambda line: Piece("answer", line)))


WITNESSES = (Witness(name="packer-control", ear=_ear),)
