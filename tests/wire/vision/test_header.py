from linebench.wire.vision.header import encode_end, encode_header
from linebench.wire.vision.values import Frame


def test_every_byte_of_a_header():
    """Magic, version, format, reserved, trigger, width, height; most significant byte first."""
    assert encode_header(Frame(0x01020304, 0x0102, 1, bytes(0x0102))).hex(" ") == (
        "4c 42 56 46 01 01 00 00 01 02 03 04 01 02 00 01")
    assert encode_end().hex(" ") == "4c 42 56 46 01 00 00 00 00 00 00 00 00 00 00 00"
