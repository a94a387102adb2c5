"""A pool of serials over plain REST, as a dialect."""

from linebench.wire.dialect import Dialect
from linebench.wire.serials_rest.client import PoolClient
from linebench.wire.serials_rest.server import PoolServer, RestProfile

__all__ = ["DIALECTS"]

DIALECTS = (
    Dialect(
        name="serials-rest",
        seats=("serials",),
        port=8000,
        summary="a pool of serials over plain REST",
        profiles={"plain": RestProfile()},
        device=PoolServer,
        host=PoolClient,
    ),
)
