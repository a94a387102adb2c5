"""Names of a project for what printers and cameras have: jobs, fields of a label, the result line.

They become options of the wire's dialect, as a stack file could have them itself.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import msgspec

from linebench.wire.mapped.problems import Problems
from linebench.wire.mapped.sheet import Line, of_wire, read_sheet

__all__ = ["DEVICES", "DeviceNames", "read_device_names"]

DEVICES = ("l2-printer", "l2-camera")
"""The wires, by id."""
_NEEDED = ("wire", "signal", "name")
_FIELDS = ("field.gtin", "field.lot", "field.expiry", "field.serial", "field.code")
_SLOT = 3
"""Digits of a slot of Codenet."""
_MARKS = frozenset(",=")

Place = Callable[[str, str], str]
"""The text of an option for a name and its number."""


class _Option(msgspec.Struct, frozen=True):
    """Where a row goes. ``text``: what it adds there; ``listed``: several rows may; ``number``: it needs an address
    that is one.
    """

    name: str
    text: Place = lambda name, _: name
    listed: bool = False
    number: bool = False


class DeviceNames(msgspec.Struct, frozen=True):
    """Options of a wire's dialect, as a map's rows say them. ``file``: as the reader typed it."""

    file: str
    options: Mapping[str, str]


_LABELS = _Option("jobs", listed=True)


def _field(signal: str) -> _Option:
    """Which field of the label holds what."""
    return _Option("fields", lambda name, _: f"{signal.partition('.')[2]}={name}", listed=True)


_NAMED = {signal: _field(signal) for signal in _FIELDS}
_LINE = {"result": _Option("result"), "result.no_read": _Option("no_read")}
_PLACES: Mapping[str, Mapping[str, _Option]] = MappingProxyType({
    "codenet": {"job": _LABELS, "job.number": _Option(
        "labels", lambda name, number: f"{number.zfill(_SLOT)}={name}", listed=True, number=True)},
    "videojet": {"job": _LABELS, **_NAMED},
    "wsi": {"job": _LABELS, **_NAMED},
    "zpl": {"job": _LABELS},
    "rawline": _LINE,
    "dmcc": _LINE,
    "sick_cola": _LINE,
    "insight": {**_LINE, "job": _Option("files", lambda name, _: f"{name}.job", listed=True)},
    "keyence_sr": {**_LINE, "job.number": _Option(
        "banks", lambda name, number: f"{name}={int(number)}", listed=True, number=True)},
    "keyence_cvx": {**_LINE, "job.number": _Option(
        "programs", lambda name, number: f"{name}={int(number)}", listed=True, number=True)},
})
"""What the dialects have a place for, by signal; ``job.number`` is a job with a number as its address."""


def read_device_names(text: str, file: str, wire: str, dialect: str) -> DeviceNames:
    """Read the rows of one wire.

    Raises:
        MapError: everything that is wrong.

    """
    problems = Problems(file)
    sheet = of_wire(read_sheet(text, problems), wire)
    if missing := [name for name in _NEEDED if name not in sheet.columns]:
        problems.add(max(sheet.first, 1), "", f"no column {missing[0]}", f"the columns {', '.join(_NEEDED)}")
    elif not sheet.lines:
        problems.add(max(sheet.first, 1), "", f"no row of {wire}", "a row for each name")
    options: dict[str, list[str]] = {}
    for line in sheet.lines if not missing else ():
        _take(line, wire, dialect, options, problems)
    problems.settle()
    return DeviceNames(file, {name: ", ".join(texts) for name, texts in options.items()})


def _take(line: Line, wire: str, dialect: str, options: dict[str, list[str]], problems: Problems) -> None:
    places = _PLACES.get(dialect, {})
    signal, name, number = line["signal"].lower(), line["name"], line["address"]
    option = places.get("job.number" if signal == "job" and number else signal)
    if not line["wire"]:
        problems.add(line.number, "wire", "nothing", f"{wire}, or another wire's id")
    elif option is None or signal == "job.number":
        problems.add(line.number, "signal", repr(line["signal"]) + (" with a number" if number else ""),
                     f"{_known(places)}, for which {dialect} has a place")
    elif not name or (option.listed and _MARKS & set(name)):
        problems.add(line.number, "name", repr(name), "their name, without commas and equals signs")
    elif option.number and not (number.isascii() and number.isdecimal()):
        problems.add(line.number, "address", repr(number), "the number of the job")
    elif option.name in options and not option.listed:
        problems.add(line.number, "signal", f"{signal} again", "it once")
    else:
        options.setdefault(option.name, []).append(option.text(name, number))


def _known(places: Mapping[str, _Option]) -> str:
    words = ["job with its number as address" if each == "job.number" else each for each in places]
    return f"one of {', '.join(words)}" if words else "no row of this wire"
