"""What a CPU tells engineering tools of itself: partial system status lists, and its clock."""

import struct
from datetime import datetime, timedelta

from linebench.wire.s7.profile import S7Profile

__all__ = ["NO_INDEX", "NO_LIST", "clock", "system_list"]

NO_LIST, NO_INDEX = 0xD401, 0xD402
"""No such list; no such extract of the list."""
_STATES = {"run": 0x08, "stop": 0x04}
_LISTS = (0x0011, 0x001C, 0x0131, 0x0232, 0x0424)


def system_list(profile: S7Profile, number: int, index: int, now: bytes) -> bytes | int:
    """Return the list with its head, or why there is none. ``now``: as ``clock`` writes it.

    Index 0 is understood everywhere: public clients ask so, where real CPUs know single extracts only.
    """
    lists = {0x0000: _names, 0x0011: _order, 0x001C: _component, 0x0131: _communication, 0x0232: _protection}
    if number == 0x0424:  # noqa: PLR2004 - the one list that needs the time
        records = [bytes((0x51, 0x44, 0xFF, _STATES[profile.cpu])) + bytes(8) + now[-8:]]
    elif number in lists:
        records = lists[number](profile)
    else:
        return NO_LIST
    if index:
        records = [record for record in records if record[:2] == index.to_bytes(2)]
    if not records:
        return NO_INDEX
    return struct.pack(">HHHH", number, index, len(records[0]), len(records)) + b"".join(records)


def clock(epoch: str, now_us: int) -> bytes:
    """Return the time of day as a CPU writes it: binary coded decimals, weekday in the last half byte."""
    at = datetime.fromisoformat(epoch) + timedelta(microseconds=now_us)
    digits = f"{at:%y%m%d%H%M%S}{at.microsecond // 1000:03}{at.isoweekday() % 7 + 1}"
    return b"\x00\x19" + bytes.fromhex(digits)


def _names(profile: S7Profile) -> list[bytes]:
    del profile
    return [number.to_bytes(2) for number in _LISTS]


def _order(profile: S7Profile) -> list[bytes]:
    code = profile.order_code.ljust(20).encode()
    version = bytes(map(int, profile.firmware.split(".")))
    hardware = struct.pack(">HHH", 0x00C0, 0x0001, 0x0001)
    return [b"\0\x01" + code + hardware, b"\0\x06" + code + hardware,
            b"\0\x07" + b" " * 20 + b"\0\xc0V" + version]


def _component(profile: S7Profile) -> list[bytes]:
    # station, module, plant, copyright, serial number, type: there is no extract 6
    texts = {1: profile.station, 2: profile.module, 3: "", 4: "simulated by linebench", 5: profile.serial,
             7: profile.module_type}
    return [number.to_bytes(2) + text.encode().ljust(32, b"\0")[:32] for number, text in texts.items()]


def _communication(profile: S7Profile) -> list[bytes]:
    return [struct.pack(">HHHII", 1, profile.pdu, profile.connections, 12_000_000, 12_000_000) + bytes(26)]


def _protection(profile: S7Profile) -> list[bytes]:
    del profile
    return [struct.pack(">HHHHHH", 4, 1, 0, 1, 1, 0) + bytes(28)]
