"""Sides on real sockets: a server for devices, a client for hosts, faults between them, captures of both."""

from linebench.wire.stream.address import Address, WireError
from linebench.wire.stream.capture import Capture
from linebench.wire.stream.client import StreamClient
from linebench.wire.stream.clock import Clock, LoopClock
from linebench.wire.stream.server import StreamServer

__all__ = ["Address", "Capture", "Clock", "LoopClock", "StreamClient", "StreamServer", "WireError"]
