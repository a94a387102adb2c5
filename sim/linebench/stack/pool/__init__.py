"""The pool of serials: whoever gives them out, and is told what became of them."""

from linebench.stack.pool.config import Listed, PoolConfig, PoolError, PoolPlan, Random, Sequential
from linebench.stack.pool.decisions import PoolDecisions
from linebench.stack.pool.server import SerialPool

__all__ = ["Listed", "PoolConfig", "PoolDecisions", "PoolError", "PoolPlan", "Random", "Sequential", "SerialPool"]
