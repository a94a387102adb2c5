"""A foreign system goes on from one attempt to the next: with its power, its log-ins, and what was read of it."""

import asyncio

import msgspec
import pytest

from linebench.binding.binder import Binder
from linebench.binding.lasting import Lasting
from linebench.binding.whose import OTHERS
from linebench.records.wire import WireNoted
from linebench.scenario.stack import ActionPlan, ClaimPlan
from linebench.wiring.bound import BoundLife
from tests.binding.site import site
from tests.binding.test_binder import bound, world
from tests.binding.test_bound import endpoint, script

REPORT = ClaimPlan(id="report", by="csv", gives="serials", options={"files": "log.csv"}, every=1000,
                   fields={"gtin": "=1", "serial": "Nr", "status": "=commissioned", "order": "Auftrag"})


def of_case(tmp_path, lasting, order, *, actions=(), claims=(REPORT,)):
    """The bindings of a test case whose order has that name."""
    scenario = bound(world(tmp_path).scenario, actions=actions, claims=claims)
    batch = msgspec.structs.replace(scenario.batches[0], order=order)
    return Binder(msgspec.structs.replace(scenario, batches=(batch,)), tmp_path, lasting=lasting)


def append(tmp_path, *rows):
    with (tmp_path / "log.csv").open("a", encoding="utf-8") as log:
        log.writelines(f"{row}\n" for row in rows)


async def lived(one, write, until):
    """What is heard of a system in a test case, ``until`` so much came, and what was noted."""
    heard, noted = asyncio.Queue(), []
    end, life = endpoint(one, heard, noted), BoundLife(one)
    await end.start()
    await life.prepare()
    await life.begin(0, {})
    write()
    found = [await asyncio.wait_for(heard.get(), 20) for _ in range(until)]
    await end.stop()
    await one.close()
    return [report.events[0].epcs[0] for report in found], noted


def test_a_late_report_of_the_order_before_is_noted_and_is_no_claim(tmp_path):
    """Written between two test cases or in the second, by its order; the reports of the second have no gap."""
    append(tmp_path, "Nr,Auftrag", "OLD,PO-701")

    async def run():
        lasting = Lasting()
        first = await lived(of_case(tmp_path, lasting, "PO-702"), lambda: append(tmp_path, "A1,PO-702"), 1)
        append(tmp_path, "LATE1,PO-702")
        second = await lived(of_case(tmp_path, lasting, "PO-703"),
                             lambda: append(tmp_path, "LATE2,PO-702", "B1,PO-703"), 1)
        return first, second

    first, second = asyncio.run(run())
    assert first == (["01121A1"], [])
    assert second == (["01121B1"], [WireNoted(7_000_000, "l2-l3", "device", OTHERS,
                                              "report: 2 statements, of order PO-702")])


def test_power_is_given_once_and_nothing_is_reset(tmp_path):
    """In the first test case; after a loss of power in a test case it is given again."""
    commands = {name: script(f"print('{name}', file=log.with_name('done.txt').open('a'))")
                for name in ("reset", "power_on", "power_off")}
    actions = tuple(ActionPlan(id=name, by="shell", options={"command": text}) for name, text in commands.items())

    async def run():
        lasting = Lasting()
        for order in ("PO-701", "PO-702"):
            one = of_case(tmp_path, lasting, order, actions=actions)
            life = BoundLife(one)
            await life.prepare()
            await life.begin(0, {})
            life.dismiss()
            await one.close()
        await life.end()
        await life.begin(1, {})

    asyncio.run(run())
    assert (tmp_path / "done.txt").read_text(encoding="utf-8").split() == ["power_on", "power_off", "power_on"]


def test_what_is_so_now_is_told_in_every_test_case(tmp_path):
    """A page that stands unchanged is news to the second journal; the browser keeps its log-in."""
    with site() as web:
        web.say("/status", {"state": "4"}, cookie="session=1")
        page = ClaimPlan(id="s", by="json", gives="state", fields={"state": "state"},
                         options={"url": f"{web.address}/status"})

        async def run():
            lasting, found = Lasting(), []
            for order in ("PO-701", "PO-702"):
                one = of_case(tmp_path, lasting, order, claims=(page,))
                await one.watch()
                looks = [await one.watches[0].eye.look() for _ in range(2)]
                found.append([row.values["state"] for look in looks for row in look])
                await one.close()
            await lasting.shared.close()
            return found

        assert asyncio.run(run()) == [["4"], ["4"]]
        assert [cookie for *_, cookie in web.asked] == ["", "session=1", "session=1", "session=1"]


@pytest.mark.parametrize(("lasting", "same"), [(Lasting(), True), (None, False)])
def test_an_eye_outlives_a_test_case_where_the_system_does(tmp_path, lasting, same):
    """Unless the claim is another one."""
    eyes = [of_case(tmp_path, lasting, order).watches[0].eye for order in ("PO-701", "PO-702")]
    other = msgspec.structs.replace(REPORT, options={"files": "other.csv"})
    assert (eyes[0] is eyes[1]) is same
    assert of_case(tmp_path, lasting, "PO-703", claims=(other,)).watches[0].eye is not eyes[1]
