"""The 16 bytes before each frame on a TCP connection. No I/O.

All numbers are unsigned, in network order (most significant byte first):

====== ====== ================================================================================
offset length meaning
====== ====== ================================================================================
0      4      magic, the letters ``LBVF`` (4C 42 56 46)
4      1      version of this format, 1
5      1      pixel format: 1 is 8 bit grey, one byte for each pixel; 0 is the end of the feed
6      2      reserved, 0
8      4      trigger id, 1 to 4,294,967,295
12     2      width in pixels, 1 to 65,535
14     2      height in pixels, 1 to 65,535
====== ====== ================================================================================

``width * height`` bytes of pixels follow, row by row from the top left. The end of the feed is a header alone,
with trigger, width and height 0: without it a closed connection means that it was cut.
Only raw grey is sent: it needs no decoder, and its length follows from the sides.
"""

import struct

from linebench.wire.vision.values import Frame

__all__ = ["MAGIC", "VERSION", "encode_end", "encode_header"]

MAGIC = b"LBVF"
VERSION = 1
_END = 0
_GREY8 = 1
_HEADER = struct.Struct(">4sBBHIHH")


def encode_header(frame: Frame) -> bytes:
    """The 16 bytes that go before the pixels of ``frame``."""
    return _HEADER.pack(MAGIC, VERSION, _GREY8, 0, frame.trigger, frame.width, frame.height)


def encode_end() -> bytes:
    """The 16 bytes that say that no frame follows."""
    return _HEADER.pack(MAGIC, VERSION, _END, 0, 0, 0, 0)
