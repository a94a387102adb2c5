"""What is spoken on a wire: the protocol that the level dials, and those that are served beside it."""

from collections.abc import Mapping, Sequence

import msgspec

from linebench.wiring.channels import is_composite
from linebench.wiring.composite_endpoint import CompositeEndpoint
from linebench.wiring.control import WireTo
from linebench.wiring.endpoint import Endpoint, Surroundings
from linebench.wiring.ends import WiringError, is_opcua, is_tagged
from linebench.wiring.peer_endpoint import PeerEndpoint
from linebench.wiring.secured import check_single

__all__ = ["beside", "serve"]

_PROFILE = "profile"


def serve(around: Surroundings, also: Sequence[str] = ()) -> Endpoint:
    """Make the bench's end of a wire. ``also``: protocols that are served beside the one that is dialled.

    Raises:
        WiringError: the seat does not speak one of them, or not beside another.

    """
    for name in (around.wire.dialect, *also):
        if also and is_composite(around.peer, name):
            raise WiringError(f"wire {around.link}: {name} takes several connections and is spoken alone; "
                              f"found also = {list(also)}")
    if is_opcua(around.peer, around.wire.dialect) and not is_tagged(around.peer, around.wire.dialect):
        raise WiringError(f"wire {around.link}: over opcua a {around.peer} says who made it and no more; choose "
                          'another dialect, and also = ["opcua"]')
    check_single(around)
    if around.wire.channels:
        return CompositeEndpoint(around)
    dialled, others = beside(around.wire, also)
    return PeerEndpoint(msgspec.structs.replace(around, wire=dialled), others)


def beside(wire: WireTo, also: Sequence[str]) -> tuple[WireTo, tuple[WireTo, ...]]:
    """Part a wire by protocol: what is dialled, and the others, each on a free port.

    An option with the name of one of the others before it and a dot is that protocol's; ``<name>.profile`` names
    its set of options.
    """
    others = tuple(name for name in dict.fromkeys(also) if name != wire.dialect)
    options = {name: _options(wire.options, f"{name}.") for name in others}
    own = {key: text for key, text in wire.options.items() if key.partition(".")[0] not in others}
    return msgspec.structs.replace(wire, options=own), tuple(
        WireTo(wire.name, name, given.pop(_PROFILE, ""), given, wire.host, 0) for name, given in options.items())


def _options(options: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {key.removeprefix(prefix): text for key, text in options.items() if key.startswith(prefix)}
