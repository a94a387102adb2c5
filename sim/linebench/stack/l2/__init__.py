"""L2: the line controller."""

from linebench.stack.l2.config import L2Config, Recipe
from linebench.stack.l2.controller import LineController
from linebench.stack.l2.decisions import L2Decisions

__all__ = ["L2Config", "L2Decisions", "LineController", "Recipe"]
