"""The I/O port over every protocol that carries tags as bytes."""

import pytest

from linebench.ports.io import Compare, Edges, Input, Output, Reached
from linebench.ports.presence import Presence
from linebench.wire.fieldio import FieldFace, FieldHost, FieldOptions
from linebench.wire.rings.layout import version
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.transport import transports
from tests.wire.pipe import Clock, Pipe

CARRIERS = [(name, profile) for name in ("modbus", "s7", "enip") for profile in transports()[name].profiles]
NAMES = {**dict.fromkeys(CARRIERS, "CPU 1515-2 PN 6ES7 515-2AM02-0AB0 V2.9.2"),
         **{each: "linebench LB-L1 1.0" for each in CARRIERS if each[0] == "modbus"},
         **{each: "1756-L83E/B 33.11" for each in CARRIERS if each[0] == "enip"},
         ("enip", "compactlogix"): "1769-L24ER-QBFC1B/A 20.19",
         ("s7", "s7-1200"): "CPU 1214C DC/DC/DC 6ES7 214-1AG40-0XB0 V4.5.0",
         ("s7", "s7-300"): "CPU 315-2 PN/DP 6ES7 315-2EH14-0AB0 V3.2.6",
         ("s7", "s7-400"): "CPU 414-3 PN/DP 6ES7 414-3EM07-0AB0 V7.0.3"}
FROM_FIELD = [Input("bin_door", True, 0), Input("bin_door", False, 4),
              *(Edges(("barrier_camera", "barrier_gate") if n % 3 else ("barrier_exit",), 2**32 - 300 + 20 * n)
                for n in range(60)),
              Reached("push:3", 2**32 + 900), Input("packer_full", True, 2**32 + 905)]
FROM_L1 = [Output("motor", True), Compare("push:3", 2**32 + 900), *(Output("pusher", True) for _ in range(5)),
           Compare("watch", 2**32 + 2_000), Compare("watch", 2**32 + 2_000), Output("motor", False)]


@pytest.mark.parametrize(("name", "profile"), CARRIERS)
def test_everything_passes_unchanged_and_in_order(name, profile):
    """As on a direct link: edges of one instant, counts beyond 32 bits, each stroke once."""
    clock, carrier = Clock(), transports()[name]
    image = TagImage(FieldFace(FieldOptions(), clock.setting("io")))
    host = FieldHost(FieldOptions(), clock.setting("l1", poll_us=5_000))
    pipe = Pipe(carrier.device(image, carrier.profile(profile), clock.setting("io")),
                carrier.host(host, carrier.profile(profile), clock.setting("l1", poll_us=5_000)), clock)
    pipe.connect()
    for message in FROM_FIELD[:2]:
        pipe.device.says(message)
    pipe.device.says(Edges(("reject_confirm",), 2**31))
    pipe.advance(100_000)
    for message in FROM_FIELD[2:]:
        pipe.device.says(message)
    pipe.advance(100_000)
    for message in FROM_L1:
        pipe.host.says(message)
    pipe.advance(100_000)
    here, *heard = pipe.host.heard
    assert here == Presence("io", here=True, identity=f"{NAMES[name, profile]} tags {version(image.table):08X}")
    assert heard == [*FROM_FIELD[:2], Edges(("reject_confirm",), 2**31), *FROM_FIELD[2:]]
    assert [message for message in pipe.device.heard if not isinstance(message, Presence)] == FROM_L1
    assert pipe.host.noted == pipe.device.noted == []
