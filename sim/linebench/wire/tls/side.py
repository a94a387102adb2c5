"""A side within TLS: what arrives is deciphered for the side inside, what that says is enciphered."""

from collections.abc import Iterable, Sequence

import msgspec

from linebench.ports import Message
from linebench.ports.access import TurnedAway
from linebench.wire.side import Arm, Cancel, Effect, Hang, Heard, Noted, Setting, Side, Write
from linebench.wire.tls.channel import Broken, Channel
from linebench.wire.tls.papers import Papers

__all__ = ["TlsSide"]

_PATIENCE = "tls "
_PATIENCE_US = 10_000_000
"""How long somebody may take until it is known who they are."""


class TlsSide:
    """A ``Side`` around another, which is told of a connection when both ends have agreed, and never before.

    Whoever is turned away is told to the level as ``TurnedAway``, with one message for each connection.
    """

    def __init__(self, inner: Side, papers: Papers, setting: Setting, *, server: bool, wants: bool = True,
                 name: str = "") -> None:
        """``server``, ``wants``, ``name``: see ``Channel``."""
        self._inner, self._papers, self._setting = inner, papers, setting
        self._server, self._wants, self._name = server, wants, name
        self._channels: dict[int, Channel] = {}

    def opened(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        channel = self._channels[client] = Channel(
            self._papers, self._setting.moment, self._setting.admits, server=self._server, wants=self._wants,
            name=self._name)
        return [*_written(client, channel.outgoing()), Arm(f"{_PATIENCE}{client}", _PATIENCE_US)]

    def received(self, client: int, data: bytes) -> Sequence[Effect]:
        """See ``Side``."""
        channel = self._channels.get(client)
        if channel is None:
            return ()
        before = channel.established
        try:
            plain = channel.receive(data)
        except Broken as broken:
            return self._end(client, channel, broken)
        out: list[Effect] = [*_written(client, channel.outgoing())]
        if channel.established and not before:
            out += [Cancel(f"{_PATIENCE}{client}"), *self._secured(self._inner.opened(client))]
        if plain:
            out += self._secured(self._inner.received(client, plain), channel.subject)
        if channel.ended and client in self._channels:
            out += self._secured([Hang(client, "the other end has said all")])
        return out

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        channel = self._channels.pop(client, None)
        out: list[Effect] = [Cancel(f"{_PATIENCE}{client}")]
        if channel is not None and channel.established:
            out += self._secured(self._inner.closed(client))
        return out

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``."""
        return self._secured(self._inner.tell(message))

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``Side``."""
        if not name.startswith(_PATIENCE):
            return self._secured(self._inner.expired(name))
        client = int(name.removeprefix(_PATIENCE))
        channel = self._channels.get(client)
        return () if channel is None else self._end(client, channel, Broken("nothing was heard in time"))

    def poll(self) -> Sequence[Effect]:
        """See ``Side``."""
        return self._secured(self._inner.poll())

    def _end(self, client: int, channel: Channel, broken: Broken) -> list[Effect]:
        """The connection ends; whoever was turned away is told why, as far as TLS has words for it."""
        del self._channels[client]
        told: Effect = Noted("unsecured", str(broken)) if broken.away is None else Heard(broken.away)
        inner = self._secured(self._inner.closed(client)) if channel.established else []
        return [told, *_written(client, channel.outgoing()), Cancel(f"{_PATIENCE}{client}"), *inner,
                Hang(client, str(broken))]

    def _secured(self, effects: Iterable[Effect], subject: str = "") -> list[Effect]:
        """What the side inside wants done, as it is done on the wire. ``subject``: of whoever made it want that."""
        return [each for effect in effects for each in self._one(effect, subject)]

    def _one(self, effect: Effect, subject: str) -> Iterable[Effect]:
        if isinstance(effect, Write):
            channel = self._channels.get(effect.client)
            return () if channel is None else _written(effect.client, channel.send(effect.data))
        if isinstance(effect, Hang):
            channel = self._channels.get(effect.client)
            return (effect,) if channel is None else (*_written(effect.client, channel.close()), effect)
        if isinstance(effect, Heard) and isinstance(effect.message, TurnedAway) and not effect.message.who:
            return (Heard(msgspec.structs.replace(effect.message, who=subject)),)  # their certificate has a name
        return (effect,)


def _written(client: int, data: bytes) -> tuple[Effect, ...]:
    return (Write(client, data),) if data else ()
