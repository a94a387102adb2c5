"""DataMan readers as a dialect."""

from linebench.wire.dialect import Dialect
from linebench.wire.dmcc.device import DmccDevice
from linebench.wire.dmcc.host import DmccHost
from linebench.wire.dmcc.profile import DmccProfile

__all__ = ["DIALECTS"]

DIALECTS = (
    Dialect(
        name="dmcc",
        seats=("camera",),
        port=23,
        summary="Cognex DataMan readers by DMCC commands",
        profiles={
            "extended": DmccProfile(),
            "silent": DmccProfile(response=0),
            "dm475v": DmccProfile(response=2, first_response=2),
            # DANGER: one lost line, and every later result belongs to another pack
            "unnumbered": DmccProfile(result="{outcome};{symbology};{data};{text}"),
        },
        device=DmccDevice,
        host=DmccHost,
    ),
)
