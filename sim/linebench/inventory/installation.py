"""What a site says of its installation, as ``fixtures/installation.toml`` gives it: facts no machine can tell.

Serial numbers, calibration, accounts, documents and assessments are compared with what is found, by a machine where
one can look and by a person elsewhere (EU GMP Annex 11, 4.3; Annex 15, 3.8 and 3.9).
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from linebench.evidence.environment import Area, Item
from linebench.scenario.plan import Plan

__all__ = ["AccountFacts", "BackupFacts", "ComponentFacts", "DocumentFacts", "Installation",
           "InstrumentFacts", "PasswordFacts", "given_items"]

_SOURCE = "installation.toml"
_HARDWARE = ("asset", "maker", "model", "serial", "firmware", "location")
_SOFTWARE = ("product", "version", "patch", "sha256", "category", "assessment")


class ComponentFacts(Plan, frozen=True, kw_only=True):
    """What is approved to sit in a seat: its line in the bill of material. Empty: not given.

    Attributes:
        id: the seat, as components of a run are called: ``printer``, ``l2``, …
        asset: the site's own number for it.
        firmware: of a device.
        product, version, patch: of software, with the patch level of what it runs on.
        sha256: of its image or installer.
        category: its software category of GAMP 5.
        assessment: the reference of the supplier's assessment.
        configuration: SHA-256 of the export of its configuration, as approved.

    """

    id: str
    asset: str = ""
    maker: str = ""
    model: str = ""
    serial: str = ""
    firmware: str = ""
    location: str = ""
    product: str = ""
    version: str = ""
    patch: str = ""
    sha256: str = ""
    category: str = ""
    assessment: str = ""
    configuration: str = ""

    def hardware(self) -> dict[str, str]:
        """What is given of it as a thing, by name."""
        return {name: value for name in _HARDWARE if (value := getattr(self, name))}

    def software(self) -> dict[str, str]:
        """What is given of it as software, by name."""
        return {name: value for name in _SOFTWARE if (value := getattr(self, name))}


class InstrumentFacts(Plan, frozen=True, kw_only=True):
    """An instrument and its calibration. Dates are ISO 8601, such as 2026-12-31; ``seat``: where it is used."""

    id: str
    seat: str
    certificate: str
    calibrated_on: str
    due_on: str
    standard: str

    def __post_init__(self) -> None:
        """Refuse dates that are none, and a due date before the calibration."""
        if _date(self.due_on) < _date(self.calibrated_on):
            raise ValueError(f"due on {self.due_on}, before it was calibrated on {self.calibrated_on}")

    @property
    def due(self) -> date:
        """The last day on which the certificate counts."""
        return _date(self.due_on)


class AccountFacts(Plan, frozen=True, kw_only=True):
    """An account as it is found in a system. ``seat``: the system; ``default``: it came with the product.

    ``shared``: several people use it. ``locked``: nobody can log in with it.
    """

    id: str
    seat: str
    role: str
    default: bool = False
    shared: bool = False
    locked: bool = False


class DocumentFacts(Plan, frozen=True, kw_only=True):
    """A document that has to be there. ``revision``: the approved one; ``present``: the one found, empty: none."""

    id: str
    title: str
    seat: str
    revision: str
    present: str = ""


class PasswordFacts(Plan, frozen=True, kw_only=True):
    """Password rules as they are set in a system. ``id``: the seat; ``length``: fewest characters.

    ``days``: until a password has to be changed; ``tries``: wrong ones until the account is locked.
    """

    id: str
    length: int
    days: int
    tries: int


class BackupFacts(Plan, frozen=True, kw_only=True):
    """A backup that was restored. ``id``: the seat; SHA-256 of what was backed up and of what was ``restored``."""

    id: str
    restored_on: str
    original: str
    restored: str

    def __post_init__(self) -> None:
        """Refuse a date that is none."""
        _date(self.restored_on)


class Installation(Plan, frozen=True, kw_only=True):
    """All of ``installation.toml``.

    Attributes:
        title: what is installed.
        revision: of the file, a controlled document.
        example: it is of no site: what it does not give makes a test case not applicable instead of blocked.
        time_server: whom the clock is compared with, ``host`` or ``host:port``; empty: nobody is asked.
        clock_source: what keeps the clock of the bench's computer right, where its system cannot tell, as in a
            container; a person confirms it.
        baseline: the approved inventory, a file beside this one, as ``linebench inventory --out`` writes it.
        roles: which roles accounts may have, by seat.

    """

    title: str
    revision: str
    example: bool = False
    time_server: str = ""
    clock_source: str = ""
    baseline: str = ""
    roles: dict[str, str] = msgspec.field(default_factory=dict)
    components: tuple[ComponentFacts, ...] = ()
    instruments: tuple[InstrumentFacts, ...] = ()
    accounts: tuple[AccountFacts, ...] = ()
    passwords: tuple[PasswordFacts, ...] = ()
    documents: tuple[DocumentFacts, ...] = ()
    backups: tuple[BackupFacts, ...] = ()

    def component(self, seat: str) -> ComponentFacts | None:
        """What is approved for a seat."""
        return next((each for each in self.components if each.id == seat), None)


def given_items(given: Installation) -> Iterator[Item]:
    """Yield everything that the site says, each fact by itself."""
    for one in given.components:
        yield from _items("hardware", one.id, one.hardware())
        yield from _items("software", one.id, one.software())
        yield from _items("configuration", one.id, {"approved export": one.configuration})
    for tool in given.instruments:
        yield from _items("instruments", tool.id, {"certificate": tool.certificate, "due on": tool.due_on})
    for account in given.accounts:
        yield from _items("accounts", f"{account.id} at {account.seat}", {"role": account.role})
    for paper in given.documents:
        yield from _items("documents", paper.id, {"revision": paper.present or "not there"})


def _items(area: Area, subject: str, facts: dict[str, str]) -> Iterator[Item]:
    return (Item(area=area, subject=subject, property=name, value=value, source=_SOURCE)
            for name, value in facts.items() if value)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is no date such as 2026-12-31") from error
