"""EPCIS 2.0 over REST as a dialect of the enterprise's seat."""

from linebench.wire.dialect import Dialect
from linebench.wire.epcis.client import EpcisClient
from linebench.wire.epcis.profile import EpcisProfile
from linebench.wire.epcis.server import EpcisServer

__all__ = ["DIALECTS"]

DIALECTS = (
    Dialect(
        name="epcis",
        seats=("l4",),
        port=8080,
        summary="EPCIS 2.0 over REST: capture, query, subscribe",
        profiles={"json": EpcisProfile(), "xml-2.0": EpcisProfile(send="xml-2.0"),
                  "xml-1.2": EpcisProfile(send="xml-1.2")},
        device=EpcisServer,
        host=EpcisClient,
    ),
)
