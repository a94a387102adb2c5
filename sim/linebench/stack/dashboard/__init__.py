"""What a site shows of itself: gauges filled from what its levels tell each other, and from nothing else."""

from linebench.stack.dashboard.board import SiteBoard
from linebench.stack.dashboard.config import BoardConfig

__all__ = ["BoardConfig", "SiteBoard"]
