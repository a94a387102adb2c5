"""The port between the field and a PLC as a remote I/O with a counter card shows it.

``FieldFace`` is the field's end, ``FieldHost`` the PLC's. README.md has the tags and the rules.
"""

from linebench.wire.fieldio.face import FieldFace
from linebench.wire.fieldio.host import FieldHost
from linebench.wire.fieldio.options import FieldOptions

__all__ = ["FieldFace", "FieldHost", "FieldOptions"]
