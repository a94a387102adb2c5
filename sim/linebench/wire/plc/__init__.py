"""The port between L1 and L2 on the tags of a PLC: PackTags, and the handshake that line controllers bind to.

``PlcFace`` is the PLC's end, ``PlcHost`` the line controller's. README.md has the tags and the rules.
"""

from linebench.wire.plc.face import PlcFace
from linebench.wire.plc.host import PlcHost
from linebench.wire.plc.options import PlcOptions

__all__ = ["PlcFace", "PlcHost", "PlcOptions"]
