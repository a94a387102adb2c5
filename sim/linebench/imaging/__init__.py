"""Pixels: symbols, print and camera defects, pictures, reading. ``Inspector`` is the room's door."""

from linebench.imaging.defects import CAMERA_DEFECTS, NO_DEFECTS, PRINT_DEFECTS, DefectError, DefectKind
from linebench.imaging.inspector import UNREAD, ImageInspector, Inspector, Seen, Shot
from linebench.imaging.scene import Scene
from linebench.imaging.table import ReadTable, TableError, TableInspector, parse_table

__all__ = ["CAMERA_DEFECTS", "NO_DEFECTS", "PRINT_DEFECTS", "UNREAD", "DefectError", "DefectKind", "ImageInspector",
           "Inspector", "ReadTable", "Scene", "Seen", "Shot", "TableError", "TableInspector", "parse_table"]
