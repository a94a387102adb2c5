"""Recorded traffic read back: capture files to packets, packets to segments, segments to what both ends said.

Everything here is pure: bytes in, values out, or a ``CaptureError`` that says where. It reads what tcpdump,
Wireshark and our own ``wire.stream.capture`` write.
"""
