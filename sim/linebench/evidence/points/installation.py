"""Environment and configuration: EC-37 to EC-46."""

from collections.abc import Iterator
from datetime import date

import msgspec

from linebench.evidence.environment import ENVIRONMENT, Environment, Item, decode_environment, differences
from linebench.evidence.points.point import NA, Bad, Kind, Note, Open, point
from linebench.evidence.points.reading import PackageRead, Reading
from linebench.evidence.points.times import instant

__all__: list[str] = []

_PLACE = "environment.json; summary, environment"


def _environment(package: PackageRead) -> Environment | None:
    if not package.source.has(ENVIRONMENT):
        return None
    try:
        return decode_environment(package.source.read(ENVIRONMENT))
    except msgspec.MsgspecError:
        return None


def _items(package: PackageRead, area: str) -> list[Item]:
    found = _environment(package)
    return [item for item in found.end.items if item.area == area] if found else []


def _has(items: list[Item], subject: str, *properties: str) -> list[str]:
    """The properties that the subject lacks."""
    there = {item.property for item in items if item.subject == subject and item.value}
    return [name for name in properties if name not in there]


def _site(items: list[Item]) -> bool:
    """Whether any of the facts was given by a site."""
    return any(item.source.endswith(".toml") for item in items)


@point("EC-37", Kind.P, "hardware: asset id, maker, model, serial number, firmware, location", place=_PLACE)
def hardware(read: Reading) -> Iterator[Note]:
    """Ask whether a site gave hardware of its own."""
    if not any(_site(_items(package, "hardware")) for package in read.packages):
        yield Open("no hardware of a site is given in installation.toml")


@point("EC-38", Kind.A, "software: name, version, build, hash, licence; OS, runtime, dependency list", place=_PLACE)
def software(read: Reading) -> Iterator[Note]:
    """Ask whether system, runtime and every package are listed with version, hash and licence."""
    for package in read.packages:
        items = _items(package, "software")
        lacking = [("host", _has(items, "host", "operating system", "release")),
                   ("python", _has(items, "python", "version"))]
        packages = dict.fromkeys(item.subject for item in items if item.property == "SHA-256 of RECORD")
        lacking += [(name, _has(items, name, "version", "licence")) for name in packages]
        if not packages:
            yield Bad(package.file(ENVIRONMENT), "lists no software with its hash")
        for subject, missing in lacking:
            if missing:
                yield Bad(package.file(ENVIRONMENT), f"{subject}: {', '.join(missing)} is missing")


@point("EC-39", Kind.A, "configuration and recipes: value, approved baseline, difference; hash of the export",
       place=_PLACE)
def configuration(read: Reading) -> Iterator[Note]:
    """Ask whether every file that a run read is listed with its hash, the same in run and environment."""
    for package in read.packages:
        listed = {item.subject: item.value for item in _items(package, "configuration")}
        if not listed:
            yield Bad(package.file(ENVIRONMENT), "lists no configuration")
        for file in (*package.run.features, *package.run.files):
            stated = listed.get(file.path, file.sha256)
            if stated != file.sha256 or not file.sha256:
                yield Bad(package.file(ENVIRONMENT), f"{file.path} has another SHA-256 than the run read")


@point("EC-40", Kind.A, "network: endpoint, port, protocol, certificate thumbprint and expiry, time server",
       place=_PLACE)
def network(read: Reading) -> Iterator[Note]:
    """Ask whether what is spoken on a wire has its endpoints listed."""
    for package in read.packages:
        spoken = [one for each in package.run.components if each.nature == "real" for one in each.spoken]
        if not spoken:
            yield NA("no component is reached over a network that is not the bench's own")
        elif not _items(package, "network"):
            yield Bad(package.file(ENVIRONMENT), "lists no endpoint, although real components are spoken to")


@point("EC-41", Kind.A, "instruments: id, certificate, calibrated on, due date after the last day of execution",
       place=_PLACE)
def instruments(read: Reading) -> Iterator[Note]:
    """Ask whether every instrument a site gives was calibrated on the day of the execution."""
    for package in read.packages:
        items = [item for item in _items(package, "instruments") if item.subject != "clock"]
        if not items:
            yield NA("no instrument of a site is used")
        ended = instant(package.run.end)
        for item in items:
            due = _day(item.value) if item.property == "due on" else None
            if item.property == "due on" and (due is None or (ended is not None and due < ended.date())):
                yield Bad(package.file(ENVIRONMENT), f"{item.subject} is due {item.value}, used until "
                                                     f"{package.run.end[:10]}")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@point("EC-42", Kind.P, "I/O list check: each signal, expected, actual", place="volumes, IQ-005")
def signals(read: Reading) -> Iterator[Note]:
    """Ask whether the case that does it was executed."""
    yield from _executed(read, "IQ-005")


@point("EC-43", Kind.P, "supplier documents, drawings, manuals, FAT/SAT reports with revision",
       place="volumes, IQ-009")
def supplier_documents(read: Reading) -> Iterator[Note]:
    """Ask whether the case that does it was executed."""
    yield from _executed(read, "IQ-009")


@point("EC-44", Kind.P, "software category (GAMP) and supplier assessment per component", place=_PLACE)
def categories(read: Reading) -> Iterator[Note]:
    """Ask whether a component has a category."""
    if not any(item.property == "category" for package in read.packages for item in _items(package, "software")):
        yield Open("no component has a software category in installation.toml")


@point("EC-45", Kind.P, "accounts and roles, backup and restore, anti-virus and patch policy",
       place="volumes, IQ-007 and IQ-008")
def accounts(read: Reading) -> Iterator[Note]:
    """Ask whether the cases that do it were executed."""
    yield from _executed(read, "IQ-007")
    yield from _executed(read, "IQ-008")


def _executed(read: Reading, test: str) -> Iterator[Note]:
    if not any(one.attempt.test == test for _, one in read.tried()):
        yield Open(f"{test} was not executed")


@point("EC-46", Kind.A, "each inventory row is a step; the difference between start and end is reported",
       place=_PLACE)
def compared(read: Reading) -> Iterator[Note]:
    """Ask whether the environment was looked at twice, and all that differs is reported as such."""
    for package in read.packages:
        found = _environment(package)
        if found is None:
            yield Bad(package.file(ENVIRONMENT), "is missing or damaged")
        elif differences(found.start.items, found.end.items) != found.differences:
            yield Bad(package.file(ENVIRONMENT), "does not report every difference between start and end")
        elif instant(found.start.at) is None or instant(found.end.at) is None:
            yield Bad(package.file(ENVIRONMENT), "was not looked at, at times with offset, at both ends of the run")
