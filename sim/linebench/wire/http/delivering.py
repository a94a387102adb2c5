"""Servers that tell others by themselves: what they have to say is a request, and sending it is somebody else's."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from linebench.wire.http.messages import Request

__all__ = ["Delivering"]


@runtime_checkable
class Delivering(Protocol):
    """A side that has requests to send to whoever subscribed. Each has the whole address as its target."""

    def deliver_by(self, deliver: Callable[[Request], None]) -> None:
        """Hand over each request to ``deliver`` from now on."""
