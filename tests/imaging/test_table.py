import random
from pathlib import Path

import pytest

from linebench.imaging import (
    CAMERA_DEFECTS,
    PRINT_DEFECTS,
    UNREAD,
    DefectError,
    ReadTable,
    Scene,
    Seen,
    Shot,
    TableError,
    TableInspector,
    parse_table,
)
from linebench.imaging.measure import STEPS, measure_table
from linebench.imaging.table import table_text

FILE = Path(__file__).parents[2] / "fixtures" / "images" / "model.toml"
TABLE = ReadTable("by hand", 1, {
    "nozzle_dead": ((0, 0), (2, 0.5), (4, 1)), "ink_low": ((0, 0),), "blank": ((0, 0), (1, 1)), "blur": ((0, 0),)})
GOOD = Shot("10A", "(10)A")
SEEN = Seen("read", "10A", "(10)A", "]d2", True)


@pytest.mark.parametrize(("value", "expected"), [(0, 0), (1, 0.25), (2, 0.5), (3.5, 0.875), (4, 1), (9, 1)])
def test_steps_are_interpolated(value, expected):
    """Between two steps the probability lies on a line, beyond the last it stays."""
    assert TABLE.chance("nozzle_dead", value) == expected


def test_sound_packs_fail_at_the_base_share():
    """Of 100,000 sound packs exactly those fail whose draw lies below the share, here 49."""
    inspector, draws = TableInspector(TABLE, random.Random(4), no_read_ppm=500), random.Random(4)
    seen = [inspector.inspect(GOOD) for _ in range(100_000)]
    assert seen == [UNREAD if draws.random() < 0.0005 else SEEN for _ in range(100_000)]
    assert seen.count(UNREAD) == 49


def test_every_shot_takes_one_draw():
    """A defect changes its own pack's outcome and no later one."""
    shots = [Shot("10A", "", {"nozzle_dead": 2.0}), Shot("", ""), Shot("10A", "", {"blank": 1.0}), GOOD]
    rng, draws = random.Random(6), random.Random(6)
    inspector = TableInspector(TABLE, rng)
    for shot in shots:
        inspector.inspect(shot)
        draws.random()
    assert rng.getstate() == draws.getstate()


def test_defects_act_independently():
    """Half of the packs survive two dead nozzles, none a blank."""
    inspector = TableInspector(TABLE, random.Random(3))
    struck = [inspector.inspect(Shot("10A", "", {"nozzle_dead": 2.0, "ink_low": 0.3})) for _ in range(10_000)]
    assert abs(struck.count(UNREAD) - 5_000) < 200
    blank = Shot("10A", "", {"blank": 1.0, "nozzle_dead": 1.0})
    assert {inspector.inspect(blank) for _ in range(100)} == {UNREAD}


def test_wrong_defects():
    """The model refuses what the pictures refuse."""
    with pytest.raises(DefectError, match=r"^'glare' is no camera defect; expected one of: blur$"):
        TableInspector(TABLE, random.Random(1)).inspect(Shot("10A", "", {}, {"glare": 1}))


def test_every_kind_sets_a_field_of_the_scene():
    """Kinds, scene and measured steps belong together."""
    kinds = {**PRINT_DEFECTS, **CAMERA_DEFECTS}
    assert {kind.field for kind in kinds.values()} <= set(Scene.__struct_fields__)
    assert set(STEPS) == set(kinds)
    assert all(kind.low <= min(STEPS[name]) and max(STEPS[name]) <= kind.high for name, kind in kinds.items())


def test_the_file_is_what_was_measured():
    """The table on file is complete, in the form that the measurement writes."""
    text = FILE.read_text(encoding="utf-8")
    table = parse_table(text, source=FILE.name)
    assert table_text(table) == text
    assert {kind: tuple(value for value, _ in steps) for kind, steps in table.unreadable.items()} == STEPS


@pytest.mark.slow
def test_measuring_again_gives_the_file():
    """A new measurement with other packs lies within four standard deviations of the table on file."""
    table = parse_table(FILE.read_text(encoding="utf-8"), source=FILE.name)
    again = measure_table(random.Random(2), shots=20)
    for kind, steps in again.unreadable.items():
        for value, share in steps:
            filed = table.chance(kind, value)
            assert abs(share - filed) <= 4 * (max(filed * (1 - filed), 0.01) / 20) ** 0.5, (kind, value)


@pytest.mark.parametrize(("change", "message"), [
    (("[unreadable]", "[unread]"), "x.toml: Object contains unknown field `unread`"),
    (("blur = [", "glare = ["), ("x.toml: unreadable holds ['blank', 'glare', 'ink_low', 'nozzle_dead']; "
                                 "expected ['blank', 'blur', 'ink_low', 'nozzle_dead']")),
    (("[2, 0.5]", "[5, 0.5]"), ("x.toml: unreadable.nozzle_dead has parameters [0.0, 5.0, 4.0]; "
                                "expected at least one, rising")),
    (("[2, 0.5]", "[2, 50]"), ("x.toml: unreadable.nozzle_dead has probabilities [0.0, 50.0, 1.0]; "
                               "expected 0 to 1")),
])
def test_wrong_tables(change, message):
    """A wrong table is refused with file, finding and expectation."""
    text = table_text(TABLE).replace(*change)
    with pytest.raises(TableError) as caught:
        parse_table(text, source="x.toml")
    assert str(caught.value) == message
