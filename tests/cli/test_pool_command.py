"""``linebench pool``: pools by themselves, whose serials outlive the process."""

import json
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

import linebench.wire.serials as room
from linebench.cli.pool_file import FacePlan, read_pools
from linebench.stack.pool import Listed, PoolPlan, Random, Sequential

GTIN, LISTED = "04012345678901", "04012345678918"
FILE = f"""
[[pool]]
form = "SGTIN"
criteria = {{ GTIN = "{GTIN}" }}
length = 10

[[pool]]
form = "SSCC"
criteria = {{ COMPANY_PREFIX = "4012345" }}
prefix = "4012345"
extension = 3

[[pool]]
form = "SGTIN"
criteria = {{ GTIN = "{LISTED}" }}
serials = ["007", "B2"]

[[face]]
dialect = "serials-rest"

[[face]]
dialect = "serials-soap"
"""


@contextmanager
def running(folder, *words):
    """The command in a process of its own, and what it printed first; killed at the end unless it has ended."""
    file = folder / "pools.toml"
    file.write_text(FILE, encoding="utf-8", newline="\n")
    process = subprocess.Popen([sys.executable, "-m", "linebench", "pool", str(file), "--json", *words], text=True,
                               encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        lines = []
        for line in process.stdout:
            lines.append(line)
            if line == "}\n":
                break
        assert lines, process.stderr.read()
        yield process, json.loads("".join(lines))
    finally:
        process.kill()
        process.communicate()


def draw(document, request, count=3, gtin=GTIN):
    face = next(each for each in document["faces"] if each["dialect"] == "serials-rest")
    return httpx.post(f"http://127.0.0.1:{face['port']}/pools/SGTIN/draw", timeout=20, json={
        "request": request, "count": count, "criteria": {"GTIN": gtin}})


def test_what_was_given_outlives_a_killed_process(tmp_path):
    """The same request gets the same serials after a kill, another one others; a list goes on where it was."""
    with running(tmp_path, "--store", str(tmp_path / "kept.sqlite"), "--seed", "5") as (process, document):
        assert document["pools"] == [f"SGTIN GTIN={GTIN}", "SSCC COMPANY_PREFIX=4012345", f"SGTIN GTIN={LISTED}"]
        assert [each["dialect"] for each in document["faces"]] == ["serials-rest", "serials-soap"]
        before = draw(document, "1").json()
        assert draw(document, "list", 1, LISTED).json()["serials"] == ["007"]
        process.kill()
    with running(tmp_path, "--store", str(tmp_path / "kept.sqlite"), "--seed", "5") as (_, document):
        assert draw(document, "1").json() == before
        assert set(draw(document, "2").json()["serials"]).isdisjoint(before["serials"])
        assert draw(document, "list 2", 2, LISTED).json()["serials"] == ["B2"]
    assert [len(each) for each in before["serials"]] == [10] * 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal for a process")
def test_it_ends_in_order_when_it_is_told_to(tmp_path):
    """One face alone, at a port of its own; an interrupt is the wish to end."""
    with running(tmp_path, "--face", "serials-soap", "--port", "0") as (process, document):
        assert [each["dialect"] for each in document["faces"]] == ["serials-soap"]
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        assert (process.returncode, errors) == (0, "")


def test_planted_defects_are_those_of_the_pool(tmp_path):
    """The same block for everybody, as the mutant has it."""
    with running(tmp_path, "--mutant", "pool-same-block-twice") as (_, document):
        assert draw(document, "1").json()["serials"] == draw(document, "2").json()["serials"]


@pytest.mark.parametrize(("text", "words", "message"), [
    ("", (), "Object missing required field `pool`"),
    ("[[pool]]\nform = 1\n", (), "Expected `str`, got `int` - at `$.pool[0].form`"),
    ("[[pool]]\nform = 'S'\nwidth = 1\n", (), "unknown field `width`"),
    ("[[pool]]\nform = 'S'\n[[pool]]\nform = 'S'\n", (), "pool S: found it twice"),
    ("[[pool]]\nform = 'S'\nlength = 40\n", (), "serial length 40; expected 1 to 20"),
    ("[[pool]]\nform = 'S'\nserials = ['a', 'a']\n", (), "found the serial 'a' twice"),
    ("pool = []\n", (), "found no [[pool]]; expected one or more"),
    ("[[pool", (), "found no TOML"),
    (FILE, ("--port", "0"), "--port: found 2 faces; expected one: name it with --face"),
    (FILE, ("--face", "rest"), "found dialect 'rest'; expected one of native, openscs, serials-rest, serials-soap"),
    (FILE, ("--face", "openscs"), "found the policy None, which OPC 30260 does not allow"),
    (FILE, ("--mutant", "l3-stores-repeat"), "found 'l3-stores-repeat'; expected one of the pool"),
    (FILE, ("--store", "."), "--store: .: unable to open database file"),
])
def test_what_cannot_be_served_is_told(here, tmp_path, text, words, message):
    """One message with the place, what was found and what is expected; exit 2, and nothing is served."""
    (tmp_path / "p.toml").write_text(text, encoding="utf-8", newline="\n")
    done = here("pool", "p.toml", *words)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert done.err.count("\n") == 1


def test_a_file_that_is_not_there(here):
    """Its name and why."""
    done = here("pool", "nothing.toml")
    assert done.code == 2
    assert done.err == ("linebench: nothing.toml: No such file or directory; expected a TOML file with [[pool]] "
                        "tables\n")


def test_the_file_of_the_guide(tmp_path):
    """It says what stands there: chance, counting and a list, and two faces."""
    guide = (Path(room.__path__[0]) / "README.md").read_text(encoding="utf-8")
    file = tmp_path / "pools.toml"
    file.write_text(re.search(r"```toml\n(.*?)```", guide, re.DOTALL)[1], encoding="utf-8", newline="\n")
    said = read_pools(file)
    assert said.config.pools == (
        PoolPlan(form="SGTIN", criteria=(("GTIN", "09501101530003"),), source=Random(12), size=100_000),
        PoolPlan(form="SSCC", criteria=(("COMPANY_PREFIX", "9501101"),), source=Sequential("9501101", 1, 3)),
        PoolPlan(form="SGTIN", criteria=(("GTIN", "09501101530010"),), source=Listed(("007", "B2", "C3"))))
    assert said.faces == (
        FacePlan(dialect="serials-rest", port=8000, options={"users": "line-1=secret, line-2=hidden"}),
        FacePlan(dialect="serials-soap", port=8001))


STACK = """
id = "our-pool"

[[seat]]
id = "serials"
nature = "real"

[[wire]]
id = "serials-l3"
dialect = "{dialect}"
dials = true
port = {port}
"""


def test_a_stack_file_with_such_a_pool_is_looked_at(here, tmp_path):
    """Whether it answers, and whether its dialect is one of a pool; people have nothing to do with it."""
    stack = tmp_path / "our-pool.toml"
    with running(tmp_path, "--face", "serials-rest") as (_, document):
        port = document["faces"][0]["port"]
        seen = {}
        for dialect in ("serials-rest", "openscs", "epcis"):
            stack.write_text(STACK.format(dialect=dialect, port=port), encoding="utf-8", newline="\n")
            seen[dialect] = here("stack", "check", stack, "--json")
    wires = {dialect: [(each["what"], each["name"], each["state"]) for each in json.loads(done.out)["bindings"]]
             for dialect, done in seen.items()}
    assert wires == {"serials-rest": [("wire", "serials-l3", "ok")], "openscs": [("wire", "serials-l3", "ok")],
                     "epcis": [("wire", "serials-l3", "wrong")]}
    assert [done.code for done in seen.values()] == [0, 0, 1]
    assert "expected one of native, openscs, serials-rest, serials-soap" in seen["epcis"].out
