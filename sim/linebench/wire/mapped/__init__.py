"""The port between L1 and L2 on the tags that a project has: its own names, addresses, types and handshakes.

``document`` reads the integrator's map, ``face`` is the PLC's end on it. README.md says how a map is written.
"""

from linebench.wire.mapped.document import read_map
from linebench.wire.mapped.face import MappedFace
from linebench.wire.mapped.names import NameMap
from linebench.wire.mapped.options import MappedOptions
from linebench.wire.mapped.problems import MapError
from linebench.wire.mapped.ring_tags import RingMap

__all__ = ["MapError", "MappedFace", "MappedOptions", "NameMap", "RingMap", "read_map"]
