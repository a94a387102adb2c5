"""Clocks: whether the computer's own agree, and how late what has its time is in real time."""

import asyncio
import time
from pathlib import Path

from linebench.adequacy.model import Part, Row, row
from linebench.kernel.engine import Engine
from linebench.wiring.lateness import Quantiles, clock_us
from linebench.wiring.pace import RealTime

__all__ = ["part"]

_QUICK_US, _WHOLE_US = 300_000, 10_000_000
_EVERY_US = 2_000
"""Time between two events: denser than those of a line at 600 packs a minute."""
_LATE_US = 10_000
"""A result in real time that is nearer to its limit than this would be provisional for most of the library."""
_FINE_US = 1_000
_APART_US, _APART_PPM = 1_000, 500
"""How far two clocks may be apart: reading them takes time, and a clock may be slewed by 500 ppm (RFC 5905)."""


def part(folder: Path, *, quick: bool) -> Part:  # noqa: ARG001  # parts are called alike
    """Let events happen by the wall's clock for a while, and look at all clocks meanwhile."""
    span = _QUICK_US if quick else _WHOLE_US
    began, wall = time.monotonic_ns(), time.time_ns()
    late = asyncio.run(_paced(span))
    passed, by_wall = (time.monotonic_ns() - began) // 1000, (time.time_ns() - wall) // 1000
    return Part(id="clock", title="Clock accuracy", rows=(_fine(), _apart(passed, by_wall), _late(late)),
                left_out=f"{(_WHOLE_US - span) / 1e6:.1f} s of {_WHOLE_US / 1e6:.0f} s" if quick else "")


async def _paced(span: int) -> Quantiles:
    engine = Engine()
    for t in range(0, span, _EVERY_US):
        engine.at(t, _nothing)
    pace = RealTime(engine, 1)
    pace.start()
    await pace.run(span)
    await pace.stop()
    return pace.lateness.quantiles()


def _nothing(t: int, a: object, b: object) -> None:
    """Happen."""


def _fine() -> Row:
    found = clock_us(1)
    return row("resolution", "resolution of the monotonic clock", f"at most {_FINE_US} us", f"{found} us",
               met=found <= _FINE_US)


def _apart(passed: int, by_wall: int) -> Row:
    limit = _APART_US + passed * _APART_PPM // 1_000_000
    return row("agreement", f"the monotonic clock against the wall's over {passed / 1e6:.3f} s",
               f"at most {limit} us apart", f"{abs(passed - by_wall)} us", met=abs(passed - by_wall) <= limit)


def _late(late: Quantiles) -> Row:
    return row("lateness", f"lateness of {late.count} events, one every {_EVERY_US / 1000:g} ms",
               f"99 % at most {_LATE_US / 1000:g} ms late",
               f"p50 {late.p50} us, p99 {late.p99} us, worst {late.worst} us",
               met=bool(late.count) and late.p99 <= _LATE_US)
