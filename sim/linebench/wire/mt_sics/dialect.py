"""MT-SICS as a dialect of the seat ``scale``."""

from linebench.wire.dialect import Dialect
from linebench.wire.mt_sics.device import SicsDevice
from linebench.wire.mt_sics.host import SicsHost
from linebench.wire.mt_sics.profile import SicsProfile

__all__ = ["DIALECTS"]

DIALECTS = (
    Dialect(
        name="mt_sics",
        seats=("scale",),
        port=4305,  # unsure: it is set at the scale, and terminals differ
        summary="scales and checkweighers over lines of ASCII (MT-SICS); a telegram per pack",
        profiles={
            "checkweigher": SicsProfile(),
            "comma": SicsProfile(point=","),
            "kilogram": SicsProfile(unit="kg", decimals=6),
            "repeat": SicsProfile(delivery="repeat"),
            "take": SicsProfile(delivery="take"),
            "plain": SicsProfile(encoder="", state_command=""),
        },
        device=SicsDevice,
        host=SicsHost,
    ),
)
