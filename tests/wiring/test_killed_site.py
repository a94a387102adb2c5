"""The site server as a process that is killed without warning while its line runs, and started again."""

import contextlib

import pytest

from tests.wiring.halting_site import POINTS
from tests.wiring.killed_site import KilledSite

AMID, BEFORE, BEHIND, SENT, BEFORE_DOCUMENT, ANSWERED = POINTS
NIGHT = [pytest.mark.slow, pytest.mark.nightly]


def lived(site, lives, packs=10):
    """Whatever did not agree at the end; it means something when so many packs were made at least."""
    with contextlib.closing(site):
        with site.living():
            site.start()
        assert site.kill(lives) == len(lives)
        with site.living():
            site.settle()
            assert len(site.made()) >= packs
            return site.wrong()


@pytest.mark.parametrize(("dialect", "points", "moments", "packs"), [
    ("epcis", [AMID, BEHIND], 1, 10),
    ("native", [BEFORE], 0, 10),
    pytest.param("epcis", [*POINTS] * 4, 26, 800, marks=NIGHT),
    pytest.param("native", [*POINTS] * 4, 26, 800, marks=NIGHT),
])
def test_a_killed_site_loses_nothing_and_doubles_nothing(tmp_path, dialect, points, moments, packs):
    """Killed amid what one event changes, before and behind its end, when it has spoken of it, and at any moment.

    What L2 was told is kept is with the enterprise, once; so is every pack that was made; no serial number was
    given out twice. Each death aims at another event, so that every kind of event is hit.
    """
    site = KilledSite(tmp_path, dialect)
    aimed = [(point, 1 + number % 7) for number, point in enumerate(points, 2)]
    assert lived(site, [*aimed, *site.moments(moments, 1)], packs) == {}


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.parametrize(("defect", "point"), [("sends-first", BEFORE_DOCUMENT), ("tears", AMID),
                                              ("forgets-last-write", ANSWERED)])
def test_a_site_that_does_not_keep_what_it_says_is_found(tmp_path, defect, point):
    """Messages before the store, a store in pieces, one that is behind: what was acknowledged is missing."""
    site = KilledSite(tmp_path, "native", defect=defect)
    assert lived(site, [(point, 3)])["acknowledged and lost"]
