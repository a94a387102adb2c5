"""A bystander of readers without a protocol: everything they say is pushed but a refusal."""

from linebench.wire.rawline.codec import ENDS
from linebench.wire.rawline.profile import TERMINATORS, RawlineProfile
from linebench.wire.readers.happenings import ReaderHappenings
from linebench.wire.side import Setting
from linebench.wire.witness import Ear, Happenings, Piece, Witness, line_cutter

__all__ = ["WITNESSES"]


def _ear(profile: RawlineProfile) -> Ear:
    end, refusal = TERMINATORS[profile.terminator], profile.refusal.encode()
    heads = {profile.state.partition("{")[0].encode(): "state",
             profile.counters.partition("{")[0].encode(): "counters"}

    def device(line: bytes) -> Piece:
        if refusal and line == refusal:
            return Piece("refusal", line)
        kind = next((kind for head, kind in heads.items() if head and line.startswith(head)), "result")
        return Piece(kind, line, pushed=True)

    return Ear(line_cutter(end, lambda line: Piece(line.partition(b" ")[0].decode("latin-1")[:40], line)),
               line_cutter(end, device))


def _happenings(profile: RawlineProfile, setting: Setting) -> Happenings:
    end = TERMINATORS[profile.terminator]
    return ReaderHappenings(profile, setting, ENDS, lambda data: data.removesuffix(end))


WITNESSES = (Witness(name="rawline", ear=_ear, happenings=_happenings, rhythm=("result",)),)
