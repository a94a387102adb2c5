"""Pixels: symbols, faults, drawing, grading, reading. ``Inspector`` is the line's door to the room."""

from linebench.imaging.shot import UNREAD, Inspector, Seen, Shot

__all__ = ["UNREAD", "Inspector", "Seen", "Shot"]
