"""EPCIS events as claims."""

from linebench.claims.harvest import harvest
from linebench.epcis.model import ErrorDeclaration, Event
from linebench.ports.l4 import Capture, Captured, Found
from linebench.product.keys import sscc
from linebench.records import claim

EPOCH = "2026-01-05T06:00:00Z"
GTIN = "09501101530003"
PACKS = tuple(f"urn:epc:id:sgtin:9501101.053000.S{number}" for number in range(3))
CASE, BOX = "urn:epc:id:sscc:9501101.3000000001", f"00{sscc('9501101', 1, extension=3)}"


def event(kind="ObjectEvent", at=1, **fields):
    return Event(type=kind, event_time=f"2026-01-05T06:00:0{at}Z", event_time_zone_offset="+00:00", **fields)


def epc(number):
    return f"01{GTIN}21S{number}"


EVENTS = (
    event(action="ADD", biz_step="commissioning", epc_list=PACKS[:1]),
    event(at=2, action="ADD", biz_step="commissioning", epc_list=PACKS[1:]),
    event(at=3, action="DELETE", biz_step="decommissioning", epc_list=PACKS[2:]),
    event("AggregationEvent", 4, action="ADD", biz_step="packing", parent_id=CASE, child_epcs=PACKS[:2]),
    event("AggregationEvent", 5, action="DELETE", biz_step="unpacking", parent_id=CASE, child_epcs=PACKS[:1]),
    event(at=6, action="OBSERVE", biz_step="inspecting", epc_list=("urn:epc:id:giai:9501101.X",)),
    event(at=7, action="DELETE", biz_step="destroying", epc_list=PACKS[:1],
          error_declaration=ErrorDeclaration("2026-01-05T07:00:00Z", "did_not_occur")),
)


def claims(source):
    return [
        claim.SerialsClaimed(9, source, "commissioned", tuple(map(epc, range(3))),
                             (1_000_000, 2_000_000, 2_000_000), ""),
        claim.SerialsClaimed(9, source, "rejected", (epc(2),), (3_000_000,), ""),
        claim.PackedClaimed(9, source, BOX, (epc(0), epc(1)), 4_000_000),
        claim.UnpackedClaimed(9, source, BOX, (epc(0),), 5_000_000),
        claim.WithdrawnClaimed(9, source, "destroyed", "", (epc(0),), "did_not_occur"),
    ]


def test_what_the_site_captures_and_the_enterprise_answers_are_claims():
    """Of who says it; neighbours that say the same are one claim; other things are none, and an error
    takes back what was said."""
    assert harvest("l3>l4", EPOCH)(9, Capture(1, EVENTS)) == claims("l3")
    assert harvest("l4>l3", EPOCH)(9, Found(1, EVENTS)) == claims("l4")
    assert harvest("l4>l3", EPOCH)(9, Captured(1, success=True, stored=7)) == []
