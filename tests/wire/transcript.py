"""Runs the example session of a README against a device side.

Each line of the block begins with who acts: ``line:`` the simulated device says a message (JSON, as in a journal),
``host:`` bytes arrive, ``device:`` the bytes that it sends next, ``heard:`` the message that the line is told next.
Control characters are written ``<CR>``, ``<STX>`` and so on, any other byte ``<1D>``.
"""

import re
from pathlib import Path

import msgspec

from linebench.ports import Message
from linebench.wire.side import Heard, Write

__all__ = ["CONTROLS", "blocks", "raw", "readme", "run"]

CONTROLS = {"CR": b"\r", "LF": b"\n", "STX": b"\x02", "ETX": b"\x03", "EOT": b"\x04", "ACK": b"\x06",
            "NAK": b"\x15", "ESC": b"\x1b", "GS": b"\x1d"}
_CONTROL = re.compile(rb"<([A-Z]{2,3}|[0-9A-F]{2})>")
_STIMULI = ("line", "host")


def readme(package):
    """The README of a package."""
    return (Path(package.__file__).parent / "README.md").read_text(encoding="utf-8")


def blocks(text):
    """The sessions of a README: its blocks that are marked ``session``."""
    return re.findall(r"```session\n(.*?)```", text, re.DOTALL)


def raw(text):
    """Bytes from text with its control characters written out."""
    return _CONTROL.sub(lambda m: CONTROLS.get(m[1].decode()) or bytes.fromhex(m[1].decode()), text.encode("ascii"))


def run(block, side):
    """Act out the session; every byte and message that comes must be written in it, and the other way round."""
    side.opened(1)
    sent, heard, count = b"", [], 0
    for line in block.splitlines():
        who, _, rest = line.partition(": ")
        if who in _STIMULI:
            assert (sent, heard) == (b"", []), f"before {line!r}"
            effects = side.received(1, raw(rest)) if who == "host" else side.tell(_message(rest))
            sent = b"".join(each.data for each in effects if isinstance(each, Write))
            heard = [each.message for each in effects if isinstance(each, Heard)]
            count += 1
        elif who == "device":
            wanted = raw(rest)
            assert sent[:len(wanted)] == wanted, line
            sent = sent[len(wanted):]
        else:
            assert (who, heard.pop(0)) == ("heard", _message(rest))
    assert (sent, heard) == (b"", []), "at the end"
    assert count, "nothing happened"


def _message(text):
    return msgspec.json.decode(text, type=Message)
