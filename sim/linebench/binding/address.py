"""Whether a binding stays on this machine."""

import ipaddress
from urllib.parse import urlsplit

from linebench.binding.deed import BindingError
from linebench.binding.kinds import Place

__all__ = ["check_host", "endpoint_of", "is_loopback"]

_PORTS = {"http": 80, "https": 443, "opc.tcp": 4840, "modbus": 502, "postgresql": 5432, "postgres": 5432,
          "mqtt": 1883, "mqtts": 8883}


def is_loopback(host: str) -> bool:
    """Whether a name or address is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_host(place: Place, url: str) -> None:
    """Refuse a URL that leaves this machine without permission.

    Raises:
        BindingError: it does, or names no host.

    """
    host = urlsplit(url).hostname
    if not host:
        raise BindingError(f"{place.where}: {url!r} names no host; expected such as http://127.0.0.1:8080/orders")
    if not place.real and not is_loopback(host):
        raise BindingError(f"{place.where}: {host} is another machine; use 127.0.0.1, or --real for a test network")


def endpoint_of(url: str) -> str:
    """Host and port of a URL, such as ``127.0.0.1:8080``; what stands there where it has none."""
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        return url
    return f"{parts.hostname}:{port}" if parts.hostname else url
