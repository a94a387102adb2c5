"""L1: the PLC program of a line."""

from linebench.stack.l1.decisions import L1Decisions
from linebench.stack.l1.layout import L1Layout
from linebench.stack.l1.program import PlcProgram

__all__ = ["L1Decisions", "L1Layout", "PlcProgram"]
