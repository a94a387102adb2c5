"""What rows of a map must be to each other: apart, once for each protocol, and whole channels."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from linebench.wire.mapped.names import Row
from linebench.wire.mapped.problems import Problems
from linebench.wire.mapped.signals import Channel, Vocabulary
from linebench.wire.tags.address_text import Span, span

__all__ = ["check"]


def check(rows: Sequence[Row], problems: Problems, words: Vocabulary, *, whole: bool) -> None:
    """Check rows that are right by themselves. ``whole``: all could be read, so that what is missing is missing."""
    _once(rows, problems)
    _apart(rows, problems)
    for channel in words.channels.values():
        _alike(channel, rows, problems)
        if whole:
            _complete(channel, rows, problems)


def _once(rows: Sequence[Row], problems: Problems) -> None:
    first: dict[str, Row] = {}
    for row in rows:
        known = first.setdefault(row.tag, row)
        if known is not row:
            what = "another strobe of channel" if row.signal.domain == "strobe" else "again"
            problems.add(row.line, "signal", f"{what} {row.signal.name}, in line {known.line} already",
                         f"each signal once in {row.protocol}")


def _apart(rows: Sequence[Row], problems: Problems) -> None:
    taken = sorted(_spans(rows), key=lambda each: (each[0], each[1].line))
    for _, group in groupby(taken, key=lambda each: each[0][0]):
        end, owner = -1, ""
        for (_, start, behind), row, column, text in group:
            if start < end:
                problems.add(row.line, column, f"{text}, where {owner} lies", "a place of its own")
            if behind > end:
                end, owner = behind, f"{row.label} ({column} of line {row.line})"


def _spans(rows: Sequence[Row]) -> Iterator[tuple[Span, Row, str, str]]:
    for row in rows:
        for address, tag, column in zip((row.address, row.answer), row.tags(), ("address", "answer"), strict=False):
            if address is not None:
                yield span(address, tag), row, column, address.text


def _alike(channel: Channel, rows: Sequence[Row], problems: Problems) -> None:
    strobes = [row for row in rows if row.signal.name == channel.name]
    for row in strobes[1:]:
        if row.style != strobes[0].style:
            problems.add(row.line, "style", row.style,
                         f"{strobes[0].style}, as channel {channel.name} has in line {strobes[0].line}")


def _complete(channel: Channel, rows: Sequence[Row], problems: Problems) -> None:
    """In each protocol, a channel that is there must be able to say something."""
    own = [row for row in rows if channel.name in (row.signal.name, row.signal.channel)]
    strobed = {row.protocol for row in own if row.signal.domain == "strobe"}
    for protocol in dict.fromkeys(row.protocol for row in own):
        there = {row.signal.name for row in own if row.protocol == protocol}
        line = next(row.line for row in own if row.protocol == protocol)
        for field in channel.fields:
            if field.needed and field.name not in there:
                problems.add(line, "signal", f"channel {channel.name} without {field.name}",
                             f"a row for it in {protocol} too")
        if strobed and protocol not in strobed:
            problems.add(line, "signal", f"channel {channel.name} without its strobe",
                         f"a row {channel.name} in {protocol} too, as in {min(strobed)}")
