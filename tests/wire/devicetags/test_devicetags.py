"""The tags of a device: both ends back to back say what a direct link says, and lose nothing."""

from collections import deque

import pytest

from linebench.ports.camera import (
    AskCounters,
    CameraCounters,
    CameraJob,
    CameraState,
    Reading,
    ResetCounters,
    TriggerNow,
)
from linebench.ports.checkweigher import ScaleState, Weight
from linebench.ports.presence import Presence
from linebench.wire.devicetags.face import DeviceFace
from linebench.wire.devicetags.host import DeviceHost
from linebench.wire.devicetags.options import DeviceTagOptions
from linebench.wire.devicetags.table import PORTS, DeviceTable
from linebench.wire.rings.layout import version
from linebench.wire.side import Heard, Noted, Setting
from linebench.wire.tags.image import Put, TagImage

CODE = "010950400005910121A7\x1d10LOT-7A"
STATE, COUNTERS = CameraState("c", "job", online=True), CameraCounters("c", "job", 5, 4, 1, 0, 1)


class Wire:
    """A device and its host on one image; nothing passes before a ``look``."""

    def __init__(self, seat, **options):
        here = Setting(name="c", now=lambda: 0)
        self.options = DeviceTagOptions(**options)
        self.face = DeviceFace(PORTS[seat], self.options, here)
        self.image = TagImage(self.face)
        self.host = DeviceHost(seat, PORTS[seat], DeviceTagOptions(**{**options, "running": ()}), here)
        self.device_heard, self.host_heard, self.noted = [], [], []
        self._puts = deque()
        self._host(self.host.back())
        self.look()

    def look(self):
        """One picture, and all that is written because of it."""
        self._host(self.host.seen(dict(self.image.values)))
        while self._puts:
            self._device(self.image.write(dict(self._puts.popleft().values)))

    def says(self, message):
        """The device says something."""
        self._device(self.image.tell(message))

    def asks(self, message):
        """The host says something."""
        self._host(self.host.tell(message))
        self.look()

    def _host(self, effects):
        self._puts += [each for each in effects if isinstance(each, Put)]
        self._keep(effects, self.host_heard)

    def _device(self, effects):
        self._keep(effects, self.device_heard)

    def _keep(self, effects, heard):
        heard += [each.message for each in effects
                  if isinstance(each, Heard) and not isinstance(each.message, Presence)]
        self.noted += [each for each in effects if isinstance(each, Noted)]


def test_what_a_camera_says_arrives_in_order_however_seldom_the_host_looks():
    """Forty readings, states and counters between two looks through rings of sixteen; GS travels raw."""
    wire = Wire("camera")
    said = [STATE, *(Reading(number, "read", CODE, "LOT\n7A", "]d2") for number in range(1, 41)),
            Reading(41, "no_read", "", "", ""), COUNTERS, CameraState("c", "", online=False, series=True)]
    for message in said:
        wire.says(message)
    for _ in range(5):
        wire.look()
    assert wire.host_heard == said
    assert wire.noted == []


def test_what_a_host_says_arrives_in_order():
    """Every message to a camera."""
    wire = Wire("camera")
    said = [CameraJob("a"), ResetCounters(), AskCounters(), TriggerNow(), CameraJob("b")]
    for message in said:
        wire.asks(message)
    assert wire.device_heard == said


def test_what_a_scale_says_arrives():
    """Masses with their sign."""
    wire = Wire("scale")
    said = [ScaleState("s", "ready", ""), Weight("s", 4_000_000_000, 12_345), Weight("s", 7, -3)]
    for message in said:
        wire.says(message)
    wire.look()
    assert wire.host_heard == said


def test_a_host_that_begins_is_told_the_state_that_holds():
    """Said before it came, and read by another host."""
    wire = Wire("camera")
    wire.says(STATE)
    wire.says(Reading(1, "read", CODE, "", "]d2"))
    wire.look()
    late = DeviceHost("camera", PORTS["camera"], DeviceTagOptions(), Setting(name="c", now=lambda: 0))
    late.back()
    heard = [each.message for each in late.seen(dict(wire.image.values)) if isinstance(each, Heard)]
    table = f"tags {version(late.table):08X}"
    assert heard == [Presence("camera", here=True, identity=table), STATE]


def test_a_camera_that_started_anew_is_told_its_job_again():
    """And nothing else of what was said to its earlier life."""
    wire = Wire("camera")
    wire.asks(CameraJob("a"))
    wire.asks(AskCounters())
    wire.device_heard.clear()
    wire.face.restart()
    wire.look()
    assert wire.device_heard == [CameraJob("a")]


def test_rings_that_wait_for_nobody_are_for_hosts_that_look():
    """The last reading and how many there were stand in tags of their own; nothing is ever overrun."""
    wire = Wire("camera")
    free = DeviceFace(PORTS["camera"], DeviceTagOptions(running=("Reading",), held=20),
                      Setting(name="c", now=lambda: 0))
    image = TagImage(free)
    for number in range(1, 101):
        assert not any(isinstance(each, Noted) for each in image.tell(Reading(number, "read", CODE, "", "]d2")))
    shown = {name: image.values[f"Last.Reading.{name}"] for name in ("Told", "Trigger", "Content")}
    assert shown == {"Told": 100, "Trigger": 100, "Content": CODE}
    assert wire.image.values["Last.Reading.Told"] == 0


def test_a_text_without_room_is_shortened_and_noted():
    """Never silently."""
    wire = Wire("camera", text_size=8)
    wire.says(Reading(1, "read", "0123456789", "", "]d2"))
    assert [note.what for note in wire.noted] == ["shortened"]
    assert wire.image.values["Last.Reading.Content"] == "01234567"


def test_what_has_no_tags_is_noted():
    """At either end."""
    wire = Wire("scale")
    wire.says(STATE)
    wire.asks(CameraJob("a"))
    assert [note.what for note in wire.noted] == ["unsaid", "unsaid"]


def test_slots_are_a_power_of_two():
    """Counts begin anew where slots do."""
    with pytest.raises(ValueError, match="slots 12; expected a power of two"):
        DeviceTable(PORTS["camera"], DeviceTagOptions(slots=12))
