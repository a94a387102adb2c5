"""Whether a binding stays on this machine."""

import ipaddress
from urllib.parse import urlsplit

from linebench.binding.deed import BindingError
from linebench.binding.kinds import Place

__all__ = ["check_host", "is_loopback"]


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
