"""Users and roles in a scenario file: what loads, what is refused and how it is told."""

import re

import pytest

from linebench.content import Content, library
from linebench.line.kinds import KINDS
from linebench.ports.operator import REQUESTS
from linebench.ports.people import BOOKS
from linebench.scenario.load import load
from linebench.scenario.people import FUNCTIONS, listed
from linebench.scenario.problems import ScenarioError
from linebench.simulation import simulate

LIBRARY = Content((library(),))
README = (library() / "scenarios" / "README.md").read_text(encoding="utf-8")
MANUAL = re.search(r"```toml\n# my-people.toml\n(.*?)```", README, re.DOTALL)[1]
HEAD = (library() / "scenarios" / "carton-line.toml").read_text(encoding="utf-8")


def loaded(folder, text):
    file = folder / "mine.toml"
    file.write_text(f"{HEAD}\n{text}", encoding="utf-8", newline="\n")
    return load(file, LIBRARY, KINDS).scenario


def test_what_roles_can_have_is_what_people_can_ask():
    """No function is without a request, and no request is for nobody."""
    assert set(FUNCTIONS) == {*REQUESTS, *BOOKS}


def test_the_example_of_the_manual_loads(tmp_path):
    """Users, roles, rules of access and the zone are those of the text."""
    people = loaded(tmp_path, MANUAL).people
    assert people.users == {"operator 1": "operator", "supervisor": "supervisor"}
    assert listed(people.roles["supervisor"]) == (
        "close_case", "close_pallet", "force_end_batch", "read_trail", "log_out")
    assert (people.lock_after, people.log_off_after, people.zone) == (3, 600_000_000, "Europe/Berlin")


@pytest.mark.parametrize(("text", "told"), [
    ('[people.users]\nanna = "king"', "people.users.anna: found 'king'; expected one of no roles"),
    ('[people.roles]\nking = "start_batch, reign"', "people.roles.king: found 'reign'; expected some of "),
    ('[people]\nsigned = "everything"', "people.signed: found 'everything'; expected some of start_batch"),
    ("[people]\nlock_after = 0", "people.lock_after: found 0; expected 1 or more"),
    ('[people]\nlog_off_after = "0 s"', "people.log_off_after: found 0; expected a time above 0"),
    ('[people]\nzone = "Middle/Earth"', "people.zone: found 'Middle/Earth'; expected a time zone such as"),
    ('[people]\npasswords = "x"', "people.passwords: found the unknown key 'passwords'"),
])
def test_what_makes_no_sense_is_told(tmp_path, text, told):
    """One message each: where, what was found, what is expected."""
    with pytest.raises(ScenarioError) as refused:
        loaded(tmp_path, text)
    assert told in str(refused.value)


def test_a_batch_of_a_line_with_users_is_simulated():
    """People log in before they ask, so that the batch is carried through; no password is in any record."""
    bench = simulate(load("carton-people", LIBRARY, KINDS).scenario, 5, None, keep=True)
    assert (bench.people.shown["state"], bench.people.shown["batch"]) == ("Stopped", "")
    words = bench.people.passwords.values()
    assert words
    assert not [record for record in bench.records if any(word in repr(record) for word in words)]
