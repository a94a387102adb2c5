"""``linebench inventory``: listed, kept as a baseline, compared with it."""

import json

from linebench.evidence.environment import AREAS


def test_what_is_installed_is_listed(here):
    """As JSON each fact has an area that there is; bench, host, packages and files are among the subjects."""
    done = here("inventory", "--json")
    items = json.loads(done.out)["items"]
    assert (done.code, done.err) == (0, "")
    assert {item["area"] for item in items} <= set(AREAS)
    assert {"host", "python", "msgspec", "linebench", "clock", "fixtures/requirements.toml"} <= {
        item["subject"] for item in items}


def test_a_baseline_has_no_difference_until_something_differs(here, tmp_path):
    """Exit 0 beside itself; exit 1 with approved and found value of a change, and for a package nobody approved."""
    assert here("inventory", "--out", "b.toml").code == 0
    same = here("inventory", "--against", "b.toml")
    assert (same.code, same.out) == (0, "nothing differs from the baseline\n")
    text = (tmp_path / "b.toml").read_text(encoding="utf-8")
    first, *others = text.split("\n[[item]]\n")
    rows = [row for row in others if 'subject = "simpy"' not in row]
    rows = [row.replace('subject = "python"\nproperty = "version"\nvalue = "', 'subject = "python"\n'
                        'property = "version"\nvalue = "0.') for row in rows]
    (tmp_path / "b.toml").write_text("\n[[item]]\n".join((first, *rows)), encoding="utf-8")
    done = here("inventory", "--against", "b.toml", "--json")
    found = {(each["item"]["subject"], each["item"]["property"]): (each["before"], each["after"])
             for each in json.loads(done.out)["differences"]}
    assert done.code == 1
    before, after = found["python", "version"]
    assert before == f"0.{after}"
    assert {name for subject, name in found if subject == "simpy"} == {"version", "licence", "SHA-256 of RECORD"}
    assert "simpy" in here("inventory", "--against", "b.toml").out


def test_the_endpoints_of_a_stack_file_are_listed(here):
    """Each wire with its address and protocol; those the bench itself serves are not dialled."""
    done = here("inventory", "--stack", "stacks/wired.toml", "--json")
    found = {(item["subject"], item["property"]): item["value"] for item in json.loads(done.out)["items"]
             if item["area"] == "network"}
    assert found["l2-printer", "protocol"] == "codenet"
    assert found["l2-printer", "reachable"] == "the bench listens there"
    assert len(found) == 15


def test_bad_input_is_told_once(here, tmp_path):
    """A baseline that is there already, one that is none, no such file, no such folder: exit 2, one message."""
    (tmp_path / "b.toml").write_text("at = 3\n", encoding="utf-8")
    for words, told in ((("--out", "b.toml"), "never overwritten"), (("--out", "no/b.toml"), "no/b.toml"),
                        (("--against", "b.toml"), "b.toml:1: at: found 3"),
                        (("--against", "none.toml"), "none.toml")):
        done = here("inventory", *words)
        assert (done.code, done.out) == (2, "")
        assert told in done.err
        assert "Traceback" not in done.err
