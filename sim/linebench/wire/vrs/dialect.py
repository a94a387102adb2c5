"""Verification of packs by GET, as a dialect of the enterprise's seat: its device end is the enterprise's."""

from linebench.wire.dialect import Dialect
from linebench.wire.vrs.client import VrsClient
from linebench.wire.vrs.profile import VrsProfile
from linebench.wire.vrs.server import VrsServer

__all__ = ["DIALECTS"]

DIALECTS = (
    Dialect(
        name="vrs",
        seats=("l4",),
        port=8081,
        summary="verification of packs in the manner of GS1 Lightweight Messaging",
        profiles={"dscsa": VrsProfile()},
        device=VrsServer,
        host=VrsClient,
    ),
)
