"""The mix of a data set: which faults its pictures have, how often and how strong."""

import random
import re
from collections.abc import Mapping
from typing import NamedTuple

from linebench.imaging.faults.catalogue import catalogue, fault
from linebench.imaging.faults.kind import CodeFault, Fault, FaultError, Parameter

__all__ = ["DEFAULT", "Item", "Mix", "draw_faults", "read_mix"]

DEFAULT = "sound weight=2; print weight=5; camera weight=3; content weight=1; faults=1..3"
"""About one picture in five is sound, the others have one to three faults, each kind of a plane equally likely."""

_SOUND, _ALL = "sound", "all"
_PLANES = ("content", "print", "camera")
_RANGE = re.compile(r"([-+.\deE]+?)(?:\.\.([-+.\deE]+))?")
_MOST = 10


class Item(NamedTuple):
    """Something that can be drawn: nothing, or one of some kinds of fault.

    ``kinds``: empty for a sound picture. ``ranges``: of parameters that do not have their usual spread.
    """

    kinds: tuple[CodeFault, ...]
    weight: float
    ranges: Mapping[str, tuple[float, float]]


class Mix(NamedTuple):
    """Items with weights, and how many faults a picture has that is not sound."""

    items: tuple[Item, ...]
    least: int
    most: int

    @property
    def sound(self) -> float:
        """Share of sound pictures."""
        whole = sum(item.weight for item in self.items)
        return sum(item.weight for item in self.items if not item.kinds) / whole


def read_mix(text: str) -> Mix:
    """A mix written as items with semicolons between: ``sound weight=2; nozzle_dead nozzles=1..4; print weight=3``.

    An item is ``sound``, a plane, ``all`` or a fault; a fault may have values or ranges of parameters. ``weight``
    is 1 where nothing is said. ``faults=1..3`` is how many faults a picture has that is not sound.

    Raises:
        FaultError: it is written otherwise, or names what does not exist.

    """
    items, least, most = [], 1, 1
    for part in filter(None, (each.strip() for each in text.split(";"))):
        if part.startswith("faults="):
            least, most = _count(part)
        else:
            items.append(_item(part))
    if not any(item.weight > 0 for item in items):
        raise FaultError(f"mix {text!r} has nothing to draw; expected items such as: {DEFAULT}")
    return Mix(tuple(items), least, most)


def _count(part: str) -> tuple[int, int]:
    first, last = _range(part.partition("=")[2], part)
    if not (first == int(first) and last == int(last) and 1 <= first <= last <= _MOST):
        raise FaultError(f"mix: found {part!r}; expected faults=1..3, whole numbers from 1 to {_MOST}")
    return int(first), int(last)


def _item(part: str) -> Item:
    head, *pairs = part.split()
    values = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise FaultError(f"mix: found {pair!r} in {part!r}; expected a parameter such as nozzles=1..4")
        values[name] = _range(value, part)
    weight = values.pop("weight", (1.0, 1.0))[0]
    if weight < 0:
        raise FaultError(f"mix: found weight {weight:g} in {part!r}; expected 0 or more")
    return Item(_kinds(head, values), weight, values)


def _kinds(head: str, values: Mapping[str, tuple[float, float]]) -> tuple[CodeFault, ...]:
    if head in (_SOUND, _ALL, *_PLANES):
        if values:
            raise FaultError(f"mix: {head} has no parameter {next(iter(values))!r}; expected it behind a fault")
        return tuple(kind for kind in catalogue().values() if head in (_ALL, kind.plane))
    for end in (0, 1):  # both ends of every range must be allowed
        fault(head, {name: span[end] for name, span in values.items()})
    return (catalogue()[head],)


def _range(text: str, part: str) -> tuple[float, float]:
    found = _RANGE.fullmatch(text)
    try:
        first = float(found[1]) if found else float("nan")
        last = float(found[2]) if found and found[2] else first
    except ValueError:
        first = last = float("nan")
    if not first <= last:
        raise FaultError(f"mix: found {text!r} in {part!r}; expected a number or a range such as 1..4")
    return first, last


def draw_faults(mix: Mix, rng: random.Random) -> tuple[Fault, ...]:
    """The faults of one picture, each of another kind; none for a sound one."""
    items, weights = mix.items, [item.weight for item in mix.items]
    struck: dict[str, Fault] = {}
    if rng.random() < mix.sound:
        return ()
    with_kinds = [0.0 if not item.kinds else weight for item, weight in zip(items, weights, strict=True)]
    for _ in range(rng.randint(mix.least, mix.most)):
        item = rng.choices(items, with_kinds)[0]
        kind = rng.choice(item.kinds)
        drawn = fault(kind.id, {each.name: _value(kind, each, item, rng) for each in kind.parameters})
        struck.setdefault(kind.id, drawn)
    return tuple(struck.values())


def _value(kind: CodeFault, parameter: Parameter, item: Item, rng: random.Random) -> float:
    """The severity is spread over the steps of the fault's sweep; others are at their default half of the time."""
    if parameter.name in item.ranges:
        return _between(parameter, *item.ranges[parameter.name], rng)
    if parameter is kind.parameters[0] and kind.worse:
        place = rng.uniform(0, len(kind.worse) - 1)
        step = min(int(place), len(kind.worse) - 2)
        first, last = kind.worse[step], kind.worse[step + 1]
        value = first + (last - first) * (place - step)
        return round(value) if parameter.whole else round(value, 4)
    usual = rng.random() < 0.5  # noqa: PLR2004 - half of the time
    return parameter.default if usual else _between(parameter, parameter.low, parameter.high, rng)


def _between(parameter: Parameter, low: float, high: float, rng: random.Random) -> float:
    if parameter.whole:
        return rng.randint(round(low), round(high))
    # four decimals as people would write them, and never outside
    return min(max(round(rng.uniform(low, high), 4), low), high)
