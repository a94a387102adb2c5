"""The 16 bytes before each frame on a TCP connection, and frames from a stream of bytes. No I/O.

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

import msgspec

from linebench.wire.vision.values import Frame, FrameError

__all__ = ["HEADER_BYTES", "MAGIC", "VERSION", "End", "FrameDecoder", "encode_end", "encode_header"]

MAGIC = b"LBVF"
VERSION = 1
_END = 0
_GREY8 = 1
_HEADER = struct.Struct(">4sBBHIHH")
HEADER_BYTES = _HEADER.size
_MAX_PIXELS = 64_000_000
"""Larger than any area sensor on a line: a damaged header must not make a receiver wait for gigabytes."""


class End(msgspec.Struct, frozen=True, gc=False):
    """The end of the feed: no frame follows."""


def encode_header(frame: Frame) -> bytes:
    """The 16 bytes that go before the pixels of ``frame``."""
    return _HEADER.pack(MAGIC, VERSION, _GREY8, 0, frame.trigger, frame.width, frame.height)


def encode_end() -> bytes:
    """The 16 bytes that say that no frame follows."""
    return _HEADER.pack(MAGIC, VERSION, _END, 0, 0, 0, 0)


class FrameDecoder:
    """Frames from a stream that arrives in pieces of any size.

    A stream that went wrong stays wrong, since where the next frame begins is unknown. ``max_pixels`` bounds
    what one frame may hold.
    """

    def __init__(self, *, max_pixels: int = _MAX_PIXELS) -> None:
        self._max_pixels = max_pixels
        self._bytes = bytearray()
        self._error: FrameError | None = None
        self._ended = False

    def feed(self, data: bytes) -> list[Frame | End]:
        """The frames that ``data`` completes; frames before an error come first, the error with the next call.

        Raises:
            FrameError: the stream is not in this format.

        """
        if self._error is not None:
            raise self._error
        self._bytes += data
        found: list[Frame | End] = []
        try:
            while (item := self._next()) is not None:
                found.append(item)
        except FrameError as error:
            self._error = error
            if not found:
                raise
        return found

    def close(self) -> None:
        """Tell that the stream is over.

        Raises:
            FrameError: it stopped within a frame, or an error is still to be told.

        """
        if self._error is not None:
            raise self._error
        if self._bytes:
            raise FrameError(f"stream: ended within a frame, after {len(self._bytes)} bytes of it")

    def _next(self) -> Frame | End | None:
        if self._ended and self._bytes:
            raise FrameError(f"stream: {len(self._bytes)} bytes after the end of the feed; expected none")
        if len(self._bytes) < HEADER_BYTES:
            return None
        form, trigger, width, height = _decode_header(bytes(self._bytes[:HEADER_BYTES]), self._max_pixels)
        if form == _END:
            self._ended = True
            del self._bytes[:HEADER_BYTES]
            return End()
        size = HEADER_BYTES + width * height
        if len(self._bytes) < size:
            return None
        pixels = bytes(memoryview(self._bytes)[HEADER_BYTES:size])
        del self._bytes[:size]
        return Frame(trigger, width, height, pixels)


def _decode_header(data: bytes, max_pixels: int) -> tuple[int, int, int, int]:
    magic, version, form, reserved, trigger, width, height = _HEADER.unpack(data)
    _expect("magic", magic, MAGIC)
    _expect("version", version, VERSION)
    if form not in (_END, _GREY8):
        raise FrameError(f"header: pixel format is {form}; expected {_GREY8} (8 bit grey) or {_END} (end)")
    _expect("reserved", reserved, 0)
    if form == _END:
        _expect("trigger, width and height of the end", (trigger, width, height), (0, 0, 0))
    elif 0 in (trigger, width, height):
        raise FrameError(f"header: trigger {trigger}, {width}x{height} pixels; expected 1 or more of each")
    elif width * height > max_pixels:
        raise FrameError(f"header: {width}x{height} pixels; expected {max_pixels} at most")
    return form, trigger, width, height


def _expect(name: str, found: object, wanted: object) -> None:
    if found != wanted:
        raise FrameError(f"header: {name} is {found!r}; expected {wanted!r}")
