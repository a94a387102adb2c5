"""Where a broker is: ``mqtt://user:password@host:port``, or ``mqtts://`` with TLS."""

from urllib.parse import unquote, urlsplit

import msgspec

from linebench.wire.stream.address import Address, WireError

__all__ = ["BrokerAddress"]

_PORTS = {"mqtt": 1883, "mqtts": 8883}
_EXAMPLE = "mqtt://127.0.0.1:1883, or mqtts://user:password@broker.example:8883"


class BrokerAddress(msgspec.Struct, frozen=True):
    """A broker. Written out it never tells the password."""

    address: Address
    tls: bool = False
    user: str = ""
    password: str = ""

    @classmethod
    def parse(cls, where: str, text: str, *, real: bool = False) -> "BrokerAddress":
        """Read a URL. ``where``: what messages call it; ``real``: it may be outside this machine.

        Raises:
            WireError: it is none, or outside this machine.

        """
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError:
            raise WireError(f"{where}: found {_hidden(text)!r}; expected {_EXAMPLE}") from None
        if parts.scheme not in _PORTS or not parts.hostname or parts.path not in ("", "/") or parts.query:
            raise WireError(f"{where}: found {_hidden(text)!r}; expected {_EXAMPLE}")
        address = Address(parts.hostname, _PORTS[parts.scheme] if port is None else port)
        address.check(where, real=real)
        return cls(address, parts.scheme == "mqtts", unquote(parts.username or ""), unquote(parts.password or ""))

    def __str__(self) -> str:
        """As people may see it."""
        return f"{'mqtts' if self.tls else 'mqtt'}://{f'{self.user}@' if self.user else ''}{self.address}"


def _hidden(text: str) -> str:
    """A text without what may be a password."""
    scheme, mark, rest = text.partition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}"
