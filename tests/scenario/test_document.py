import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.scenario.document import parse
from linebench.scenario.problems import ScenarioError

TEXT = '''\
# a comment with [brackets] and = signs
id = "x"  # = "y"
a.b.c = 1
products = [
  "p1",  # first
  "p2",
]
[stack]
text = """
not.a.key = 1
[nor.a.table]
"""
"quoted key" = 'it''s' \n
[[fault]]
params = { rows = "2", deep = [1, { q = 3 }] }
[fault.window]
start = 1
[[fault]]
kind = "z"
'''.replace("it''s", "its")


def test_every_key_has_its_line():
    """Tables, repeated tables, inline tables and list elements are found where they stand."""
    assert parse(TEXT, "x.toml").lines == {
        ("id",): 2, ("a",): 3, ("a", "b"): 3, ("a", "b", "c"): 3, ("products",): 4, ("products", 0): 5,
        ("products", 1): 6, ("stack",): 8, ("stack", "text"): 9, ("stack", "quoted key"): 13,
        ("fault", 0): 15, ("fault", 0, "params"): 16, ("fault", 0, "params", "rows"): 16,
        ("fault", 0, "params", "deep"): 16, ("fault", 0, "params", "deep", 0): 16,
        ("fault", 0, "params", "deep", 1): 16, ("fault", 0, "params", "deep", 1, "q"): 16,
        ("fault", 0, "window"): 17, ("fault", 0, "window", "start"): 18, ("fault", 1): 19, ("fault", 1, "kind"): 20,
    }


KEYS = st.text("abc-_1", min_size=1, max_size=4)
VALUES = st.sampled_from(
    ['"a # b"', "'[x]'", "1.5", "true", "[1, 2]", "[\n 1,\n 2 ]", "{ k = 1 }", '"""\n[q]\n"""'])


@given(st.lists(st.tuples(KEYS, VALUES), max_size=8, unique_by=lambda pair: pair[0]))
def test_no_key_is_missed_or_invented(pairs):
    """Every key that the TOML reader sees has a line of its own, counted the way an editor counts."""
    text, expected = "", {}
    for key, value in pairs:
        expected[key,] = text.count("\n") + 1
        text += f"{key} = {value}\n"
    tomllib.loads(text)
    found = parse(text, "x.toml").lines
    assert {path: line for path, line in found.items() if len(path) == 1} == expected


@pytest.mark.parametrize(
    ("text", "line"), [("a = 1\nb = \n", 2), ("a = 1\na = 2\n", 2), ('a = "', 1), ("\n[a\n", 2)])
def test_what_is_no_toml_is_refused_with_its_line(text, line):
    """The message points to the line, also at the end of the file."""
    with pytest.raises(ScenarioError, match=rf"^x\.toml:{line}: found text that is no TOML"):
        parse(text, "x.toml")
