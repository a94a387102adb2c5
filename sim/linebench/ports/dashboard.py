"""The port between a site and its dashboards: what is shown, and the values it takes.

Nobody answers on it, and no level acts upon it; it is therefore no part of ``Message``.
"""

from typing import Literal, TypeAlias

import msgspec

__all__ = ["Board", "Gauge", "Point", "Value"]

Value: TypeAlias = str | int | float | bool | None
"""What a gauge shows; ``None``: nothing is known yet. A time is microseconds since t = 0."""


class Gauge(msgspec.Struct, frozen=True):
    """Something that is shown.

    Attributes:
        name: its name, of levels parted by ``/``, such as ``packs/good``.
        kind: what its values are: ``time`` is a moment, ``real`` any number, ``count`` a whole one.
        unit: of its values, as people write it; empty where they have none.

    """

    name: str
    kind: Literal["text", "count", "real", "flag", "time"]
    unit: str = ""


class Point(msgspec.Struct, frozen=True):
    """A gauge's value from a moment on. ``source``: which line shows it; empty: the site."""

    source: str
    gauge: str
    value: Value
    time_us: int


Board: TypeAlias = dict[str, tuple[Gauge, ...]]
"""All gauges by source, the site's own under the empty name."""
