"""A foreign system begins each attempt from nothing, and is looked at from then on."""

import asyncio
import shlex
import sys
from pathlib import Path

import pytest

from linebench.binding.binder import Binder
from linebench.ports.l3 import Report
from linebench.scenario.stack import ActionPlan, ClaimPlan
from linebench.wiring.bound import BoundEndpoint, BoundLife
from linebench.wiring.control import WireTo
from linebench.wiring.endpoint import Surroundings
from linebench.wiring.ends import WiringError
from tests.binding.test_binder import bound, world


class Clock:
    """Stands at 7 s."""

    def now(self):
        return 7_000_000


def script(text):
    """A command of a shell hand that does something with ``log``, a file in its folder."""
    program = f"import pathlib, sys; log = pathlib.Path('log.csv'); {text}"
    return f"{Path(sys.executable).as_posix()} -c {shlex.quote(program)}"


def binder(tmp_path, **commands):
    actions = tuple(ActionPlan(id=name, by="shell", options={"command": script(text)})
                    for name, text in commands.items())
    claim = ClaimPlan(id="report", by="csv", gives="serials", options={"files": "log.csv"},
                      fields={"gtin": "=1", "serial": "Nr", "status": "Zustand"},
                      words={"status.GUT": "commissioned"})
    return Binder(bound(world(tmp_path).scenario, actions=actions, claims=(claim,)), tmp_path)


def endpoint(one, heard, noted):
    around = Surroundings(
        link="l2-l3", peer="l3", wire=WireTo("l3", "native", "", {}, "127.0.0.1", 0), epoch="2026-01-05T06:00:00Z",
        clock=Clock(), hear=heard.put_nowait, note=lambda what, detail: noted.append((what, detail)),
        changed=lambda: None, interposer=None, capture=None, real=False, gather=False)
    return BoundEndpoint(around, one, noted.append)


def seen(tmp_path, one, until):
    """Let a life begin and listen until so many statements came; these, and what was noted."""
    async def live():
        heard, noted = asyncio.Queue(), []
        end, life = endpoint(one, heard, noted), BoundLife(one)
        await end.start()
        await life.prepare()
        await life.begin(0, {})
        with (tmp_path / "log.csv").open("a", encoding="utf-8") as log:
            log.write("A2,GUT\nA3,HALB\nA4,GUT\n")
        found = [await asyncio.wait_for(heard.get(), 20) for _ in range(until)]
        await end.stop()
        await one.close()
        return found, noted

    return asyncio.run(live())


def test_what_it_said_before_is_not_about_this_attempt(tmp_path):
    """It forgets, then has power, and only then eyes are opened."""
    (tmp_path / "log.csv").write_text("Nr,Zustand\nOLD1,GUT\n", encoding="utf-8")
    one = binder(tmp_path, reset="log.unlink()", power_on="log.write_text('Nr,Zustand\\n')")
    found, _ = seen(tmp_path, one, 2)
    assert [report.events[0].epcs for report in found] == [("01121A2",), ("01121A4",)]


def test_reports_are_numbered_without_gaps(tmp_path):
    """What means nothing is noted and has no number: a site would wait for it for ever."""
    found, noted = seen(tmp_path, binder(tmp_path, power_on="log.write_text('Nr,Zustand\\n')"), 2)
    assert [report.sequence for report in found if isinstance(report, Report)] == [1, 2]
    assert [what for what, _ in noted] == ["unreadable"]
    assert "HALB" in noted[0][1]


def test_a_system_that_cannot_be_reset_stops_the_attempt(tmp_path):
    """With what its command said."""
    with pytest.raises(WiringError, match="reset: not me"):
        asyncio.run(BoundLife(binder(tmp_path, reset="sys.exit('not me')")).prepare())
