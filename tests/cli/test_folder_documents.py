"""``linebench folders``: files of anybody, checked and converted."""

import json

from linebench.content import library

FILES = library() / "fixtures" / "messages" / "folders"
VALID, INVALID, MAP = FILES / "valid", FILES / "invalid", FILES / "map.toml"


def test_check_tells_sound_from_unsound(here):
    """A line for each file, the problems below; exit code 1 if there are any."""
    good, bad = VALID / "orders.map.csv", INVALID / "decimal-point.map.csv"
    assert here("folders", "check", good, "--map", MAP).out == (
        f"{good.as_posix()}: 2 messages of orders, document D-7, sound\n")
    done = here("folders", "check", good, bad, "--map", MAP)
    assert (done.code, done.err) == (1, "")
    problem = ("  line 2, column Menge: found '1.5'; expected a whole number with ',' as decimal sign and '.' "
               "between thousands")
    assert done.out.splitlines()[1:] == [f"{bad.as_posix()}: 1 problem", problem]
    told = json.loads(here("folders", "check", good, bad, "--map", MAP, "--json").out)
    assert (told[good.as_posix()], len(told[bad.as_posix()]["problems"])) == (
        {"kind": "orders", "document": "D-7", "messages": 2, "problems": []}, 1)


def test_check_shows_the_first_problems(here, tmp_path):
    """Of many it shows twenty, and how many there are more."""
    (tmp_path / "a.csv").write_text("request,job,state\n" + "1\n" * 30, encoding="utf-8")
    out = here("folders", "check", "a.csv").out.splitlines()
    assert (len(out), out[0], out[-1]) == (22, "a.csv: 30 problems", "  … and 10 more; --json shows all")


def test_convert_there_and_back(here, tmp_path):
    """CSV of a project to B2MML and back: the same bytes; and by our own map to the console."""
    start = VALID / "orders.map.csv"
    there = here("folders", "convert", start, "--map", MAP, "--to", "b2mml", "--out", "a.xml")
    assert (there.code, there.err) == (0, "")
    back = here("folders", "convert", "a.xml", "--map", MAP, "--to", "csv", "--out", "b.csv")
    assert (back.code, back.err) == (0, "")
    assert (tmp_path / "b.csv").read_bytes() == start.read_bytes()
    (tmp_path / "own.toml").write_text("", encoding="utf-8")
    shown = here("folders", "convert", start, "--map", MAP, "--to", "csv", "--as", "own.toml").out
    assert shown == (VALID / "orders.own.csv").read_text(encoding="utf-8")


def test_bad_input_is_one_message(here, tmp_path):
    """Where, what, and what to do; exit code 2."""
    (tmp_path / "map.toml").write_text("delimiter = 'x'\ndecimal = ';;'\n", encoding="utf-8")
    orders = VALID / "orders.own.csv"
    for words, says in (
            (("convert", INVALID / "fraction.csv", "--to", "csv"), "linebench folders check shows all"),
            (("convert", orders, "--to", "pdf"), "--to: found 'pdf'; expected one of csv, b2mml"),
            (("convert", VALID / "events.jsonld", "--to", "csv"), "document: found events of this form; expected"),
            (("check", orders, "--map", "map.toml"), "map.toml: delimiter: found 'x'; expected one sign"),
            (("check", "nowhere.csv"), "nowhere.csv: No such file or directory; check the path"),
            (("check", orders, "--map", "nowhere.toml"), "nowhere.toml: No such file")):
        done = here("folders", *words)
        assert (done.code, done.out) == (2, "")
        assert says in done.err
        assert "Traceback" not in done.err
