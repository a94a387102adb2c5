"""The READMEs of the ports on tags: their tables are those of the code, their examples run."""

import contextlib
import io
import re

import pytest

from linebench.wire.fieldio import FieldOptions
from linebench.wire.plc import PlcOptions
from tests.wire.tags.renew import readme_path, with_table
from tests.wire.tags.test_tags_table_csv import TABLES

OPTIONS = {"plc": PlcOptions, "fieldio": FieldOptions}


@pytest.mark.parametrize("name", TABLES)
def test_the_table_of_tags_is_made_from_the_code(name):
    """``python -m tests.wire.tags.renew`` writes it anew."""
    text = readme_path(name).read_text("utf-8")
    assert "| `Link.Incarnation` | uint32 |" in text
    assert with_table(text, TABLES[name]) == text


@pytest.mark.parametrize("name", TABLES)
def test_the_session_prints_what_the_readme_says(name):
    """Run as it stands."""
    text = readme_path(name).read_text("utf-8")
    code, printed = (re.search(rf"```{kind}\n(.*?)```", text, re.DOTALL)[1] for kind in ("python", "text"))
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, f"{name}/README.md", "exec"), {})
    assert out.getvalue() == printed


@pytest.mark.parametrize("name", TABLES)
def test_every_option_that_does_something_is_named(name):
    """The field has no commands, and so no ``command_within``."""
    section = readme_path(name).read_text("utf-8").split("## Options")[1].split("## ")[0]
    named = {word for line in section.splitlines() if line.startswith("| `")
             for word in re.findall(r"`(\w+)`", line.split("|")[1])}
    assert named == set(OPTIONS[name].__struct_fields__) - ({"command_within"} if name == "fieldio" else set())
