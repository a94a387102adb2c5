import re

import msgspec

import linebench.wire.packer_station
from linebench.ports import Message
from linebench.wire.packer_station.composite import COMPOSITES
from linebench.wire.packer_station.dialect import DIALECTS
from linebench.wire.side import Heard, Setting, Write
from linebench.wiring.channels import device_ends
from tests.wire.packer_station.pair import station
from tests.wire.transcript import blocks, raw, readme

README = readme(linebench.wire.packer_station)
LINE = re.compile(r"(?:(?P<who>line|heard): |(?P<channel>\w+) (?P<way>->|<-) )(?P<rest>.*)")


class Devices:
    """The device's sides, and what came of the last stimulus."""

    def __init__(self):
        self.sides = device_ends("packer", station(), Setting(name="packer-1", now=lambda: 0))
        for side in self.sides.values():
            side.opened(1)
        self.sent, self.heard = dict.fromkeys(self.sides, b""), []

    def take(self, channel, effects):
        self.sent[channel] += b"".join(each.data for each in effects if isinstance(each, Write))
        self.heard += [each.message for each in effects if isinstance(each, Heard)]

    def silent(self):
        return not self.heard and not any(self.sent.values())


def test_the_session_runs_as_written():
    """Every byte and message of it comes from the station's sides, and nothing else does."""
    (session,) = blocks(README)
    devices = Devices()
    for text in session.splitlines():
        line = LINE.fullmatch(text)
        channel, rest = line["channel"], line["rest"]
        if line["way"] == "->":
            assert devices.silent(), text
            devices.take(channel, devices.sides[channel].received(1, raw(rest)))
        elif line["who"] == "line":
            assert devices.silent(), text
            for name, side in devices.sides.items():
                devices.take(name, side.tell(msgspec.json.decode(rest, type=Message)))
        elif line["who"] == "heard":
            assert devices.heard.pop(0) == msgspec.json.decode(rest, type=Message)
        else:
            wanted = raw(rest)
            assert devices.sent[channel][:len(wanted)] == wanted, text
            devices.sent[channel] = devices.sent[channel][len(wanted):]
    assert devices.silent()
    assert session.count("heard") == 4


def test_every_channel_and_profile_is_listed():
    """With its name in the README."""
    names = [*(channel.name for channel in COMPOSITES[0].channels), DIALECTS[0].name, COMPOSITES[0].name, "last"]
    assert all(f"`{name}`" in README for name in names)
