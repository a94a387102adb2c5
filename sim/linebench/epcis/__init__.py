"""EPCIS: visibility events as values, read, checked, written and hashed in every form they travel in.

Nothing here opens a file or a socket. Source: GS1 EPCIS 2.0 and 1.2, GS1 CBV 2.0.
"""

from linebench.epcis.model import Document, Event
from linebench.epcis.problems import EpcisError, Problem

__all__ = ["Document", "EpcisError", "Event", "Problem"]
