"""The examples of the READMEs, run as they stand."""

import re
import tomllib
from pathlib import Path

import pytest

import linebench.wire.verification as shared
from linebench.wire import emvs, vrs
from linebench.wire.dialect import dialects
from linebench.wire.emvs.profile import EmvsProfile
from tests.wire.verification.kit import Face

SESSION = re.compile(r"^-> (\w+) (\S+) ?(.*)\n<- (\d+) (.*)$", re.MULTILINE)


def text(package):
    return (Path(package.__path__[0]) / "README.md").read_text(encoding="utf-8")


def block(package, kind):
    return re.search(rf"```{kind}\n(.*?)```", text(package), re.DOTALL)[1]


@pytest.mark.parametrize(("package", "steps"), [(vrs, 5), (emvs, 7)])
def test_the_sessions(package, steps):
    """Each request has the response that stands behind it."""
    face = Face(package.__name__.rpartition(".")[2])
    parts = SESSION.findall(block(package, "session"))
    assert len(parts) == steps
    for number, (method, target, body, status, expected) in enumerate(parts, 1):
        headers = {"content_type": "application/json"} if body else {}
        found = face.ask(method, target, body.encode(), idempotency_key=f"t{number}", **headers)
        assert (found[0], found[2].decode().rstrip("\n")) == (int(status), expected)


def test_the_codes():
    """The table is the profile's."""
    table = text(emvs).partition("| why not |")[2].split("\n\n")[0]
    table = text(emvs).partition("| why not |")[2].split("\n\n")[0]
    rows = [re.findall(r"`(\w+)`", row) for row in table.splitlines()[2:]]
    said = {}
    for words in rows:
        codes = [word for word in words if re.fullmatch(r"A\d+|NMVS_\w+", word)]
        said |= dict.fromkeys([word for word in words if word not in codes], " ".join(codes))
    assert said.items() <= EmvsProfile().codes.items()
    assert len(said) == 11


@pytest.mark.parametrize("package", [vrs, emvs])
def test_the_options(package):
    """Every option of the table is one of the profile, and every one of the profile's own is in it."""
    profile = dialects()[package.__name__.rpartition(".")[2]].profile()
    table = text(package).partition("| option |")[2].split("\n\n")[0]
    named = {name for row in table.splitlines()[2:] for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert named <= set(profile.__struct_fields__)
    assert set(type(profile).__annotations__) <= named


def test_the_stack_file():
    """Its wire is one that can be served."""
    (wire,) = tomllib.loads(block(shared, "toml"))["wire"]
    profile = dialects()[wire["dialect"]].profile(wire["profile"], wire["options"])
    assert (wire["id"], profile.askers) == ("partner-l4", ("9501101000100", "9501101000209"))
