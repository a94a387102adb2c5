"""SICK CoLa-A as a dialect."""

from linebench.wire.dialect import Dialect
from linebench.wire.sick_cola.device import ColaDevice
from linebench.wire.sick_cola.host import ColaHost
from linebench.wire.sick_cola.profile import ColaProfile

__all__ = ["DIALECTS"]

DIALECTS = (
    Dialect(
        name="sick_cola",
        seats=("camera",),
        port=2112,
        summary="SICK readers over CoLa-A: methods, variables and events, results as events or as bare lines",
        profiles={
            "event": ColaProfile(),
            "raw": ColaProfile(results="raw"),
            # DANGER: one lost line, and every later result belongs to another pack
            "unnumbered": ColaProfile(results="raw", result="{outcome} {symbology} {data} {text}"),
            # DANGER as above; the code alone, and nothing but the reading gate
            "bare": ColaProfile(results="raw", result="{data}", escape="", assumed_symbology="]d2", state="",
                                counters="", job_method="", counters_method="", reset_method="",
                                state_variable=""),
        },
        device=ColaDevice,
        host=ColaHost,
    ),
)
