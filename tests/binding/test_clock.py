"""Times of a foreign system are those of the bench once its clock was read."""

import asyncio

import pytest

from linebench.binding.binder import Binder
from linebench.binding.eye import Row, Trouble
from linebench.scenario.stack import ActionPlan, ClaimPlan
from tests.binding.site import site
from tests.binding.test_binder import bound, world
from tests.binding.test_meaning import meaning

ROW = Row({"Nr": "A1", "Zeit": "21.11.2026 09:31:35"}, "a.csv:2")


def watch_after(tmp_path, clock, *, now=5_000_000, fields=("time",)):
    """What a binder says of the clock of its eye, and the eye's watch."""
    with site() as web:
        web.say("/clock", clock)
        action = ActionPlan(id="read_clock", by="http", options={"url": web.address + "/clock", "method": "GET"})
        claim = ClaimPlan(id="r", by="csv", gives="serials", times="%d.%m.%Y %H:%M:%S", options={"files": "*.csv"},
                          fields={"gtin": "=1", "serial": "Nr", "status": "=rejected",
                                  **dict.fromkeys(fields, "Zeit")})
        binder = Binder(bound(world(tmp_path).scenario, actions=(action,), claims=(claim,)), tmp_path)

        async def read():
            try:
                return await binder.set_clock(binder.watches[0], lambda: now)
            finally:
                await binder.close()

        return asyncio.run(read()), binder.watches[0]


def test_a_clock_that_is_ahead_is_taken_into_account(tmp_path):
    """Whatever the date there: what it says 5 s after the clock was read happened 5 s later."""
    why, watch = watch_after(tmp_path, "21.11.2026 09:31:30")
    assert (why, watch.meaning.read(ROW, 1).events[0].times_us) == ("", (10_000_000,))


@pytest.mark.parametrize(("clock", "fields", "says"), [
    ("half past nine", ("time",), "read_clock: time 'half past nine'; expected the form %d.%m.%Y %H:%M:%S"),
    ("half past nine", (), ""),
])
def test_a_clock_that_cannot_be_read_is_told(tmp_path, clock, fields, says):
    """Only where a statement has a time."""
    assert watch_after(tmp_path, clock, fields=fields)[0] == says


def test_a_statement_without_a_time_states_none():
    """It is not taken for one of the beginning."""
    read = meaning("serials", gtin="=1", serial="Nr", status="=rejected")
    assert read.read(ROW, 1).events[0].times_us == ()


def test_lines_of_one_container_are_one_statement():
    """A list of contents that names each thing on a line of its own says what is inside by all of them together."""
    read = meaning("packed", parent="Kiste", child="Teil", order="Auftrag")
    rows = [Row({"Kiste": box, "Teil": part, "Auftrag": "1"}, f"a.csv:{n}")
            for n, (box, part) in enumerate([("001", "a"), ("001", "b"), ("002", "c")])]
    trouble = Trouble("half a line")
    groups = read.gathered([*rows[:2], trouble, rows[2]])
    assert groups == [(rows[0], rows[1]), trouble, (rows[2],)]
    assert read.read(rows[0], 1, rows[1]).events[0].children == ("a", "b")
    assert meaning("value", item="Kiste", value="Teil").gathered(rows) == [(row,) for row in rows]
