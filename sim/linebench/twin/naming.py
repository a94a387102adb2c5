"""Which emulator a name means: a dialect with profile and options, or a wire of a stack file."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from linebench.ports import Message
from linebench.scenario.stack import WirePlan
from linebench.twin.emulator import Channel, Clock, Emulator
from linebench.wire.composite import composites
from linebench.wire.dialect import dialects
from linebench.wire.side import Setting, Side
from linebench.wire.tags.happenings import KeptFace
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.transport import transports
from linebench.wire.witness import Happenings, Witness, overheard, witnesses
from linebench.wiring.channels import device_ends, is_composite, wire_to
from linebench.wiring.control import WireTo
from linebench.wiring.ends import WiringError, device_end, is_opcua, is_tagged, tag_device, tag_face

__all__ = ["Device", "TwinError", "emulator", "named", "of_stack"]

_SEATS = {"modbus": "l1", "s7": "l1", "enip": "l1", "opcua": "l1"}
"""Whose tags are shown when nobody says."""
_LEVELS = frozenset({"l1", "l2", "l3", "l4"})


class TwinError(ValueError):
    """A device that cannot be compared. The message says what was found and what to write instead."""


class Device(msgspec.Struct, frozen=True):
    """A device of the bench: its seat, and how it is spoken to."""

    seat: str
    wire: WireTo


class _Stack(msgspec.Struct, frozen=True):
    wire: list[dict[str, Any]] = []


def named(name: str, options: Mapping[str, str], seat: str = "") -> Device:
    """The device of a dialect, ``codenet`` or ``codenet:a200``.

    Raises:
        TwinError: there is none.

    """
    dialect, _, profile = name.partition(":")
    seats = _seats(dialect)
    if seat and seat not in seats:
        raise TwinError(f"--seat: found {seat!r}; {dialect} speaks for {', '.join(seats)}")
    plan = WirePlan(id=f"l2-{seat or seats[0]}", dialect=dialect, profile=profile, options=dict(options))
    return _device(plan.id, {plan.id: plan})


def of_stack(text: str, where: str, wire: str, options: Mapping[str, str]) -> Device:
    """The device at the far end of a wire of a stack file.

    Raises:
        TwinError: no stack file, or no such wire in it.

    """
    try:
        found = msgspec.toml.decode(text, type=_Stack).wire
        plans = {each["id"]: _plan(each) for each in found}
    except (msgspec.DecodeError, KeyError, TypeError) as error:
        raise TwinError(f"{where}: found no readable stack file ({error}); expected TOML with [[wire]]") from error
    if wire not in plans and _is_native(wire):
        plans[wire] = WirePlan(id=wire)  # what a stack file does not name is spoken natively
    if wire not in plans:
        raise TwinError(f"--wire: found {wire!r}; {where} has {', '.join(sorted(plans)) or 'no wires'}")
    plan = plans[wire]
    plans[wire] = msgspec.structs.replace(plan, options={**plan.options, **options})
    return _device(wire, plans)


def _is_native(wire: str) -> bool:
    level, _, peer = wire.partition("-")
    return level in _LEVELS and peer in dialects()["native"].seats


def emulator(device: Device, base: int, epoch: str) -> Emulator:
    """Make the emulator. ``base``: microseconds since 1970 at which its time is 0, which is ``epoch``.

    Raises:
        TwinError: no such dialect for this seat, no such profile or option, or nobody knows how to overhear it.

    """
    clock = Clock()
    setting = Setting(name=device.wire.name, now=lambda: max(clock.now() - base, 0), epoch=epoch)
    try:
        return _made(device, clock, setting)
    except WiringError as error:
        raise TwinError(str(error)) from error


def _made(device: Device, clock: Clock, setting: Setting) -> Emulator:
    seat, wire = device.seat, device.wire
    if is_opcua(seat, wire.dialect):
        raise TwinError("opcua: its library owns its sockets and mostly encrypts, so that recorded bytes cannot be "
                        "replayed into it; compare another dialect")
    if is_composite(seat, wire.dialect):
        sides = device_ends(seat, wire, setting)
        profile = composites()[wire.dialect].profile(wire.profile, wire.options)
        means = overheard()[wire.dialect].means
        made = [_channel(name, one, sides[name], setting) for name, one in wire.channels.items()]
        return Emulator(made, clock, lambda channel, message: means(seat, profile, channel, message))
    if is_tagged(seat, wire.dialect):
        return Emulator([_tagged(seat, wire, setting)], clock)
    side = device_end(seat, wire.dialect, wire.profile, wire.options, setting)
    return Emulator([_channel("", wire, side, setting)], clock, _itself)


def _itself(channel: str, message: Message) -> Message:  # noqa: ARG001  # of a device with one connection
    return message


def _channel(name: str, wire: WireTo, side: Side, setting: Setting) -> Channel:
    dialect = dialects()[wire.dialect]
    profile = dialect.profile(wire.profile, wire.options)
    witness = _witness(wire.dialect)
    return Channel(name, wire.dialect, wire.profile or next(iter(dialect.profiles)), side,
                   lambda: witness.ear(profile), witness.happenings(profile, setting), witness.rhythm,
                   wire.port or (0 if name else dialect.port))


def _tagged(seat: str, wire: WireTo, setting: Setting) -> Channel:
    image = TagImage(KeptFace(tag_face(seat, setting)))
    side = tag_device(image, wire.dialect, wire.profile, wire.options, setting)
    transport = transports()[wire.dialect]
    profile = transport.profile(wire.profile, wire.options)
    witness = _witness(wire.dialect)
    happenings: Happenings = Happenings() if witness.shows is None else witness.shows(image, profile)
    return Channel("", wire.dialect, wire.profile or next(iter(transport.profiles)), side,
                   lambda: witness.ear(profile), happenings, witness.rhythm, wire.port or transport.port)


def _witness(dialect: str) -> Witness:
    if dialect not in witnesses():
        raise TwinError(f"{dialect}: nobody knows how to overhear it; expected one of {', '.join(witnesses())}")
    return witnesses()[dialect]


def _device(pair: str, plans: Mapping[str, WirePlan]) -> Device:
    seat = pair.partition("-")[2]
    try:
        return Device(seat, wire_to(f"{seat}-1", pair, plans))
    except WiringError as error:
        raise TwinError(str(error)) from error


def _plan(found: Mapping[str, Any]) -> WirePlan:
    options = {name: str(value) for name, value in found.get("options", {}).items()}
    return WirePlan(id=found["id"], dialect=found.get("dialect", "native"), profile=found.get("profile", ""),
                    port=int(found.get("port", 0)), options=options)


def _seats(dialect: str) -> Sequence[str]:
    if dialect in dialects():
        return dialects()[dialect].seats
    if dialect in composites():
        return composites()[dialect].seats
    if dialect in _SEATS:
        return (_SEATS[dialect], "io")
    known = sorted({*dialects(), *composites(), *_SEATS})
    raise TwinError(f"--device: found {dialect!r}; expected one of {', '.join(known)}, mostly with a profile, such "
                    "as codenet:a200")
