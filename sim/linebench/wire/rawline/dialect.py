"""Readers that push lines, as a dialect."""

from linebench.wire.dialect import Dialect
from linebench.wire.rawline.device import RawlineDevice
from linebench.wire.rawline.host import RawlineHost
from linebench.wire.rawline.profile import RawlineProfile

__all__ = ["DIALECTS"]

DIALECTS = (
    Dialect(
        name="rawline",
        seats=("camera",),
        port=2001,
        summary="readers that push one line of text for each trigger",
        profiles={
            "full": RawlineProfile(),
            # DANGER: one lost line, and every later result belongs to another pack
            "unnumbered": RawlineProfile(result="{outcome};{symbology};{data};{text}"),
            # DANGER as above; the host learns neither text, state nor counters
            "bare": RawlineProfile(result="{data}", no_read="ERROR", escape="", assumed_symbology="]d2", state="",
                                   counters="", job_command="", counters_command="", reset_command="",
                                   trigger_command="", state_command=""),
        },
        device=RawlineDevice,
        host=RawlineHost,
    ),
)
