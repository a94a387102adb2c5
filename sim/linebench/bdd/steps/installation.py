"""What is installed: computer, software, configuration and network, as found and as approved.

The bench and its computer are looked at by the bench. What a site installed is looked at by people, who are asked,
where no machine tells. What is simulated or emulated is not of a site: such a row does not apply, and never passes.
"""

import shutil
from collections.abc import Iterable, Iterator

from packaging.specifiers import SpecifierSet

from linebench.bdd.actual import CLAIM, TRUTH, NotApplicable, expect, expect_rows, expect_within
from linebench.bdd.attempt import Attempt
from linebench.bdd.installed import approved, attested, begin, components, installed, lacking, own
from linebench.bdd.networked import LOOKS
from linebench.bdd.phrase import given, then
from linebench.bdd.telling import names, tells
from linebench.evidence.environment import Area, Item
from linebench.inventory.distributions import asked_for, changed_files, distribution_items
from linebench.inventory.distributions import installed as distributions
from linebench.inventory.files import content_items
from linebench.inventory.host import GIB, HOST, host_items, memory_gib, processors
from linebench.inventory.installation import ComponentFacts, given_items
from linebench.inventory.tool import tool_items

_NEEDED_OF_HARDWARE = ("model", "serial")
_NEEDED_OF_SOFTWARE = ("product", "version")
_RECIPES = ("scenarios/lines/", "scenarios/products/", "scenarios/markets/")
"""Where master data and recipes lie in a content folder."""


@given("the installation as the site describes it")
def described(attempt: Attempt) -> None:
    """Read `fixtures/installation.toml` and the approved baseline that it names. Blocked where there is none."""
    begin(attempt)


@then("the {seat:component} is what the bill of material says", revision=2)
def hardware(attempt: Attempt, seat: str) -> None:
    """Truth: what is installed has the model, the serial number and all else that is given of it as a thing.

    The computer of the bench has the processors (URS-INS-001), the memory (URS-INS-002) and the free disk space
    (URS-INS-003) that the bench needs, and is the computer of the baseline where the installation names one.
    """
    if own(attempt, seat):
        expect_within(attempt, TRUTH, "logical processors", processors(), "URS-INS-001")
        expect_within(attempt, TRUTH, "memory in GiB", memory_gib(), "URS-INS-002")
        free = shutil.disk_usage(attempt.config.out).free // GIB
        expect_within(attempt, TRUTH, "free disk space in GiB", free, "URS-INS-003")
        if any(item.area == "hardware" and item.subject == HOST for item in installed(attempt).approved or ()):
            there = _of_area("hardware", host_items(attempt.config.out))
            expect_rows(attempt, TRUTH, approved(attempt, "hardware", there))
        return
    facts = _given(attempt, seat).hardware()
    _needs(attempt, seat, facts, _NEEDED_OF_HARDWARE)
    _confirmed(attempt, seat, facts)


@then("the software of the {seat:component} is the approved one", revision=2)
def software(attempt: Attempt, seat: str) -> None:
    """Truth: product, version, patch level and hash are those that were approved.

    Of the bench each package has a version that the release asks for, and its files are as they were installed;
    where the installation names a baseline, operating system and packages are as in that. A system whose stack file
    binds ``read_version`` is asked what it is; a person looks at the rest.
    """
    if not own(attempt, seat):
        _software_of_site(attempt, seat)
        return
    rows = [*_versions(), *_whole()]
    if installed(attempt).approved is not None:
        there = (*host_items(attempt.config.out), *distribution_items(), *given_items(installed(attempt).given))
        rows += approved(attempt, "software", _of_area("software", there))
    expect_rows(attempt, TRUTH, rows)


@then("the configuration of the {seat:component} is the approved one", revision=2)
def configuration(attempt: Attempt, seat: str) -> None:
    """Truth: the export of the configuration has the hash that was approved.

    Of the bench every scenario, protocol and requirement file is as in the approved baseline; the baseline itself
    is left out, for no file holds its own hash.
    """
    if own(attempt, seat):
        expect_rows(attempt, TRUTH, approved(attempt, "configuration", content_items(attempt.library.content)))
        return
    export = _given(attempt, seat).configuration
    if not export:
        lacking(attempt, f"configuration of [[component]] {seat}")
    attested(attempt, f"the SHA-256 of the exported configuration of {seat} is {export}")


@then("the master data and recipes of the {seat:component} are the approved ones")
def recipes(attempt: Attempt, seat: str) -> None:
    """Truth: what is loaded is what was approved, for each product of the scenario.

    Of the bench every file of a product, a market and a line is as in the approved baseline.
    """
    if own(attempt, seat):
        there = (item for item in content_items(attempt.library.content) if item.subject.startswith(_RECIPES))
        rows = approved(attempt, "configuration", there)
        expect_rows(attempt, TRUTH, (row for row in rows if row[0].startswith(_RECIPES)))
        return
    for made in attempt.scenario.products:
        attested(attempt, f"{seat} has {made.name} with GTIN {made.gtin}, cases of {made.case_size} and pallets of "
                           f"{made.pallet_size}")


@then("the {part:network} of the installation are in order by the limit of {limit:requirement}", revision=2)
def network(attempt: Attempt, part: str, limit: str) -> None:
    """Truth: endpoints of the site answer in this time, their certificates have so many days left, and the clock
    differs from the time server by no more than this. What keeps it right the system tells, or the site does and a
    person confirms it; where nobody knows, the clock is not in order.
    """
    _ = attempt.bench  # whatever is found belongs into its journal
    LOOKS[part](attempt, limit)


@then("the nature of every component is stated")
def natures(attempt: Attempt) -> None:
    """Truth: everybody who takes part is stated as real, emulated or simulated, with what that cannot show."""
    found = components(attempt)
    if not found:
        raise NotApplicable("nobody takes part in this world")
    words = ("real", "emulated", "simulated")
    for one in found:
        stated = f"{one.seat}: {one.nature}: {one.fidelity}"
        expect(attempt, TRUTH, f"{one.seat}: {', '.join(words)}, and its limits", stated,
               met=one.nature in words and bool(one.fidelity))


@then("the package of the bench is stated by its hash")
def package(attempt: Attempt) -> None:
    """Truth: version, commit and the hash over all files of the bench; where a baseline has them, as in that."""
    there = tuple(tool_items())
    if any(item.area == "bench" for item in installed(attempt).approved or ()):
        expect_rows(attempt, TRUTH, approved(attempt, "bench", there))
    for item in there:
        expect(attempt, TRUTH, f"{item.property} of the bench is stated", f"{item.property}: {item.value}",
               met=bool(item.value))


def _software_of_site(attempt: Attempt, seat: str) -> None:
    facts = _given(attempt, seat).software()
    _needs(attempt, seat, facts, _NEEDED_OF_SOFTWARE)
    told = tells(attempt, seat)
    if told is not None and told.able:
        for name in _NEEDED_OF_SOFTWARE:
            value = facts.pop(name)
            expect(attempt, CLAIM, f"{seat} tells that its {name} is {value}", told.reason or "it tells nothing",
                   met=told.accepted and names(told.reason, value))
    _confirmed(attempt, seat, facts)


def _of_area(area: Area, items: Iterable[Item]) -> Iterator[Item]:
    return (item for item in items if item.area == area)


def _given(attempt: Attempt, seat: str) -> ComponentFacts:
    return installed(attempt).given.component(seat) or lacking(attempt, f"[[component]] with the id {seat!r}")


def _needs(attempt: Attempt, seat: str, facts: dict[str, str], needed: tuple[str, ...]) -> None:
    for name in needed:
        if name not in facts:
            lacking(attempt, f"{name} of [[component]] {seat}")


def _confirmed(attempt: Attempt, seat: str, facts: dict[str, str]) -> None:
    """Have a person look at each fact that is given of something real."""
    for name, value in facts.items():
        attested(attempt, f"the {name} of {seat} is {value}")


def _versions() -> Iterator[tuple[str, str, str]]:
    """Each package with what the release asks for, and its version."""
    asked = asked_for()
    for name, there in distributions().items():
        wanted = asked.get(name, "")
        fits = SpecifierSet(wanted).contains(there.version, prereleases=True)
        expected = f"{there.version}, of {wanted or 'any version'}"
        yield f"{name}, version", expected if fits else wanted, expected if fits else there.version


def _whole() -> Iterator[tuple[str, str, str]]:
    """Each package with the files that are not as they were installed."""
    for name in distributions():
        changed = changed_files(name)
        yield f"{name}, files that differ from its RECORD", "none", ", ".join(changed) or "none"
