"""What steps about the installation work with: what the site says of it, what is approved, and who sits where.

A row about something that is not the site's own is never a pass: what is simulated or emulated makes the test case
not applicable, with the reason. What the site has to give and did not blocks it.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn

from linebench.bdd.actual import CLAIM, Blocked, NotApplicable, expect
from linebench.bdd.asking import confirm
from linebench.bdd.attempt import Attempt, BenchError
from linebench.bdd.flow import OPERATOR
from linebench.binding.asking.question import CONFIRMED
from linebench.evidence.components import components_of
from linebench.evidence.environment import Item
from linebench.evidence.model import Component
from linebench.inventory.baseline import against
from linebench.inventory.given import INSTALLATION, read_baseline, read_installation
from linebench.inventory.installation import Installation
from linebench.records.protocol import Stimulus
from linebench.records.run import Opened

__all__ = ["BENCH", "Installed", "approved", "attested", "begin", "components", "installed", "lacking", "own"]

BENCH = "bench"
"""The bench itself and its computer: real wherever it runs."""
_NOTE = "installation"


@dataclass(frozen=True)
class Installed:
    """An installation as given. ``approved``: the baseline; ``None`` where none is named."""

    given: Installation
    approved: tuple[Item, ...] | None


def begin(attempt: Attempt) -> None:
    """Read what the site says of its installation, and its baseline, and note them for later steps.

    Raises:
        Blocked: there is no ``installation.toml``.
        ScenarioError: it or the baseline is wrong.

    """
    content = attempt.library.content.fresh()
    given = read_installation(content)
    if given is None:
        raise Blocked(f"fixtures/{INSTALLATION} is missing: it says what is approved to be installed")
    baseline = read_baseline(content.read("fixtures", given.baseline)) if given.baseline else None
    attempt.notes[_NOTE] = Installed(given, baseline)
    told = {"title": given.title, "revision": given.revision, **dict(content.files)}
    attempt.write(Stimulus(attempt.now, attempt.n, "look at the installation", json.dumps(told, sort_keys=True)))


def installed(attempt: Attempt) -> Installed:
    """What an earlier step has read.

    Raises:
        BenchError: none has.

    """
    found = attempt.notes.get(_NOTE)
    if not isinstance(found, Installed):
        raise BenchError("no installation: begin with Given the installation as the site describes it")
    return found


def components(attempt: Attempt) -> tuple[Component, ...]:
    """Everybody who takes part, by record 0; makes the world."""
    opened = attempt.records[0]
    return components_of((opened,)) if isinstance(opened, Opened) else ()


def own(attempt: Attempt, seat: str) -> bool:
    """Whether a seat is the bench itself; else something real of the site sits there.

    Raises:
        NotApplicable: nobody sits there, or what does is simulated or emulated.

    """
    takes_part = components(attempt)
    if seat == BENCH:
        return True
    found = next((one for one in takes_part if one.seat == seat), None)
    if found is None:
        raise NotApplicable(f"nobody sits in the seat {seat} of this world")
    if found.nature != "real":
        raise NotApplicable(f"{seat} is {found.nature}, by {found.name} {found.version}: it says nothing of what "
                            "a site installs there")
    return False


def lacking(attempt: Attempt, what: str) -> NoReturn:
    """Say that something is not given which only a site can give.

    Raises:
        NotApplicable: the installation is an example, of no site.
        Blocked: it is of a site.

    """
    words = f"fixtures/{INSTALLATION} gives no {what}"
    if installed(attempt).given.example:
        raise NotApplicable(f"{words}; it is an example, of no site")
    raise Blocked(f"{words}; add it, or say in the protocol why it is left out")


def attested(attempt: Attempt, words: str) -> None:
    """Claim: a person looks at something that no machine can tell, and confirms it.

    Raises:
        Blocked: nobody can be asked, or nobody could look.
        Mismatch: it is not so.

    """
    said, at = confirm(attempt, words, OPERATOR)
    expect(attempt, CLAIM, f"a person confirms: {words}", said.told, met=said.answer == CONFIRMED,
           at=[at] if at >= 0 else [])


def approved(attempt: Attempt, area: str, there: Iterable[Item]) -> list[tuple[str, str, str]]:
    """Rows of what was found beside the approved baseline: what, as approved, as found.

    Raises:
        NotApplicable, Blocked: as ``lacking``: no baseline is named, or it has nothing of this.

    """
    found, site = tuple(there), installed(attempt)
    itself = f"fixtures/{site.given.baseline}"
    kinds = {item.property for item in found}
    wanted = tuple(item for item in site.approved or ()
                   if item.area == area and item.property in kinds and item.subject != itself)
    if not wanted:
        lacking(attempt, f"approved baseline of {area} for it")
    differs = {_of(one.item): one for one in against(wanted, found, itself=itself)}
    same = [(_of(item), item.value, item.value) for item in wanted if _of(item) not in differs]
    return [*same, *((what, one.before, one.after) for what, one in differs.items())]


def _of(item: Item) -> str:
    return f"{item.subject}, {item.property}"
