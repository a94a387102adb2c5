import pytest

from linebench.wire.dialect import dialects
from tests.wire.printers.endurance import endure, keep_pace

DIALECTS = ("codenet", "videojet", "wsi", "zpl")
PROFILES = [(name, profile) for name in DIALECTS for profile in dialects()[name].profiles
            if profile != "case-label"]  # a packer's: it is ordered containers, not records


@pytest.mark.parametrize(("dialect", "profile"), PROFILES)
def test_records_survive_pieces_and_cuts(dialect, profile):
    """Over pieces of any size and broken connections no record is lost, doubled, mixed up or invented."""
    tally = endure(dialect, 2_000, seed=11, profile=profile)
    assert tally.cuts > 5
    assert tally.printed > 1_900
    assert tally.sound, tally


@pytest.mark.parametrize(("dialect", "profile"), [
    *((dialect, "") for dialect in DIALECTS), ("codenet", "ax"), ("codenet", "a200"), ("videojet", "dataflex"),
    ("videojet", "dataflex-counter")])
def test_no_pack_stays_blank_at_line_speed(dialect, profile):
    """At 400 packs a minute, with 5 ms from end to end, a record waits for each pack."""
    assert keep_pace(dialect, 1_000, profile=profile) == 0


def test_printer_too_slow_leaves_packs_blank():
    """A printer of one record that tells its prints late cannot follow packs that are closer than that."""
    assert keep_pace("codenet", 200, spacing_us=50_000, profile="ax") > 50


@pytest.mark.parametrize("profile", ["deep", "ax"])
def test_records_survive_where_the_printer_loses_its_queue(profile):
    """The same holds for a printer that forgets queue and job with the connection, and a host that does too."""
    options = {"queue_survives": False, "job_survives": False, "after_loss": "drop"}
    tally = endure("codenet", 2_000, seed=12, profile=profile, options=options)
    assert tally.cuts > 5
    assert tally.sound, tally


def test_notices_said_twice_show():
    """A printer that announces every tenth print twice makes the host announce prints that were none."""
    tally = endure("codenet", 2_000, seed=13, options={"print_complete": "doubled", "defect_every": 10})
    assert not tally.sound
    assert tally.invented > 0


def test_stale_fields_show():
    """A printer that ignores every tenth update prints serials twice."""
    tally = endure("codenet", 2_000, seed=14, options={"updates": "ignored", "defect_every": 10})
    assert not tally.sound
    assert tally.doubled > 100
