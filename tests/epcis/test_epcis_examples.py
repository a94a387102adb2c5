"""The example messages of the bench: the valid ones are taken, the others refused for their one reason."""

import tomllib

import pytest

from linebench.content import library
from linebench.epcis import EpcisError
from linebench.epcis.hashing import event_hash
from linebench.epcis.kinds import KINDS
from linebench.epcis.reading import read

MESSAGES = library() / "fixtures" / "messages" / "epcis"
VALID = sorted(path for path in (MESSAGES / "valid").iterdir())
WHERE = tomllib.loads((MESSAGES / "invalid" / "where.toml").read_text("utf-8"))
INVALID = sorted(path for path in (MESSAGES / "invalid").iterdir() if path.name != "where.toml")


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.name)
def test_what_is_valid_is_taken(path):
    """In each form in which it is there, with the same events."""
    stem = path.name.partition(".")[0]
    alike = [[event_hash(event) for event in read(other.read_bytes()).events] for other in VALID
             if other.name.partition(".")[0] == stem]
    assert alike == [alike[0]] * len(alike)


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.name)
def test_what_is_invalid_is_refused_for_what_is_wrong(path):
    """The place is told, and no other."""
    with pytest.raises(EpcisError) as refused:
        read(path.read_bytes())
    assert {problem.where for problem in refused.value.problems} == {WHERE[path.name]}


def test_all_are_there():
    """Every refused document says where, and every kind of event is among the valid ones."""
    assert sorted(WHERE) == [path.name for path in INVALID]
    assert {event.type for path in VALID for event in read(path.read_bytes()).events} == set(KINDS)


@pytest.mark.parametrize("data", [
    b"[" * 200_000, b'{"a":' * 200_000,
    b'{"type": "EPCISDocument", "x": ' + b'{"ex:a":' * 5_000 + b"1" + b"}" * 5_001,
    b"<a>" * 100_000, b"\x00\xff", b"", b"{}", b"[]", b"null", b'{"type": 5}', b'"EPCISDocument"', b"<a/>",
    '{"type": "EPCISDocument"}'.encode("utf-16")], ids=range(13))
def test_what_is_no_document_is_refused(data):
    """However deep, empty or torn it is: one message, and nothing else."""
    with pytest.raises(EpcisError) as refused:
        read(data)
    assert str(refused.value)


def test_entities_that_grow_are_not_expanded():
    """A text of a billion laughs is refused before anybody laughs."""
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{lines}]><x>&l9;</x>'
    with pytest.raises(EpcisError, match=r"DOCTYPE with entities|amplification"):
        read(bomb.encode())


def test_a_problem_says_what_was_found_and_expected():
    """In one line, with how many more there are."""
    with pytest.raises(EpcisError, match=r"^schemaVersion: found 3, expected 2.0 \(and 1 more\)$"):
        read(b'{"@context": "urn:x:y", "type": "EPCISDocument", "schemaVersion": 3, '
             b'"creationDate": "2026-01-31T12:00:00Z", "epcisBody": {"eventList": [1]}}')
