"""Sides on real sockets: a server for devices, a client for hosts, faults between them, captures of both."""

from linebench.wire.stream.address import Address, WireError
from linebench.wire.stream.capture import Capture
from linebench.wire.stream.client import StreamClient
from linebench.wire.stream.clock import Clock
from linebench.wire.stream.faults import FAULTS, WireFault
from linebench.wire.stream.interposer import Interposer
from linebench.wire.stream.relay import Relay
from linebench.wire.stream.server import StreamServer

__all__ = ["FAULTS", "Address", "Capture", "Clock", "Interposer", "Relay", "StreamClient",
           "StreamServer", "WireError", "WireFault"]
