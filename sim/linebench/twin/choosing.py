"""Which connections of a recording are those of the device, and which end of them it is."""

from collections.abc import Mapping, Sequence

import msgspec

from linebench.twin.emulator import Channel
from linebench.twin.naming import TwinError
from linebench.wire.captured.streams import Connection, Said

__all__ = ["choose"]


def choose(connections: Sequence[Connection], channels: Sequence[Channel],
           ports: Mapping[str, int]) -> list[tuple[str, Connection]]:
    """The channel of each connection of the device, with the device's end as its server.

    ``ports``: where the device listens, by channel; what is not said is found: where the dialect usually listens,
    or whoever was dialled.

    Raises:
        TwinError: there is none, or more than one device.

    """
    unknown = ports.keys() - {each.name for each in channels}
    if unknown:
        raise TwinError(f"--port: found channel {min(unknown)!r}; expected one of "
                        f"{', '.join(each.name for each in channels) or 'none: a number alone'}")
    spoken = [each for each in connections if each.said]
    if not spoken:
        raise TwinError("the capture holds no TCP connection on which anything was said")
    if len(channels) == 1:
        port = ports.get(channels[0].name) or _only(spoken, channels[0].port)
        return [(channels[0].name, each) for each in _of(spoken, port)]
    return [(name, each) for name, port in _several(spoken, channels, ports).items() for each in _of(spoken, port)]


def _only(connections: Sequence[Connection], usual: int) -> int:
    """The one port that is meant."""
    if usual and any(usual in {each.server.port, each.client.port} for each in connections):
        return usual
    found = sorted({each.server.port for each in connections})
    if len(found) > 1:
        raise TwinError(f"the capture holds connections to ports {', '.join(map(str, found))}; say by --port where "
                        "the device listens")
    return found[0]


def _several(connections: Sequence[Connection], channels: Sequence[Channel],
             ports: Mapping[str, int]) -> Mapping[str, int]:
    """The port of each channel: as said, or as usual, or in the order in which they were dialled."""
    known = {each.name: ports.get(each.name) or each.port for each in channels}
    if all(known.values()):
        return known
    dialled = list(dict.fromkeys(each.server.port for each in connections))
    left = [port for port in dialled if port not in known.values()]
    unknown = [name for name, port in known.items() if not port]
    if len(left) != len(unknown):
        raise TwinError(f"found connections to ports {', '.join(map(str, dialled))}; expected one for each of "
                        f"{', '.join(known)}: say by --port, such as --port {unknown[0]}={dialled[0]}")
    return {**known, **dict(zip(unknown, left, strict=True))}


def _of(connections: Sequence[Connection], port: int) -> list[Connection]:
    """The connections of a device that listens there."""
    found = [_turned(each) if each.server.port != port else each for each in connections
             if port in {each.server.port, each.client.port}]
    if not found:
        seen = sorted({each.server.port for each in connections})
        raise TwinError(f"--port {port}: the capture holds no connection to it, but to {', '.join(map(str, seen))}")
    return found


def _turned(connection: Connection) -> Connection:
    """The other end is the device: it dialled, or nobody saw who did."""
    said: list[Said] = [msgspec.structs.replace(each, by_client=not each.by_client) for each in connection.said]
    return msgspec.structs.replace(connection, client=connection.server, server=connection.client, said=said)
