"""Device identification, function 43/14: named objects in as few answers as they need."""

from collections.abc import Mapping

import msgspec

from linebench.wire.modbus.pdu import ILLEGAL_ADDRESS, MAX_PDU, Identify, Refused, refused_answer
from linebench.wire.modbus.profile import ModbusProfile

__all__ = ["Identity", "Told", "read_objects"]

_LAST = {1: 0x02, 2: 0x7F, 3: 0xFF}
"""Highest object id of the categories basic, regular and extended."""
_ONE = 4
_CONFORMITY = 0x82
"""Regular identification, as a stream and one by one."""
_HEAD = 7
_FUNCTION = bytes((43, 14))


class Told(msgspec.Struct, frozen=True):
    """What one answer says: texts by object, and the object to go on with; ``None``: that is all."""

    objects: Mapping[int, str] = {}
    following: int | None = None


def read_objects(pdu: bytes) -> Told:
    """Read an answer, as much of it as is one."""
    if len(pdu) < _HEAD or pdu[:2] != _FUNCTION:
        return Told()
    objects: dict[int, str] = {}
    left = pdu[_HEAD:]
    while len(left) > 1:
        objects[left[0]] = left[2:2 + left[1]].decode(errors="replace")
        left = left[2 + left[1]:]
    return Told(objects, pdu[5] if pdu[4] else None)


class Identity:
    """What the device says of itself."""

    def __init__(self, profile: ModbusProfile) -> None:
        texts = {0: profile.vendor, 1: profile.product, 2: profile.revision, 4: profile.name}
        longest = MAX_PDU - _HEAD - 2
        self._objects: Mapping[int, bytes] = {key: text.encode()[:longest] for key, text in texts.items()}

    def answer(self, request: Identify) -> bytes:
        """Return the answer; of a stream, as many objects as fit, and where to go on."""
        if request.code == _ONE:
            return self._one(request)
        wanted = [key for key in self._objects if key <= _LAST[request.code]]
        first = request.first if request.first in wanted else 0  # so the specification
        left = [key for key in wanted if key >= first]
        fitting = _fitting(left, self._objects)
        follows = left[len(fitting):]
        return self._written(request.code, fitting, follows[0] if follows else None)

    def _one(self, request: Identify) -> bytes:
        if request.first not in self._objects:
            return refused_answer(Refused(request.function, ILLEGAL_ADDRESS))
        return self._written(request.code, [request.first], None)

    def _written(self, code: int, keys: list[int], follows: int | None) -> bytes:
        more = 0 if follows is None else 0xFF
        head = bytes((43, 14, code, _CONFORMITY, more, follows or 0, len(keys)))
        return head + b"".join(bytes((key, len(self._objects[key]))) + self._objects[key] for key in keys)


def _fitting(keys: list[int], objects: Mapping[int, bytes]) -> list[int]:
    room, fitting = MAX_PDU - _HEAD, []
    for key in keys:
        room -= 2 + len(objects[key])
        if room < 0:
            break
        fitting.append(key)
    return fitting
