"""A reader that we did not write finds in a capture what was said."""

import io

from scapy.layers.inet import IP, TCP
from scapy.utils import PcapNgReader

from linebench.wire.stream import Capture

EPOCH = "2026-01-05T06:00:00Z"
EPOCH_US = 1_767_592_800_000_000


def test_scapy_reads_times_ports_flags_and_bytes():
    """The dialogue, packet by packet; built anew by scapy, each packet has the checksums that it had."""
    file = io.BytesIO()
    capture = Capture(file, EPOCH, name="l2-printer")
    capture.opened(5, 50_000, 4000)
    capture.data(1_000_000, 50_000, b"\x1bOE00017\x04", from_client=True)
    capture.data(1_000_001, 50_000, b"\x06", from_client=False)
    capture.closed(2_000_000, 50_000, by_client=False)
    capture.close()
    file.seek(0)
    found = []
    for packet in PcapNgReader(file):
        tcp = packet[TCP]
        anew = packet[IP].copy()
        del anew.chksum, anew[TCP].chksum
        assert bytes(anew) == bytes(packet[IP])
        found.append((round(packet.time * 1_000_000) - EPOCH_US, tcp.sport, tcp.dport, str(tcp.flags),
                      bytes(tcp.payload)))
    client, server = (50_000, 4000), (4000, 50_000)
    assert found == [
        (5, *client, "S", b""), (5, *server, "SA", b""), (5, *client, "A", b""),
        (1_000_000, *client, "PA", b"\x1bOE00017\x04"), (1_000_001, *server, "PA", b"\x06"),
        (2_000_000, *server, "FA", b""), (2_000_000, *client, "FA", b""), (2_000_000, *server, "A", b"")]
