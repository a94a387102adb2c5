"""Verification and dispensing by pharmacies, as a dialect of the enterprise's seat."""

from linebench.wire.dialect import Dialect
from linebench.wire.emvs.client import EmvsClient
from linebench.wire.emvs.profile import EmvsProfile
from linebench.wire.emvs.server import EmvsServer

__all__ = ["DIALECTS"]

DIALECTS = (
    Dialect(
        name="emvs",
        seats=("l4",),
        port=8082,
        summary="verification and dispensing of packs in the manner of national systems of the EU",
        profiles={"single": EmvsProfile(), "bulk": EmvsProfile(bulk=100)},
        device=EmvsServer,
        host=EmvsClient,
    ),
)
