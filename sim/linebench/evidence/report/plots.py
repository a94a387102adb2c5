"""Plots as SVG text: black on white, labelled in words, the same bytes for the same numbers.

They take the colour of the text around them, so they print on paper and read on a dark screen.
"""

from collections.abc import Sequence
from html import escape

__all__ = ["bars", "bucket_us", "grades_plot", "rates", "steps_plot"]

_WIDTH, _HEIGHT = 640, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 12, 12, 34
_FONT = 'font-family="Libertinus Serif, Georgia, serif" font-size="12" fill="currentColor"'
_BUCKETS_US = (1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600)
_BEST = 4
"""The best grade of ISO/IEC 15415."""
_MOST = 60  # more bars than this run together on A4


def bucket_us(end_us: int) -> int:
    """Return a bucket width that cuts ``end_us`` into at most 60 buckets."""
    fits = (seconds for seconds in _BUCKETS_US if end_us <= seconds * _MOST * 1_000_000)
    return next(fits, _BUCKETS_US[-1]) * 1_000_000


def rates(times_us: Sequence[int], end_us: int) -> tuple[list[int], int]:
    """Return packs per minute in each whole bucket up to ``end_us``, and the bucket's width in microseconds.

    A last bucket that is not full is left out, it would show a drop in speed that never was.
    """
    width = bucket_us(end_us)
    counts = [0] * max(end_us // width, 1)
    for time in times_us:
        if time // width < len(counts):
            counts[time // width] += 1
    return [count * 60_000_000 // width for count in counts], width


def steps_plot(values: Sequence[int], width_us: int, x_label: str, y_label: str) -> str:
    """Draw values over time as a stepped line from 0."""
    top = _nice(max((*values, 1)))
    across = (_WIDTH - _LEFT - _RIGHT) / len(values)
    high = _HEIGHT - _TOP - _BOTTOM
    points = [f"{_LEFT:.1f},{_HEIGHT - _BOTTOM}"]
    for index, value in enumerate(values):
        y = _HEIGHT - _BOTTOM - high * value / top
        points += [f"{_LEFT + index * across:.1f},{y:.1f}", f"{_LEFT + (index + 1) * across:.1f},{y:.1f}"]
    points.append(f"{_WIDTH - _RIGHT:.1f},{_HEIGHT - _BOTTOM}")
    line = (f'<polyline points="{" ".join(points)}" fill="currentColor" fill-opacity="0.12" '
            'stroke="currentColor" stroke-width="1.2"/>')
    seconds = len(values) * width_us // 1_000_000
    return _svg(_HEIGHT, line + _axes(top, seconds, x_label, y_label))


def _axes(top: int, seconds: int, x_label: str, y_label: str) -> str:
    bottom, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    return "".join((
        f'<path d="M{_LEFT} {_TOP}V{bottom}H{right}" fill="none" stroke="currentColor" stroke-width="1"/>',
        *(_tick(_LEFT - 6, _TOP + 4 + (bottom - _TOP) * part // 2, str(top * (2 - part) // 2), "end")
          for part in range(3)),
        *(_tick(_LEFT + (right - _LEFT) * second // seconds, bottom + 14, str(second), "middle")
          for second in range(0, seconds, _second_step(seconds))),
        _tick((_LEFT + right) // 2, _HEIGHT - 4, x_label, "middle"),
        _upright(y_label),
    ))


def _upright(text: str) -> str:
    """Write along the left axis."""
    middle = (_TOP + _HEIGHT - _BOTTOM) // 2
    return (f'<text x="12" y="{middle}" text-anchor="middle" transform="rotate(-90 12 {middle})" {_FONT}>'
            f"{escape(text)}</text>")


def _second_step(seconds: int) -> int:
    """Return the distance of time labels: at most eight of them."""
    steps = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400)
    return next((step for step in steps if seconds <= step * 8), 36_000)


def grades_plot(grades: Sequence[tuple[int, float]], rejected: Sequence[int], limit: float,
                labels: tuple[str, str, str, str]) -> str:
    """Draw the grade of each graded pack, a line where grades suffice, and a mark for each rejected pack.

    ``labels``: what stands along the packs, along the grades, at the limit and at the first mark.
    """
    packs, passing, needed, first = labels
    last = max((*rejected, *(pack for pack, _ in grades)))
    bottom, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT

    def x(pack: int) -> float:
        return _LEFT + (right - _LEFT) * pack / last

    def y(grade: float) -> float:
        return bottom - (bottom - _TOP) * grade / _BEST

    dots = "".join(f'<circle cx="{x(pack):.1f}" cy="{y(grade):.1f}" r="1.8"/>' for pack, grade in grades)
    marks = "".join(f"M{x(pack) - 3:.1f} {bottom - 14}l6 6m0 -6l-6 6" for pack in rejected)
    parts = [f'<g fill="currentColor" fill-opacity="0.6">{dots}</g>',
             (f'<path d="M{_LEFT} {y(limit):.1f}H{right}" stroke="currentColor" stroke-width="0.8" '
              'stroke-dasharray="5 4" fill="none"/>'),
             _tick(right, round(y(limit)) - 5, needed, "end"),
             f'<path d="M{_LEFT} {_TOP}V{bottom}H{right}" fill="none" stroke="currentColor" stroke-width="1"/>',
             *(_tick(_LEFT - 6, round(y(grade)) + 4, str(grade), "end") for grade in range(_BEST + 1)),
             *(_tick(round(x(pack)), bottom + 14, str(pack), "middle")
               for pack in range(0, last, _second_step(last))),
             _tick((_LEFT + right) // 2, _HEIGHT - 4, packs, "middle"), _upright(passing)]
    if rejected:
        parts += [f'<path d="{marks}" stroke="currentColor" stroke-width="1.2" fill="none"/>',
                  _tick(round(x(rejected[0])) - 8, bottom - 6, first.format(pack=rejected[0]), "end")]
    return _svg(_HEIGHT, "".join(parts))


def bars(pairs: Sequence[tuple[str, int]]) -> str:
    """Draw named counts as lying bars, each with its number."""
    top, row, left = max((value for _, value in pairs), default=1), 22, 150
    parts = []
    for index, (name, value) in enumerate(pairs):
        y, length = index * row + 4, (_WIDTH - left - 60) * value / top
        parts.append(_tick(left - 8, y + 13, name, "end"))
        parts.append(f'<rect x="{left}" y="{y}" width="{length:.1f}" height="16" fill="currentColor" '
                     'fill-opacity="0.35" stroke="currentColor" stroke-width="0.8"/>')
        parts.append(_tick(round(left + length) + 6, y + 13, str(value), "start"))
    return _svg(row * len(pairs) + 8, "".join(parts))


def _tick(x: int, y: int, text: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" {_FONT}>{escape(text)}</text>'


def _svg(height: int, inner: str) -> str:
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" '
            f'height="{height}" color="black" role="img">{inner}</svg>')


def _nice(value: int) -> int:
    """Return the next even number of one digit and zeros; even so that its half is whole."""
    size = 1
    while True:
        for step in (2, 4, 6, 8, 10):
            if value <= step * size:
                return step * size
        size *= 10
