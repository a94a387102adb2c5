"""No case of interoperability is forgotten: each seat has a protocol of it, or their page says why it has none."""

import re

import pytest

from linebench.content import library

FOLDER = library() / "features" / "interop"
SEATS = ("PRN", "CAM", "PLC", "L2", "L4")
CASES = [f"IOP-{number:03}" for number in range(1, 21)]
BEYOND = {"IOP-SPB-001", "IOP-SPB-002", "IOP-SPB-013", "IOP-SPB-913"}
"""Protocols of what is no seat: a site's dashboard."""
_ID = re.compile(r"IOP-[A-Z0-9]+-\d{3}")


def rows():
    """The lines of the table, cell by cell."""
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()
            if line.startswith("| IOP-")]


@pytest.fixture(scope="module")
def cells():
    """What the table says, by case and seat: the protocols, and whether a reason stands there too."""
    said = {(row[0].split()[0], seat): cell for row in rows() for seat, cell in zip(SEATS, row[1:], strict=True)}
    return {place: (set(_ID.findall(re.split(r"none: |; ", cell)[0])), bool(re.search(r"(none: |; )\w+ \w+", cell)))
            for place, cell in said.items()}


@pytest.fixture(scope="module")
def protocols():
    """Ids of all protocols, from the tags of the feature files."""
    return {found.removeprefix("@") for file in FOLDER.glob("*.feature")
            for found in re.findall(rf"@{_ID.pattern}", file.read_text(encoding="utf-8"))}


def test_the_table_has_every_case_and_every_seat_once():
    """Twenty cases in the order of the catalogue, each with every seat."""
    assert [(row[0].split()[0], len(row)) for row in rows()] == [(case, 1 + len(SEATS)) for case in CASES]


def test_every_cell_names_a_protocol_or_a_reason(cells):
    """An empty cell, or one with a word that is neither, is a gap that nobody has thought about."""
    assert [place for place, (named, reason) in cells.items() if not named and not reason] == []


def test_a_cell_names_protocols_of_its_own_seat_and_case(cells):
    """A protocol has the number of the case, or a house number."""
    strange = {(case, seat, each) for (case, seat), (named, _) in cells.items() for each in named
               if not each.startswith(f"IOP-{seat}-") or each[-3:] not in (case[-3:], *map(str, range(900, 1000)))}
    assert strange == set()


def test_the_protocols_are_those_of_the_table(cells, protocols):
    """None is named that does not exist, and none exists that is not named."""
    assert set().union(*(named for named, _ in cells.values())) == protocols - BEYOND
