"""Pixels: symbols, print and camera defects, pictures, reading. ``Inspector`` is the room's door.

Only what needs no picture is named here; ``imaging.inspector.ImageInspector`` loads the image libraries.
"""

from linebench.imaging.defects import CAMERA_DEFECTS, NO_DEFECTS, PRINT_DEFECTS, DefectError, DefectKind
from linebench.imaging.scene import Scene
from linebench.imaging.shot import UNREAD, Inspector, Seen, Shot
from linebench.imaging.table import ReadTable, TableError, TableInspector, parse_table

__all__ = ["CAMERA_DEFECTS", "NO_DEFECTS", "PRINT_DEFECTS", "UNREAD", "DefectError", "DefectKind", "Inspector",
           "ReadTable", "Scene", "Seen", "Shot", "TableError", "TableInspector", "parse_table"]
