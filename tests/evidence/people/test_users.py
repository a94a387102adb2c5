"""The users file: what is read from it, and one clear message for each mistake."""

import pytest

from linebench.content import Content, library
from linebench.evidence.controlled import Person
from linebench.evidence.people.errors import PeopleError
from linebench.evidence.people.users import executor, find_user, read_users

GOOD = """
[[user]]
id = "a.one"
name = "Ann One"
roles = ["author", "executor"]
training = "TR-7"
certificate = "AB:CD:%s"
""".replace("%s", "ef" * 30)
ANN = Person(id="a.one", name="Ann One", roles=("author", "executor"), training="TR-7",
             thumbprint="abcd" + "ef" * 30)


def test_users_are_read() -> None:
    """Thumbprints may be written with colons and capitals, as tools show them."""
    assert read_users(GOOD, "users.toml") == (ANN,)


@pytest.mark.parametrize(("text", "said"), [
    ("[[user]", "users.toml: no TOML"),
    ("users = 1", "users.toml: the unknown key 'users'; expected: [[user]] tables only"),
    ("user = 1", "users.toml: user: no list of tables"),
    (GOOD.replace('id = "a.one"\n', ""), "user 1 (without id): id: nothing; expected: text in quotes"),
    (GOOD.replace("a.one", "a one"), "user 1 (a one): id: 'a one'; expected: letters, digits"),
    (GOOD.replace('"author"', '"Autor"'), "roles: 'Autor'; expected: one of author, technical reviewer"),
    (GOOD.replace('"author"', '"Autor"'), 'executor, reviewer, qa, system account; write "author"'),
    (GOOD.replace('"author"', '"system account"'), "roles: a system account with further roles"),
    (GOOD.replace('["author", "executor"]', "[]"), "roles: []; expected: a list of author"),
    (GOOD.replace("AB:CD", "AB:XY"), "expected: the SHA-256 thumbprint, 64 hex digits"),
    (GOOD.replace("training", "trained"), "the unknown key 'trained'; expected: id, name, training, certificate"),
    (GOOD + GOOD, "id 'a.one' of 2 users; expected: one person each, accounts are not shared"),
])
def test_a_mistake_is_named(text: str, said: str) -> None:
    """Where, what was found, what is expected, what to do."""
    with pytest.raises(PeopleError) as error:
        read_users(text, "users.toml")
    assert said in str(error.value)


def test_every_mistake_is_named_at_once() -> None:
    """Two mistakes are two lines, each with the file in front."""
    with pytest.raises(PeopleError) as error:
        read_users(GOOD.replace('name = "Ann One"', 'name = ""').replace('"author"', '"boss"'), "users.toml")
    assert [line.partition(":")[0] for line in str(error.value).splitlines()] == ["users.toml"] * 2


def test_an_account_that_nobody_knows_is_a_system_account() -> None:
    """Who starts a run is a person of the file, or the account, and says so."""
    assert executor((ANN,), "a.one") == ANN
    assert executor((ANN,), "ci") == Person(id="ci", name="ci", roles=("system account",))
    with pytest.raises(PeopleError, match=r"there is no user 'b'; known: a\.one; correct the id or add the person"):
        find_user((ANN,), "b")


def test_the_shipped_users_cover_every_role_of_the_plan() -> None:
    """Independent people are there for each signature; nobody has all roles."""
    users = read_users(Content((library(),)).read("fixtures", "users.toml").text, "fixtures/users.toml")
    roles = {role for user in users for role in user.roles}
    assert roles == {"author", "technical reviewer", "owner", "executor", "reviewer", "qa", "system account"}
    assert all(len(user.roles) < len(roles) for user in users)
