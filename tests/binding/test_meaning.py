"""What the statements of a foreign system mean: its columns, words and times as messages of our ports."""

import pytest

from linebench.binding.deed import BindingError
from linebench.binding.eye import Row
from linebench.binding.meaning import Meaning, MeaningError
from linebench.ports.l3 import AggregationEvent, BatchReport, ObjectEvent, Report
from linebench.ports.operator import Shown
from linebench.scenario.stack import ClaimPlan

EPOCH = "2026-01-05T06:00:00Z"


def meaning(gives, *, times="iso", words=None, **fields):
    return Meaning(ClaimPlan(id="report", by="csv", gives=gives, fields=fields, words=words or {}, times=times),
                   "stack.claim.report", EPOCH)


def test_a_serial_number_with_its_status_is_an_event():
    """Their words for the status, their form of the time, a constant for what no column holds."""
    read = meaning("serials", gtin="Artikel", serial="Nr", status="Zustand", time="Zeit", order="=order 1",
                   words={"status.GUT": "commissioned", "status.AUS": "rejected"}, times="%d.%m.%Y %H:%M:%S")
    row = Row({"Artikel": "09501101530003", "Nr": "A1", "Zustand": "GUT", "Zeit": "05.01.2026 06:00:02"}, "a.csv:2")
    assert read.read(row, 7) == Report(7, "order 1", (ObjectEvent(
        "ADD", "commissioning", "active", ("010950110153000321A1",), (2_000_000,)),))


def test_times_are_those_of_the_bench():
    """A clock that is 90 s ahead says things 90 s too late; an offset in the text counts."""
    read = meaning("serials", gtin="=1", serial="Nr", status="=rejected", time="Zeit", reason="=no read")
    read.skew_us = 90_000_000
    message = read.read(Row({"Nr": "A1", "Zeit": "2026-01-05T07:01:31+01:00"}, "x"), 1)
    assert message.events[0].times_us == (1_000_000,)
    assert message.events[0].reason == "no read"


@pytest.mark.parametrize(("gives", "fields", "values", "message"), [
    ("packed", {"parent": "Kiste", "child": "Teil"}, {"Kiste": "00340123", "Teil": "0121A1"},
     Report(3, "", (AggregationEvent("ADD", "00340123", ("0121A1",), 0),))),
    ("batch", {"order": "Auftrag", "commissioned": "gut", "rejected": "=4"}, {"Auftrag": "order 1", "gut": "36"},
     BatchReport("order 1", 0, 36, 4, 0, 0, 0, 0, 0, 0, 3)),
    ("alarm", {"alarm": "name", "latched": "on"}, {"name": "door", "on": "true"}, Shown("alarm:door", "latched")),
    ("alarm", {"alarm": "name"}, {"name": "door"}, Shown("alarm:door", "on")),
    ("state", {"state": "s"}, {"s": "Execute"}, Shown("state", "Execute")),
    ("value", {"item": "=good", "value": "n"}, {"n": "12"}, Shown("good", "12")),
])
def test_each_kind_of_statement_is_its_message(gives, fields, values, message):
    """Aggregation, reconciliation, alarms, states and values."""
    assert meaning(gives, **fields).read(Row(values, "x"), 3) == message


def test_an_alarm_that_is_not_there_any_more_is_off():
    """A page that shows what stands now says by leaving out."""
    read = meaning("alarm", alarm="name")
    assert read.read(Row({"name": "door"}, "x", gone=True), 1) == Shown("alarm:door", "off")


@pytest.mark.parametrize(("values", "says"), [
    ({"Nr": "1", "Zustand": "AUS", "Zeit": ""},
     "a.csv:9: status 'AUS'; expected one of commissioned, rejected, sampled, destroyed, in words if need be"),
    ({"Nr": "1", "Zeit": ""}, "a.csv:9: no 'Zustand' for status; there are Nr, Zeit"),
    ({"Nr": "1", "Zustand": "rejected", "Zeit": "gestern"}, "a.csv:9: time 'gestern'; expected the form iso"),
])
def test_a_statement_that_means_nothing_is_told_with_its_place(values, says):
    """Where it stands, what was found and what was expected."""
    read = meaning("serials", gtin="=1", serial="Nr", status="Zustand", time="Zeit")
    with pytest.raises(MeaningError) as error:
        read.read(Row(values, "a.csv:9"), 1)
    assert str(error.value) == says


@pytest.mark.parametrize(("gives", "fields", "says"), [
    ("serials", {"gtin": "a", "serial": "b"},
     "stack.claim.report.fields: status missing; name the column of each, or =text"),
    ("alarm", {"alarm": "a", "colour": "b"}, "stack.claim.report.fields: found 'colour'; alarm has alarm, latched"),
])
def test_fields_that_cannot_be_are_said_at_once(gives, fields, says):
    """Before anything runs."""
    with pytest.raises(BindingError) as error:
        meaning(gives, **fields)
    assert str(error.value) == says
