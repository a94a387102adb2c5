"""Keyence SR readers as a dialect."""

from linebench.wire.dialect import Dialect
from linebench.wire.keyence_sr.device import SrDevice
from linebench.wire.keyence_sr.host import SrHost
from linebench.wire.keyence_sr.profile import SrProfile

__all__ = ["DIALECTS"]

DIALECTS = (
    Dialect(
        name="keyence_sr",
        seats=("camera",),
        port=9004,
        summary="Keyence SR code readers: LON and LOFF, replies OK and ER, results as lines",
        profiles={
            "full": SrProfile(),
            "framed": SrProfile(form="STX"),
            # DANGER: one lost line, and every later result belongs to another pack
            "unnumbered": SrProfile(result="{outcome},{symbology},{data},{text}"),
            # DANGER as above; the code alone, as a reader sends it before anybody sets it up
            "bare": SrProfile(result="{data}", escape="", assumed_symbology="]d2", state="", counters="",
                              job_command="", counters_command="", reset_command="", state_command=""),
        },
        device=SrDevice,
        host=SrHost,
    ),
)
