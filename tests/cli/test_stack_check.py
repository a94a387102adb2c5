"""``linebench stack check``: a half-filled stack file is told what exactly it lacks before anything runs."""

import json
import socket

import pytest
from tests.binding.site import Site, site

from linebench.binding.deed import ACTIONS
from linebench.surveying import CLAIMS

HEAD = 'id = "half"\n[[seat]]\nid = "l2"\nnature = "real"\n'
WIRES = ("l2-printer", "l2-l1", "l2-camera", "l2-packer", "l2-palletizer")


def http(action, address):
    return f'[[action]]\nid = "{action}"\nby = "http"\noptions = {{ url = "{address}/{action}" }}\n'


@pytest.fixture
def checked(here, tmp_path):
    """What is told of a stack file: exit code, and state, binding and remark by name."""
    def check(text, *words):
        (tmp_path / "s.toml").write_text(text, encoding="utf-8")
        done = here("stack", "check", "s.toml", "--json", *words)
        found = json.loads(done.out)["bindings"]
        return done.code, {each["name"]: (each["state"], each["how"], each["why"]) for each in found}

    return check


def test_a_half_filled_file_is_told_exactly_what_is_missing(checked):
    """Every action, claim and wire that has no binding, and no other."""
    with site() as web:
        code, found = checked(HEAD + http("start_line", web.address) + (
            '[[claim]]\nid = "events"\nby = "epcis"\ngives = "events"\noptions = { files = "*.xml" }\n'
            '[[wire]]\nid = "l2-printer"\ndialect = "codenet"\n'))
        assert code == 1
        missing = {name for name, (state, *_) in found.items() if state == "missing"}
        assert missing == {*ACTIONS, *CLAIMS, *WIRES} - {"start_line", "serials", "packed", "l2-printer"}
        assert {name: told for name, told in found.items() if name not in missing} == {
            "start_line": ("ok", f"http {web.address}/start_line", ""),
            "events": ("ok", "events by epcis *.xml", ""),
            "l2-printer": ("ok", "codenet at 127.0.0.1:a free port", "")}
        assert [method for method, *_ in web.asked] == ["OPTIONS"]


def test_what_is_bound_and_of_no_use_is_told_with_the_reason(checked):
    """Nobody listens, a wrong option, a folder that is not there, a port in use, a dialect nobody speaks."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with site() as web:
            gone = web.address
        _, found = checked(HEAD + http("start_line", gone) + (
            '[[action]]\nid = "stop_line"\nby = "fax"\n[[action]]\nid = "begin"\nby = "http"\n'
            '[[claim]]\nid = "r"\nby = "csv"\ngives = "state"\nfields = { state = "s" }\n'
            'options = { files = "o/*" }\n'
            f'[[wire]]\nid = "l2-printer"\ndialect = "codenet"\nport = {port}\n'
            '[[wire]]\nid = "l2-camera"\ndialect = "telepathy"\n'))
    states = {name: told[0] for name, told in found.items() if told[0] != "missing"}
    assert states == {"start_line": "not reachable", "stop_line": "wrong", "begin": "wrong", "r": "not reachable",
                      "l2-printer": "not reachable", "l2-camera": "wrong"}
    for name, says in (("start_line", "ConnectError"), ("stop_line", "found 'fax'"), ("begin", "no such action"),
                       ("r", "no folder"), ("l2-printer", "cannot listen"), ("l2-camera", "telepathy")):
        assert says in found[name][2], name


def test_what_the_system_does_not_have_is_missed_by_nobody(checked):
    """Said in the file, it is told as such, and the exit code is 0."""
    lacks = json.dumps([*ACTIONS, *CLAIMS, *WIRES])
    code, found = checked(HEAD.replace("\n[[seat", f"\nlacks = {lacks}\n[[seat", 1))
    assert (code, {state for state, *_ in found.values()}) == (0, {"not there"})


def test_people_get_a_table(here, tmp_path):
    """With one line for each, and how many problems there are."""
    (tmp_path / "s.toml").write_text(HEAD, encoding="utf-8")
    done = here("stack", "check", "s.toml")
    assert done.code == 1
    assert "l2-printer" in done.out
    assert done.out.strip().endswith(f"{len(ACTIONS) + len(CLAIMS) + len(WIRES)} problems")


@pytest.mark.parametrize(("text", "says"), [
    (None, "found no file 's.toml'"), ("id = ", "found text that is no TOML"),
    ('id = "x"\nport = 3\n', "unknown key")])
def test_a_file_that_cannot_be_read_is_one_message(here, tmp_path, text, says):
    """Exit 2."""
    if text is not None:
        (tmp_path / "s.toml").write_text(text, encoding="utf-8")
    done = here("stack", "check", "s.toml")
    assert (done.code, done.out) == (2, "")
    assert says in done.err


def test_the_levels_run_as_before(here):
    """Without the word, and with options before the scenario; a scenario of that name is reached by its path."""
    for words in (("carton-line",), ("--seed", "3", "carton-line"), ("./check",)):
        done = here("stack", *words)
        assert (done.code, done.err) == (2, "linebench: Missing option '--endpoints'; see linebench --help\n")


def test_a_world_that_continues_is_told_and_misses_no_reset(checked):
    """With what orders are called; nothing else differs."""
    _, found = checked(HEAD.replace('"half"\n', '"half"\nworld = "continue"\n'))
    assert found["continue"] == ("ok", "orders {order}-{run}{case:02}", (
        "not reset between test cases, power given once; one test case after the other"))
    assert found["reset"][0] == "not there"
    assert {name for name, told in found.items() if told[0] == "missing"} == {*ACTIONS, *CLAIMS, *WIRES} - {"reset"}


def test_of_a_plc_nobody_wants_what_people_ask_of_a_line_controller(checked):
    """Of another level the actions that any system may have; people and site speak with the bench's own L2."""
    code, found = checked('id = "plc"\nlacks = ["reset", "l1-scale"]\n[[seat]]\nid = "l1"\nnature = "real"\n'
                          '[[wire]]\nid = "l1-l2"\ndialect = "modbus"\n')
    assert (code, {name: told[0] for name, told in found.items()}) == (1, {
        "reset": "not there", "power_on": "missing", "power_off": "missing", "read_version": "missing",
        "read_clock": "missing", "l1-l2": "ok", "l1-io": "missing", "l1-scale": "not there"})


class Guarded(Site):
    """Its status is for whoever has logged in."""

    def answer(self, path, body, cookie):
        if path == "/log_in":
            return 200, "welcome", "who=operator"
        return (200, '{"s": 1}', "") if "who=" in cookie else (401, "log in first", "")


def test_whoever_looks_is_logged_in_first(checked):
    """A page that wants a log-in can be reached where ``log_in`` is bound, and not without."""
    with site(Guarded) as web:
        claim = ('[[claim]]\nid = "page"\nby = "json"\ngives = "state"\nfields = { state = "s" }\n'
                 f'options = {{ url = "{web.address}/status" }}\n')
        _, without = checked(HEAD + claim)
        _, found = checked(HEAD + claim + http("log_in", web.address))
    assert without["page"][0] == "not reachable"
    assert "401" in without["page"][2]
    assert found["page"] == ("ok", f"state by json {web.address}/status", "")
