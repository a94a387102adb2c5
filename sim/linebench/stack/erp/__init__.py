"""The planner of a site's work, an ERP or an MES."""

from linebench.stack.erp.config import PlannerConfig
from linebench.stack.erp.planner import Planner

__all__ = ["Planner", "PlannerConfig"]
