"""Both ends of EtherNet/IP against each other: profiles, what each takes over from the other, and who gives up."""

import pytest

from linebench.ports.plc import Command, MachineState
from linebench.ports.presence import Presence
from linebench.wire.enip.transport import TRANSPORTS
from linebench.wire.side import Noted
from tests.wire.pipe import Clock, Pipe
from tests.wire.tagfacts import check_both_ends_on_real_sockets
from tests.wire.tagpair import Pair
from tests.wire.tagrig import LONG, Host, controller

ENIP = TRANSPORTS[0]
HERE = Presence("plc", here=True)


def ends(device, host, table=LONG, **options):
    """Ends with options of their own: face, image, host face, pipe."""
    clock = Clock()
    face, image, make = controller(ENIP, table, "", **device)
    seen = Host(table)
    side = ENIP.host(seen, ENIP.profile("", host), clock.setting("l2"))
    return face, image, seen, Pipe(make(clock.setting("plc")), side, clock, **options)


@pytest.mark.parametrize("profile", ENIP.profiles)
def test_both_ends_on_real_sockets(profile):
    """A command goes and a state comes back, in every profile."""
    check_both_ends_on_real_sockets(ENIP, profile, writes=3 if profile == "simple" else 1)


@pytest.mark.parametrize("options", [{"names": "members"}, {"strings": "own"}, {"route": ""},
                                     {"unsigned": "signed"}, {"services": 1},
                                     {"messaging": "unconnected", "unconnected": 100},
                                     {"size": 65_511}, {"large": False}])
def test_options_that_both_ends_share(options):
    """They understand each other."""
    pair = Pair("enip", LONG, **options)
    pair.pipe.connect()
    assert pair.host.pictures == [dict(pair.image.values)]
    pair.pipe.host.says(Command("7", "éa"))
    assert pair.pipe.device.heard == [Command("7", "éa")]
    assert (pair.pipe.host.noted, pair.pipe.device.noted) == ([], [])


@pytest.mark.parametrize(("device", "host"), [
    ({"unsigned": "signed"}, {}), ({}, {"unsigned": "signed"}), ({"large": False}, {}), ({"size": 504}, {}),
    ({"route": "1,3", "routing": "any"}, {}), ({"unconnected": 504}, {"messaging": "unconnected"})])
def test_the_host_takes_over_what_the_controller_has(device, host):
    """Types as they are read, and connections as long as it opens them."""
    _, image, seen, pipe = ends(device, host)
    pipe.connect()
    assert seen.pictures == [dict(image.values)]
    pipe.host.says(Command("40000", "x"))
    assert pipe.device.heard == [Command("40000", "x")]
    assert pipe.host.noted == []


def test_a_way_that_leads_nowhere():
    """The connection is refused, which both ends note."""
    *_, pipe = ends({"route": "1,3"}, {})
    pipe.connect()
    assert pipe.host.noted == [Noted("refused", "connection: status 01 0312")]
    assert (pipe.device.notes(), pipe.up) == (["refused"] * 2, False)


def test_a_text_of_another_shape_is_not_guessed_at():
    """A controller whose texts are structures of another length: the look is no answer, and nothing is told."""
    _, _, seen, pipe = ends({"strings": "own"}, {})
    pipe.connect()
    assert (seen.pictures, pipe.host.notes()) == ([], ["garbage"])


def test_two_hosts_on_one_controller():
    """Each has a connection of its own; what one writes the other sees."""
    pair = Pair("enip")
    pair.pipe.connect()
    other = Host()
    clock = Clock()
    second = Pipe(pair.pipe.device.side, ENIP.host(other, ENIP.profile(), clock.setting("guest")), clock)
    second.device.side.opened(2)
    effects = second.host.side.opened(1)
    for _ in range(8):
        sent = b"".join(effect.data for effect in effects if hasattr(effect, "data"))
        back = pair.pipe.device.side.received(2, sent) if sent else ()
        told = b"".join(effect.data for effect in back if hasattr(effect, "data"))
        effects = second.host.side.received(1, told) if told else ()
    assert other.pictures == [dict(pair.image.values)]
    pair.pipe.device.says(MachineState(9, "guard"))
    pair.pipe.host.poll()
    assert pair.host.pictures[-1]["State"] == 9


def test_a_connection_that_the_controller_dropped_is_opened_anew():
    """After silence longer than was agreed on the message is refused; the host hangs up, and begins again."""
    pair = Pair("enip", interval="1 ms")
    pair.pipe.connect()
    assert pair.pipe.host.take()[0] == HERE
    pair.pipe.advance(600_000)
    pair.pipe.host.poll()
    assert pair.pipe.host.noted == [Noted("refused", "command 0070: status 0003")]
    assert pair.pipe.host.take() == [Presence("plc", here=False, why="lost")]
    pair.pipe.connect()
    assert pair.pipe.host.take() == [HERE]
