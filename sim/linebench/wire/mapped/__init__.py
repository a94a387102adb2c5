"""The ports of a PLC on the tags that a project has: its own names, addresses, types and handshakes.

``document`` reads the integrator's map; on it ``face`` is the PLC's end of its port to L2, ``controller`` is L2's,
and ``field`` the field's end of its port to the PLC. README.md says how a map is written.
"""

from linebench.wire.mapped.document import read_map
from linebench.wire.mapped.face import MappedFace
from linebench.wire.mapped.names import NameMap
from linebench.wire.mapped.options import MappedOptions
from linebench.wire.mapped.problems import MapError
from linebench.wire.mapped.ring_tags import RingMap

__all__ = ["MapError", "MappedFace", "MappedOptions", "NameMap", "RingMap", "read_map"]
