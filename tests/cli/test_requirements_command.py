"""``linebench requirements``: the table of a site's requirements, and the way back."""

import tomllib

from linebench.content import library


def test_the_requirements_leave_and_return(here, tmp_path):
    """The new file says what the old one said; nothing is overwritten."""
    done = here("requirements", "export", "r.csv")
    assert (done.code, done.out, done.err) == (0, "r.csv\n", "")
    done = here("requirements", "import", "r.csv", "--out", "new.toml")
    assert (done.code, done.out, done.err) == (0, "new.toml\n", "")
    old = (library() / "fixtures" / "requirements.toml").read_text(encoding="utf-8")
    assert tomllib.loads((tmp_path / "new.toml").read_text(encoding="utf-8")) == tomllib.loads(old)
    done = here("requirements", "import", "r.csv", "--out", "new.toml")
    assert (done.code, done.err) == (2, (
        "linebench: new.toml: found a file there already; expected a new one: requirements are a controlled "
        "document; name another file and compare\n"))


def test_a_wrong_table_leaves_nothing(here, tmp_path):
    """One message with line and column, exit code 2, and no file."""
    here("requirements", "export", "r.csv")
    text = (tmp_path / "r.csv").read_text(encoding="utf-8")
    (tmp_path / "r.csv").write_text(text.replace("requirement,URS-REJ-007", "requirement,URS REJ 007"),
                                    encoding="utf-8", newline="\n")
    head = "requirement,URS-REJ-007"
    line = next(n for n, each in enumerate(text.splitlines(), 1) if each.startswith(head))
    done = here("requirements", "import", "r.csv", "--out", "new.toml")
    assert (done.code, done.out, done.err) == (2, "", (
        f"linebench: r.csv:{line}: column id: found 'URS REJ 007'; expected letters, digits, - and _; "
        "correct it\n"))
    assert not (tmp_path / "new.toml").exists()


def test_a_missing_table_is_told(here):
    """Its name, and what is wrong with it."""
    done = here("requirements", "import", "none.csv", "--out", "new.toml")
    assert (done.code, done.err) == (
        2, "linebench: none.csv: No such file or directory; check the path and its permissions\n")
