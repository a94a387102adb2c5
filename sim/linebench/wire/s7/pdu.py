"""S7 protocol data units: the head with its reference, parameters and data, and the agreement on their length.

Nothing of this is published by Siemens; it is what open clients and servers speak with real CPUs.
"""

import struct

import msgspec

__all__ = ["ANSWER", "JOB", "READ", "SETUP", "USERDATA", "WRITE", "Pdu", "S7Error", "Setup", "encode_pdu",
           "encode_setup", "parse_pdu", "parse_setup"]

JOB, _ACK, ANSWER, USERDATA = 1, 2, 3, 7
"""Kinds of PDU: a request, an acknowledgement without data, an answer, everything for engineering tools."""
READ, WRITE, SETUP = 0x04, 0x05, 0xF0
_ID = 0x32
_HEAD = struct.Struct(">BBHHHH")
_SETUP = struct.Struct(">BBHHH")


class S7Error(ValueError):
    """Bytes that are no PDU. The message says what was found and expected.

    ``reference``: of the request when it could be read, else ``None``.
    """

    def __init__(self, why: str, reference: int | None = None) -> None:
        super().__init__(why)
        self.reference = reference


class Pdu(msgspec.Struct, frozen=True, gc=False):
    """One unit. ``reference`` is echoed by the server; ``error``: class and code of an answer, 0 for none."""

    kind: int
    reference: int
    parameters: bytes
    data: bytes = b""
    error: int = 0


class Setup(msgspec.Struct, frozen=True, gc=False):
    """How many requests may be under way each way, and the longest PDU."""

    calling: int
    called: int
    size: int


def encode_pdu(pdu: Pdu) -> bytes:
    """Return the bytes of ``pdu``."""
    head = _HEAD.pack(_ID, pdu.kind, 0, pdu.reference, len(pdu.parameters), len(pdu.data))
    error = struct.pack(">H", pdu.error) if pdu.kind in (_ACK, ANSWER) else b""
    return head + error + pdu.parameters + pdu.data


def parse_pdu(message: bytes, agreed: int = 0) -> Pdu:
    """Read a whole message. ``agreed``: the longest PDU; 0 when there is no agreement yet.

    Raises:
        S7Error: it is none.

    """
    if len(message) < _HEAD.size:
        raise S7Error(f"{len(message)} bytes are too few for a PDU")
    protocol, kind, _, reference, parameters, data = _HEAD.unpack_from(message)
    if protocol != _ID:
        raise S7Error(f"protocol id {protocol:02X} instead of 32")
    start = _HEAD.size + (2 if kind in (_ACK, ANSWER) else 0)
    if len(message) != start + parameters + data:
        raise S7Error(f"{len(message)} bytes instead of {start + parameters + data}", reference)
    if agreed and len(message) > agreed:
        raise S7Error(f"PDU of {len(message)} bytes; {agreed} were agreed", reference)
    error = int.from_bytes(message[_HEAD.size:start])
    return Pdu(kind, reference, message[start:start + parameters], message[start + parameters:], error)


def encode_setup(setup: Setup) -> bytes:
    """Return the parameters that propose, or answer, an agreement."""
    return _SETUP.pack(SETUP, 0, setup.calling, setup.called, setup.size)


def parse_setup(parameters: bytes) -> Setup:
    """Read the parameters of an agreement.

    Raises:
        S7Error: they are none.

    """
    if len(parameters) != _SETUP.size or parameters[0] != SETUP:
        raise S7Error(f"{parameters.hex(' ')} is no agreement on communication")
    _, _, calling, called, size = _SETUP.unpack(parameters)
    return Setup(calling, called, size)
