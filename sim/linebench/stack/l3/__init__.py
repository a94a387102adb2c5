"""L3: the site server."""

from linebench.stack.l3.config import L3Config
from linebench.stack.l3.decisions import L3Decisions
from linebench.stack.l3.server import SiteServer

__all__ = ["L3Config", "L3Decisions", "SiteServer"]
