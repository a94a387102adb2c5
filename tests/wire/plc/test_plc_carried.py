"""The port between L1 and L2 over every protocol that carries tags as bytes."""

import random

import pytest

from linebench.ports.plc import Alarm, Command, CommandAnswer, MachineState, Setup, TrackResults, Verdict
from linebench.ports.presence import Presence
from linebench.wire.plc import PlcFace, PlcHost, PlcOptions
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.transport import transports
from tests.wire.pipe import Chance, Clock, Pipe

CARRIERS = [(name, profile) for name in ("modbus", "s7", "enip") for profile in transports()[name].profiles]
TO_L2 = [MachineState(2, "power on"), Alarm("guard open", True, True), MachineState(6, "kim ü"),
         TrackResults(((1, "passed", ""), (2, "rejected", "no_weight"), (0, "extra", "untracked"))),
         Alarm("guard open", False, True),
         *(TrackResults(((trigger, "passed", ""), (trigger + 1, "missing", "gap")))
           for trigger in range(3, 120, 2)),
         *(MachineState(7, f"change {number}") for number in range(20))]
TO_L1 = [Setup(9_500, 10_500, 3), Command("restart_count", "kim"), *(Verdict(n, n % 3 > 0) for n in range(1, 30)),
         Command("start", "kim"), Verdict(70_000, True)]


def _pipe(name, profile, clock, **options):
    carrier = transports()[name]
    image = TagImage(PlcFace(PlcOptions(), clock.setting("plc")))
    host = PlcHost(PlcOptions(), clock.setting("l2", poll_us=10_000))
    return Pipe(carrier.device(image, carrier.profile(profile), clock.setting("plc")),
                carrier.host(host, carrier.profile(profile), clock.setting("l2", poll_us=10_000)), clock, **options)


def _said(heard):
    return [message for message in heard if not isinstance(message, Presence)]


def _answering(pipe, said):
    """L1 answers each command once."""
    commands = [message for message in _said(pipe.device.heard) if isinstance(message, Command)]
    for command in commands[sum(isinstance(message, CommandAnswer) for message in said):]:
        said.append(CommandAnswer(command.name, True, ""))
        pipe.device.says(said[-1])


@pytest.mark.parametrize(("name", "profile"), CARRIERS)
def test_everything_passes_unchanged_and_in_order(name, profile):
    """As on a direct link, with answers, more rows than slots, and texts beyond ASCII."""
    clock = Clock()
    pipe = _pipe(name, profile, clock)
    said = list(TO_L2)
    for message in TO_L2:
        pipe.device.says(message)
    pipe.connect()
    for message in TO_L1:
        pipe.host.says(message)
    for _ in range(60):
        pipe.advance(20_000)
        _answering(pipe, said)
    assert _said(pipe.host.heard) == said
    assert _said(pipe.device.heard) == TO_L1
    assert pipe.host.noted == pipe.device.noted == []


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", ["modbus", "s7"])
def test_everything_passes_while_pieces_are_late_and_the_connection_breaks(name, seed):
    """Requests and answers in pieces, messages between any two of them, a cut now and then: the same messages."""
    chance, clock = random.Random(seed), Clock()
    pipe = _pipe(name, "", clock, chunking=Chance(seed), hold=True)
    to_l2, to_l1, said, wanted = list(TO_L2), list(TO_L1), [], []
    for _ in range(20_000):
        act = chance.random()
        if act < 0.008 and to_l2:
            said.append(to_l2.pop(0))
            pipe.device.says(said[-1])
        elif act < 0.012 and to_l1:
            wanted.append(to_l1.pop(0))
            pipe.host.says(wanted[-1])
        elif act < 0.0125:
            pipe.cut()
        elif act < 0.1:
            pipe.connect()
            pipe.advance(3_000)
            _answering(pipe, said)
        else:
            pipe.step(chance.choice((pipe.device, pipe.host)))
    pipe.connect()
    for _ in range(60):
        pipe.settle()
        pipe.advance(20_000)
        _answering(pipe, said)
    assert [*to_l2, *to_l1] == []
    assert _said(pipe.host.heard) == said
    assert _said(pipe.device.heard) == wanted
