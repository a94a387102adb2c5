import random
from pathlib import Path

import pytest

from linebench.imaging import UNREAD, Seen, Shot
from linebench.imaging.faults.catalogue import fault, read_fault
from linebench.imaging.faults.kind import Fault
from linebench.imaging.marking import PLAIN, Marking
from linebench.imaging.measure import measure_table, severities
from linebench.imaging.table import ReadTable, TableError, TableInspector, measured_kinds, parse_table, table_text

FILE = Path(__file__).parents[2] / "fixtures" / "images" / "model.toml"
STEPS = {"nozzle_dead": ((0.0, 0.0), (2.0, 0.5), (4.0, 1.0)), "blank": ((0.0, 1.0),)}
TABLE = ReadTable("by hand\n", 3, "2026-01-05", 1,
                  {kind.id: STEPS.get(kind.id, ((0.0, 0.0),)) for kind in measured_kinds()})
CONTENT = "0109504000059101" "17271231" "10LOT1\x1d" "21A"
GOOD = Shot(CONTENT, "(10)A")
SEEN = Seen("read", CONTENT, "(10)A", "]d2", True)


def struck(*faults):
    return Shot(CONTENT, "(10)A", PLAIN, tuple(map(read_fault, faults)))


@pytest.mark.parametrize(("value", "expected"), [(0, 0), (1, 0.25), (2, 0.5), (3, 0.75), (4, 1), (9, 1)])
def test_steps_are_interpolated(value, expected):
    """Between two steps the probability lies on a line, beyond the last it stays."""
    assert TABLE.chance(fault("nozzle_dead", nozzles=value)) == expected


def test_sound_packs_fail_at_the_base_share():
    """Of 100,000 sound packs exactly those fail whose draw lies below the share, here 49."""
    inspector, draws = TableInspector(TABLE, random.Random(4), no_read_ppm=500), random.Random(4)
    seen = [inspector.inspect(GOOD) for _ in range(100_000)]
    assert seen == [UNREAD if draws.random() < 0.0005 else SEEN for _ in range(100_000)]
    assert seen.count(UNREAD) == 49


def test_every_shot_takes_one_draw():
    """A fault changes its own pack's outcome and no later one."""
    shots = [struck("nozzle_dead=2"), Shot("", ""), struck("blank"), GOOD]
    rng, draws = random.Random(6), random.Random(6)
    inspector = TableInspector(TABLE, rng)
    for shot in shots:
        inspector.inspect(shot)
        draws.random()
    assert rng.getstate() == draws.getstate()


def test_faults_act_independently():
    """Half of the packs survive two dead nozzles, none a blank."""
    inspector = TableInspector(TABLE, random.Random(3))
    mild, blank = struck("nozzle_dead=2", "ink_low=0.3"), struck("blank", "nozzle_dead=1")
    outcomes = [inspector.inspect(mild) for _ in range(10_000)]
    assert abs(outcomes.count(UNREAD) - 5_000) < 200
    assert {inspector.inspect(blank) for _ in range(100)} == {UNREAD}


@pytest.mark.parametrize(("marking", "expected"), [
    (Marking("datamatrix"), Seen("read", CONTENT, "(10)A", "]d1", True)),
    (Marking(options=(("wrong", 9),)), SEEN), (Marking(options=(("wrong", 10),)), UNREAD),
])
def test_the_model_knows_symbols(marking, expected):
    """It tells a symbol without FNC1, corrects as many codewords as can be, and reads none with more."""
    assert TableInspector(TABLE, random.Random(1)).inspect(Shot(CONTENT, "(10)A", marking)) == expected


def test_a_table_older_than_a_fault():
    """A fault that the table does not hold is refused when it strikes, not guessed."""
    table = ReadTable("old", 1, "2025-01-01", 1, {"blank": ((0.0, 1.0),)})
    with pytest.raises(TableError, match=r"^the model's table of 2025-01-01 lacks nozzle_dead; derive it anew"):
        TableInspector(table, random.Random(1)).inspect(struck("nozzle_dead=1"))


def test_the_file_is_what_was_derived():
    """The table on file holds every fault at every severity of its sweep, in the form that the command writes."""
    text = FILE.read_text(encoding="utf-8")
    table = parse_table(text, source=FILE.name)
    assert table_text(table) == text
    lacking = {kind.id: set(severities(kind)) - dict(table.unreadable[kind.id]).keys() for kind in measured_kinds()}
    assert lacking == {kind: set() for kind in lacking}


@pytest.mark.slow
@pytest.mark.nightly
def test_deriving_again_gives_the_file():
    """A new derivation with other packs lies within four standard deviations of the table on file."""
    table = parse_table(FILE.read_text(encoding="utf-8"), source=FILE.name)
    again = measure_table(2, "2026-01-05", shots=3)
    for kind in measured_kinds():
        for value, share in again.unreadable[kind.id]:
            filed = table.chance(Fault(kind.id, {"severity": value}))
            assert abs(share - filed) <= 4 * (max(filed * (1 - filed), 0.05) / 3) ** 0.5, (kind.id, value)


@pytest.mark.parametrize(("change", "message"), [
    (("[unreadable]", "[unread]"), "Object contains unknown field `unread`"),
    (("ink_low = ", "ink_bad = "), "unreadable holds ink_bad; expected only faults of print and camera"),
    (("[2, 0.5]", "[5, 0.5]"), ("unreadable.nozzle_dead has severities [0.0, 5.0, 4.0]; "
                                "expected at least one, rising")),
    (("[2, 0.5]", "[2, 50]"), "unreadable.nozzle_dead has probabilities [0.0, 50.0, 1.0]; expected 0 to 1"),
])
def test_wrong_tables(change, message):
    """A wrong table is refused with file, finding and expectation."""
    text = table_text(TABLE).replace(*change)
    with pytest.raises(TableError) as caught:
        parse_table(text, source="x.toml")
    assert str(caught.value) == f"x.toml: {message}; derive it anew with linebench image table"
