"""What takes messages at the ends of links where no level sits: devices, the field, people, the enterprise."""

from collections.abc import Callable, Mapping

from linebench.line.fitting import Device
from linebench.line.line import Line
from linebench.links import Link
from linebench.people import People
from linebench.ports import Message

__all__ = ["ends_of"]


def ends_of(line: Line, people: People, links: Mapping[str, Link]) -> dict[str, Callable[..., None]]:
    """Give every device its ways to its hosts; return what takes the messages, by seat."""
    ends: dict[str, Callable[..., None]] = {
        "io": line.field.receive, "hmi": people.receive, "l4": _unheeded, "partner": _unheeded,
    }
    for device in line.devices.values():
        if device.seat:
            ends[device.seat] = device.receive
            _connect(device, links)
    return ends


def _unheeded(t: int, message: Message) -> None:
    """Nobody there has anything to do about it."""


def _connect(device: Device, links: Mapping[str, Link]) -> None:
    for name, link in links.items():
        if name.startswith(f"{device.seat}>"):
            device.connect(link.say)
