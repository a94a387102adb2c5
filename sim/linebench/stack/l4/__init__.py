"""L4: the enterprise repository."""

from linebench.stack.l4.config import L4Config
from linebench.stack.l4.decisions import L4Decisions
from linebench.stack.l4.enterprise import EnterpriseRepository

__all__ = ["EnterpriseRepository", "L4Config", "L4Decisions"]
