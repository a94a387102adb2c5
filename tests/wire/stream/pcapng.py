"""Reads pcapng files and the segments in them; written from the specifications, not from the writer."""

import struct


def blocks(data):
    """Block type and body, one after the other; both lengths of each must agree."""
    at, found = 0, []
    while at < len(data):
        kind, length = struct.unpack_from("<II", data, at)
        assert length % 4 == 0
        assert struct.unpack_from("<I", data, at + length - 4) == (length,)
        found.append((kind, data[at + 8:at + length - 4]))
        at += length
    assert at == len(data)
    return found


def options(body):
    """Option code to value, up to the end of options."""
    at, found = 0, {}
    while True:
        code, length = struct.unpack_from("<HH", body, at)
        if code == 0:
            assert (length, at + 4) == (0, len(body))
            return found
        found[code] = body[at + 4:at + 4 + length]
        at += 4 + (length + 3) // 4 * 4


def packets(data):
    """Microseconds since 1970 and the frame of every packet."""
    found = []
    for kind, body in blocks(data):
        if kind == 6:
            interface, high, low, captured, original = struct.unpack_from("<IIIII", body)
            assert (interface, captured) == (0, original)
            assert len(body) == 20 + (captured + 3) // 4 * 4
            found.append(((high << 32) + low, body[20:20 + captured]))
    return found


def added(data):
    """The 16-bit ones' complement sum, folded; 0xFFFF over anything with a right checksum in it."""
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return total


def segment(frame):
    """Ports, flags, sequence and acknowledgement numbers, and data of a frame whose checksums are right."""
    assert frame[12:14] == b"\x08\x00"
    ip = frame[14:34]
    assert (ip[0], ip[9], added(ip)) == (0x45, 6, 0xFFFF)
    assert struct.unpack("!H", ip[2:4]) == (len(frame) - 14,)
    tcp = frame[34:]
    assert added(ip[12:20] + struct.pack("!HH", 6, len(tcp)) + tcp) == 0xFFFF
    source, target, number, acknowledged, offset, flags = struct.unpack_from("!HHIIBB", tcp)
    assert offset >> 4 == 5
    names = "".join(name for bit, name in ((1, "F"), (2, "S"), (4, "R"), (8, "P"), (16, "A")) if flags & bit)
    return source, target, names, number, acknowledged, tcp[20:]
