"""A pool of serials as plain REST."""

from linebench.wire.serials_rest.client import PoolClient
from linebench.wire.serials_rest.server import PoolServer

__all__ = ["PoolClient", "PoolServer"]
