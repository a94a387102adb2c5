"""Keyence CV-X and XG controllers as a dialect."""

from linebench.wire.dialect import Dialect
from linebench.wire.keyence_cvx.device import CvxDevice
from linebench.wire.keyence_cvx.host import CvxHost
from linebench.wire.keyence_cvx.profile import CvxProfile

__all__ = ["DIALECTS"]

DIALECTS = (
    Dialect(
        name="keyence_cvx",
        seats=("camera",),
        port=8500,
        summary="Keyence CV-X and XG vision controllers: commands are echoed, results are lines",
        profiles={
            "full": CvxProfile(),
            # the commands of the controller alone; the host learns the job and readings, no counters and no series
            "plain": CvxProfile(state="", counters="", counters_command="", reset_command="", state_command=""),
            # DANGER: one lost line, and every later result belongs to another pack
            "unnumbered": CvxProfile(result="{outcome},{symbology},{data},{text}", read_word="OK",
                                     no_read_word="NG"),
        },
        device=CvxDevice,
        host=CvxHost,
    ),
)
