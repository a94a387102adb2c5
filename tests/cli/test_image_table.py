"""``linebench image table`` derives the model's table and says from what."""

from linebench.imaging.faults.catalogue import catalogue
from linebench.imaging.table import measured_kinds, parse_table


def test_the_table_says_how_it_was_derived(here, tmp_path):
    """Seed, date and number of pictures stand in it, and every fault that pictures show."""
    out = tmp_path / "model.toml"
    done = here("image", "table", "--seed", "5", "--shots", "1", "--date", "2026-01-31", "--out", str(out))
    assert (done.code, done.err) == (0, "")
    assert done.out == (f"{out.as_posix()}: {len(measured_kinds())} faults, 1 picture for each severity, seed 5, "
                        "2026-01-31\n")
    table = parse_table(out.read_text(encoding="utf-8"), source="model.toml")
    assert (table.seed, table.date, table.shots) == (5, "2026-01-31", 1)
    assert set(table.unreadable) == {kind.id for kind in catalogue().values() if kind.plane != "content"}


def test_a_wrong_date_or_place(here, tmp_path):
    """Both are told before anything is drawn."""
    wrong = here("image", "table", "--date", "31.1.2026", "--out", str(tmp_path / "m.toml"))
    assert (wrong.code, wrong.err) == (2, "linebench: --date '31.1.2026': expected a date such as 2026-01-31\n")
    nowhere = here("image", "table", "--out", str(tmp_path / "no" / "m.toml"))
    assert nowhere.code == 2
    assert "found no folder" in nowhere.err
