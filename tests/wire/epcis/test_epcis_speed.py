"""What a capture costs."""

import time

from linebench.epcis.model import Place
from linebench.ports.l4 import Capture
from linebench.wire.epcis.profile import EpcisProfile
from linebench.wire.epcis.server import EpcisServer
from linebench.wire.side import Heard
from tests.wire.epcis.rig import body, event
from tests.wire.pipe import Clock

MOST_US = 150
EVENTS, PIECE, TRIES = 1_000, 65_536, 5


def _event(number):
    pack = "urn:epc:id:sgtin:9501101.053000."
    if number % 11 == 10:
        return event(number, "packing", type="AggregationEvent", action="ADD", epc_list=(),
                     parent_id=f"urn:epc:id:sscc:9501101.3{number:09}", disposition="container_closed",
                     child_epcs=tuple(f"{pack}{each}" for each in range(number - 10, number)))
    return event(number, action="ADD", disposition="active", biz_location=Place("urn:epc:id:sgln:9501101.00009.0"),
                 ilmd={"{urn:epcglobal:cbv:mda}lotNumber": "LOT1001",
                       "{urn:epcglobal:cbv:mda}itemExpirationDate": "2028-11-30"})


def test_a_captured_event_costs_little(capsys):
    """1,000 events in a body, from bytes in pieces to the message of the port, with all checks: CPU time of each.

    Commissioning of one pack each, with lot and expiry, and one in eleven the packing of a case of ten.
    """
    data = body(*map(_event, range(EVENTS)))
    side = EpcisServer(EpcisProfile(), Clock().setting("l4"))
    side.opened(1)
    head = ("POST /capture HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(data)}\r\n\r\n")
    spent = []
    for _ in range(TRIES):
        whole, out, began = head.encode() + data, [], time.process_time()
        for at in range(0, len(whole), PIECE):
            out += side.received(1, whole[at:at + PIECE])
        spent.append((time.process_time() - began) / EVENTS * 1e6)
        (capture,) = [each.message for each in out if isinstance(each, Heard)]
        assert isinstance(capture, Capture)
        assert len(capture.events) == EVENTS
    with capsys.disabled():
        print(  # noqa: T201  # the figure is what the test is for
            f"\nPOST /capture: {min(spent):.1f} us of CPU for each event, {len(data) / EVENTS:.0f} bytes each")
    assert min(spent) <= MOST_US
