"""The I/O port over every protocol that carries tags as bytes."""

import pytest

from linebench.ports.io import Compare, Edges, Input, Output, Reached
from linebench.ports.presence import Presence
from linebench.wire.fieldio import FieldFace, FieldHost, FieldOptions
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.transport import transports
from tests.wire.pipe import Clock, Pipe

CARRIERS = [(name, profile) for name in ("modbus", "s7") for profile in transports()[name].profiles]
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
    assert pipe.host.heard == [Presence("io", True), *FROM_FIELD[:2], Edges(("reject_confirm",), 2**31),
                               *FROM_FIELD[2:]]
    assert [message for message in pipe.device.heard if not isinstance(message, Presence)] == FROM_L1
    assert pipe.host.noted == pipe.device.noted == []
