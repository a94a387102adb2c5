"""How long a level of the bench's own may overlook something on a wire."""

import pytest

from linebench.scenario.stack import SeatPlan, StackPlan, WirePlan
from linebench.wire.opcua.host import HostOptions
from linebench.wiring.looking import POLL_US, PUBLISH_US, longest_look


def stack(dialect, nature="emulated"):
    return StackPlan(seats=(SeatPlan(id="l2", nature=nature, process=nature == "emulated"),),
                     wires=(WirePlan(id="l2-l1", dialect=dialect),))


@pytest.mark.parametrize(("plan", "longest"), [
    (StackPlan(), 0), (stack("native"), 0), (stack("modbus"), POLL_US), (stack("opcua"), 4 * PUBLISH_US),
    (stack("modbus", "real"), 0), (stack("opcua", "real"), 0),
])
def test_only_looks_of_the_bench_make_times_uncertain(plan, longest):
    """Native wires push; others are looked at; how often a foreign level looks is its own affair."""
    assert longest_look(plan, 4) == longest


def test_a_publishing_server_is_as_slow_as_its_client_asks():
    """The interval is that of the OPC UA client."""
    assert int(HostOptions().publish_every) == PUBLISH_US
