"""Beside a real system only what its stack file lists is used; anything else ends before anything is opened."""

import socket

import pytest

from linebench.binding.address import endpoint_of
from linebench.cli import main

STACK = """id = "lk-200"
[[seat]]
id = "l2"
nature = "real"
name = "LK-200 of the test site"
[[wire]]
id = "l2-printer"
dialect = "codenet"
port = {port}
[[action]]
id = "start_line"
by = "http"
options = {{ url = "http://127.0.0.1:9/start" }}
[[claim]]
id = "alarms"
by = "json"
gives = "alarm"
fields = {{ alarm = "name" }}
options = {{ url = "http://127.0.0.1/status" }}
"""
ALLOW = """[allow]
gtins = ["09501101530003", "09501101530010"]
sscc_prefixes = ["39501101"]
endpoints = ["127.0.0.1:*"]
"""
CASE = """Feature: F
  Background:
    Given the scenario "carton-line"
  @OQ-L1-950 @positive
  Scenario: S
    When the operator acknowledges the alarms
    Then L2 accepts it
"""


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """``linebench run`` of a case that needs an unbound action; its exit code and what it said."""
    monkeypatch.chdir(tmp_path)

    def call(stack, *words):
        (tmp_path / "s.toml").write_text(stack, encoding="utf-8")
        (tmp_path / "a.feature").write_text(CASE, encoding="utf-8")
        capsys.readouterr()
        code = main(["run", "a.feature", "--stack", "s.toml", "--out", "out", *words])
        return code, capsys.readouterr().err

    return call


def test_without_a_list_nothing_is_opened(run, tmp_path):
    """One message names everything that is missing on it; a port in use is not even tried."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, said = run(STACK.format(port=port))
    assert code == 2
    first, last = said.strip().splitlines()
    assert first.startswith("found gtins 0950110153")
    used = (f"127.0.0.1:{port} (stack.wire.l2-printer)", "127.0.0.1:9 (stack.action.start_line)",
            "127.0.0.1:80 (stack.claim.alarms)")
    assert f"endpoints {', '.join(sorted(used))}, not allowed by stack lk-200; expected everything" in first
    assert last == "linebench: 1 problem; nothing was run"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("old", "new", "says"), [
    ('"09501101530003", ', "", "found gtins 09501101530003, not allowed"),
    ('"39501101"', '"09501101"', "found sscc_prefixes 39501101, not allowed"),
    ("127.0.0.1:*", "127.0.0.1:9", "found endpoints 127.0.0.1:0 (stack.wire.l2-printer), 127.0.0.1:80 ("),
])
def test_each_kind_is_looked_at(run, old, new, says):
    """GTINs, SSCC prefixes and endpoints; one that is missing is enough."""
    code, said = run(STACK.format(port=0) + ALLOW.replace(old, new))
    assert (code, said.startswith(says)) == (2, True), said


def test_what_is_joined_with_something_real_says_so(run, tmp_path):
    """On the console and in the report; the case goes as far as its bindings let it."""
    code, said = run(STACK.format(port=0) + ALLOW)
    assert code == 3
    assert said.startswith("connected to a real system: LK-200 of the test site\n")
    report = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "CONNECTED TO A REAL SYSTEM: LK-200 of the test site (l2)." in report
    assert "action acknowledge has no binding in stack lk-200" in report


@pytest.mark.parametrize(("url", "at"), [
    ("http://h/x", "h:80"), ("https://h:8443", "h:8443"), ("opc.tcp://h/p", "h:4840"), ("modbus://h/1", "h:502"),
    ("postgresql://u@h/b", "h:5432"), ("http://h:99999/", "http://h:99999/")])
def test_a_url_is_host_and_port(url, at):
    """With the port that its scheme has by itself; what is none stays as it is and is on no list."""
    assert endpoint_of(url) == at
