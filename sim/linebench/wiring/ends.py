"""Which code speaks at either end of a wire: a dialect of a device, or tags with the face of their seat."""

from collections.abc import Callable, Mapping
from typing import Any

from linebench.wire.composite import composites
from linebench.wire.devicetags.face import DeviceFace
from linebench.wire.devicetags.host import DeviceHost
from linebench.wire.devicetags.options import DeviceTagOptions
from linebench.wire.devicetags.table import PORTS
from linebench.wire.dialect import Dialect, dialects
from linebench.wire.fieldio.face import FieldFace
from linebench.wire.fieldio.host import FieldHost
from linebench.wire.fieldio.options import FieldOptions
from linebench.wire.plc.face import PlcFace
from linebench.wire.plc.host import PlcHost
from linebench.wire.plc.options import PlcOptions
from linebench.wire.rings.face import RingFace
from linebench.wire.side import Setting, Side
from linebench.wire.tags.image import TagHost, TagImage
from linebench.wire.tags.transport import Transport, transports

__all__ = ["JOBS", "NATIVE", "OPC_UA", "OPEN_SCS", "WiringError", "device_end", "host_end", "is_jobs",
           "is_mapped", "is_opcua", "is_openscs", "is_tagged", "profile_name", "tag_device", "tag_face",
           "tag_host", "tag_profile"]


class WiringError(ValueError):
    """A wire that cannot be made. The message names it, what was found and what to write instead."""


_FACES: Mapping[str, tuple[Callable[[Setting], RingFace], Callable[[Setting], TagHost]]] = {
    "l1": (lambda setting: PlcFace(PlcOptions(), setting), lambda setting: PlcHost(PlcOptions(), setting)),
    "io": (lambda setting: FieldFace(FieldOptions(), setting), lambda setting: FieldHost(FieldOptions(), setting)),
}
"""Seats that show tags in every protocol of tags: the face at their own end, and at the host's."""


_NAMED_ALONE = frozenset({"l2"})
"""Seats whose tags are none of the bench's own: a project names them, see ``wire.mapped``."""


NATIVE = "native"
"""The bench's own messages, which every seat speaks."""
OPC_UA = "opcua"
"""Carries tags as the transports do, with a server and a client that own their sockets."""

OPEN_SCS = "openscs"
"""Carries what is said with the owner of serials over OPC UA; its server and client own their sockets too."""
_OWNER = "serials"
JOBS = "isa95"
"""Carries job orders of a planner over OPC UA; the site is the server."""
_SITE = "l3"


_NAMED = frozenset({"printer"})
"""Seats that show over OPC UA who made them, and no more."""


def is_tagged(peer: str, name: str) -> bool:
    """Whether a seat shows its tags in the protocol of this name; devices do over OPC UA alone."""
    return name == OPC_UA if peer in PORTS else is_mapped(peer) and (name in transports() or name == OPC_UA)


def is_opcua(peer: str, name: str) -> bool:
    """Whether a seat is spoken to over OPC UA."""
    return name == OPC_UA and (is_tagged(peer, name) or peer in _NAMED)


def is_openscs(peer: str, name: str) -> bool:
    """Whether a seat is spoken to over OPEN-SCS."""
    return peer == _OWNER and name == OPEN_SCS


def is_jobs(peer: str, name: str) -> bool:
    """Whether a planner speaks to the site in ISA-95 job control."""
    return peer == _SITE and name == JOBS


def is_mapped(peer: str) -> bool:
    """Whether a seat shows its tags at addresses too."""
    return peer in _FACES or peer in _NAMED_ALONE


def profile_name(peer: str, name: str, profile: str) -> str:
    """The name of the profile spoken to ``peer``; ``profile``: what a stack file says, mostly nothing."""
    kinds: Mapping[str, Dialect | Transport] = transports() if is_tagged(peer, name) else dialects()
    named = next(iter(kinds[name].profiles), "") if name in kinds else ""
    return profile or named


def device_end(peer: str, name: str, profile: str, options: Mapping[str, Any], setting: Setting) -> Side:
    """Make the end of the device in the seat ``peer``.

    Raises:
        WiringError: no such dialect for this seat, no such profile or option.

    """
    dialect, chosen = _dialect(peer, name, profile, options)
    return _made(peer, dialect.device, chosen, setting)


def host_end(peer: str, name: str, profile: str, options: Mapping[str, Any], setting: Setting) -> Side:
    """Make the end of the level that speaks with the seat ``peer``; raises as ``device_end``."""
    if is_tagged(peer, name):
        transport, chosen = _transport(name, profile, options)
        return transport.host(tag_host(peer, setting), chosen, setting)
    dialect, chosen = _dialect(peer, name, profile, options)
    return _made(peer, dialect.host, chosen, setting)


def tag_face(peer: str, setting: Setting, *, dialled: bool = True) -> RingFace:
    """Make the face of a seat that shows tags. ``dialled``: the tags of a device wait for its host.

    Raises:
        WiringError: the bench has no tags for this seat, and no map names any.

    """
    if peer in _NAMED_ALONE:
        raise WiringError(f"wire to {peer}: the bench has no tags of its own for it; expected a map of its tags")
    if peer in _FACES:
        return _FACES[peer][0](setting)
    running = () if dialled else tuple(kind.__name__ for kind in PORTS[peer].said)
    return DeviceFace(PORTS[peer], DeviceTagOptions(running=running), setting)


def tag_host(peer: str, setting: Setting) -> TagHost:
    """Make the face of the level that speaks with a seat by its tags."""
    if peer in _NAMED_ALONE:
        raise WiringError(f"wire to {peer}: no level of the bench looks at its tags; expected another dialect")
    if peer in _FACES:
        return _FACES[peer][1](setting)
    return DeviceHost(peer, PORTS[peer], DeviceTagOptions(), setting)


def tag_device(image: TagImage, name: str, profile: str, options: Mapping[str, Any], setting: Setting) -> Side:
    """Make the end of a controller that shows its tags in one protocol; raises as ``device_end``."""
    transport, chosen = _transport(name, profile, options)
    return transport.device(image, chosen, setting)


def tag_profile(name: str, profile: str, options: Mapping[str, Any]) -> Any:  # noqa: ANN401  # of the protocol
    """The options of a protocol that carries tags; raises as ``device_end``."""
    return _transport(name, profile, options)[1]


def _made(peer: str, make: Callable[[Any, Setting], Side], profile: object, setting: Setting) -> Side:
    """Make a side. Templates of a profile are checked only here, where their dialect reads them."""
    try:
        return make(profile, setting)
    except ValueError as error:
        raise WiringError(f"wire to {peer}: {error}") from error


def _dialect(peer: str, name: str, profile: str, options: Mapping[str, Any]) -> tuple[Dialect, Any]:
    known = {each.name: each for each in dialects().values() if peer in each.seats}
    if name not in known:
        tagged = tuple(each for each in (*transports(), OPC_UA) if is_tagged(peer, each))
        several = (each.name for each in composites().values() if peer in each.seats)
        own = (OPEN_SCS,) if is_openscs(peer, OPEN_SCS) else ()
        raise WiringError(f"wire to {peer}: found dialect {name!r}; expected one of "
                          f"{', '.join(sorted((*known, *tagged, *several, *own)))}")
    return known[name], _profile(peer, known[name], profile, options)


def _transport(name: str, profile: str, options: Mapping[str, Any]) -> tuple[Transport, Any]:
    if name not in transports():
        raise WiringError(f"tags: found protocol {name!r}; expected one of "
                          f"{', '.join(sorted((*transports(), OPC_UA)))}")
    return transports()[name], _profile("tags", transports()[name], profile, options)


def _profile(peer: str, one: Dialect | Transport, name: str, options: Mapping[str, Any]) -> object:
    try:
        return one.profile(name, options)
    except (LookupError, ValueError) as error:
        raise WiringError(f"wire to {peer}: {error.args[0]}") from error
