"""Where a stream listens or dials, and the rule that the bench stays on this machine unless told otherwise."""

import ipaddress

import msgspec

__all__ = ["Address", "WireError"]

_MAX_PORT = 65_535
_LOCAL = "localhost"


class WireError(ValueError):
    """A stream cannot be set up. The message names the link and the address, and what to do."""


class Address(msgspec.Struct, frozen=True):
    """A host and a port as people write them: ``127.0.0.1:4000``, ``[::1]:4000``."""

    host: str
    port: int

    @classmethod
    def parse(cls, link: str, text: str) -> "Address":
        """Read ``text``.

        Raises:
            WireError: no host, no port, or a port outside 0 to 65535.

        """
        host, _, port = text.rpartition(":")
        if not host or not (port.isascii() and port.isdecimal()):
            raise WireError(f"{link}: {text!r} is no address; write host:port, such as 127.0.0.1:4000")
        return cls(host.removeprefix("[").removesuffix("]"), int(port))

    def __str__(self) -> str:
        """Write it as it is read."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def check(self, link: str, *, real: bool) -> None:
        """Refuse a port that none is, and every address outside this machine unless ``real``.

        Raises:
            WireError: as the message says.

        """
        if not 0 <= self.port <= _MAX_PORT:
            raise WireError(f"{link}: {self} has no such port; choose 1 to {_MAX_PORT}, or 0 for a free one")
        if not real and not self.is_loopback:
            raise WireError(f"{link}: {self} is not on this machine; use 127.0.0.1, or give the seat "
                            'nature = "real" and run with --real')

    @property
    def is_loopback(self) -> bool:
        """Whether nothing said there can leave this machine. A name that has to be looked up is not."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == _LOCAL
