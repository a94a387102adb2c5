"""The points an inspector goes through, EC-01 to EC-75, each asked of a package or a dossier by the machine.

One file per section of the checklist. A point that a machine can decide fully is of kind ``A``; of a ``P`` point
the machine says whether something is written down, and a person whether it is right.
"""

from linebench.evidence.points.asking import ask, complete, tell
from linebench.evidence.points.point import Asked, Kind, Point, points

__all__ = ["Asked", "Kind", "Point", "ask", "complete", "points", "tell"]
