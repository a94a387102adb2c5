"""No text makes the loader fail in any other way than with its own messages."""

import re

from hypothesis import example, given
from hypothesis import strategies as st
from tests.scenario.world import BATCH, HEAD, KINDS, LINE, PRODUCT, library

from linebench.scenario.load import load
from linebench.scenario.problems import ScenarioError

FAULT = '[[fault]]\ntarget = "printer-1"\nkind = "nozzle_dead"\nparams = { rows = 2 }\nstart = "1 s"\n'
FILES = {"small.toml": HEAD + 'seed = 3\nno_read = "1 %"\n' + BATCH + FAULT, "lines/short.toml": LINE,
         "products/pills.toml": PRODUCT}
VALUES = st.sampled_from([
    '""', '"x"', '"5 ms"', '"-3 m"', '"1e9 m"', "0", "-1", "9223372036854775808", "1.5", "nan", "inf", "true",
    "[]", "[1]", '["a"]', "[[1]]", "{}", "{ a = 1 }", "[{ a = 1 }]", '[{ id = "x" }]',
    "2026-01-01", "07:00:00", '"\\u0000"', '"ä"',
])
KEYS = st.sampled_from([
    "line", "stack", "products", "faults", "product", "batch", "fault", "station", "belt", "operator", "settings",
    "params", "id", "file", "x", '"a.b"', '""',
])
LINES = re.compile(r"^([\w ]+) = .*$", re.MULTILINE)


def outcome(files: dict[str, str], settings: dict[str, str] | None = None) -> str:
    try:
        load("small.toml", library(**files), KINDS, settings=settings)
    except ScenarioError as error:
        return str(error)
    return ""


@given(name=st.sampled_from(sorted(FILES)), number=st.integers(0, 30), value=VALUES)
def test_any_value_in_any_place_is_taken_or_refused(name: str, number: int, value: str) -> None:
    """Each refusal has a line of its own and says where."""
    found = list(LINES.finditer(FILES[name]))
    match = found[number % len(found)]
    text = FILES[name][:match.start()] + f"{match[1]} = {value}" + FILES[name][match.end():]
    assert all(re.match(r"\S+\.toml:\d+: .*found .*; expected .*; ", line)
               for line in outcome({**FILES, name: text}).split("\n") if line)


@given(name=st.sampled_from(sorted(FILES)), key=KEYS, value=VALUES)
@example(name="small.toml", key="line", value='"lines/short.toml"')
def test_any_key_is_taken_or_refused(name: str, key: str, value: str) -> None:
    """Also where the key is one that means something elsewhere."""
    assert outcome({**FILES, name: f"{key} = {value}\n{FILES[name]}"}) is not None


@given(st.text(max_size=60))
def test_any_text_is_taken_or_refused(text: str) -> None:
    """A file that is no TOML at all is one problem."""
    assert outcome({**FILES, "small.toml": text})


@given(key=st.text("abelinstokw.-1 =[]", max_size=30), value=st.text(max_size=10))
def test_any_setting_is_taken_or_refused(key: str, value: str) -> None:
    """Keys and values of the command line are text of any kind."""
    assert outcome(FILES, {key: value}) is not None
