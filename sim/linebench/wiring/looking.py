"""How often a level of the bench's own looks at what cannot push, in real time."""

from linebench.scenario.stack import StackPlan, WirePlan

__all__ = ["POLL_US", "PUBLISH_US", "longest_look"]

POLL_US = 10_000
"""How often a level looks at a peer that cannot push, in microseconds of simulated time."""
PUBLISH_US = 20_000
"""How often an OPC UA server tells a level of changes, in microseconds of the wall."""
_PUSHES, _PUBLISHES = "native", "opcua"


def longest_look(stack: StackPlan, factor: int) -> int:
    """The longest time between two looks at any wire, in microseconds of simulated time; 0 where none is needed.

    A foreign level looks as often as it likes: what that takes is its own time, which the bench measures as it is.
    """
    spoken = {wire.dialect for wire in stack.wires if wire.dials or _ours(stack, wire)}
    publishing = PUBLISH_US * factor if _PUBLISHES in spoken else 0
    return max(POLL_US if spoken - {_PUSHES} else 0, publishing)


def _ours(stack: StackPlan, wire: WirePlan) -> bool:
    """Whether a level of the bench's own dials it; how often a real device is looked at says its profile."""
    level, peer = wire.id.split("-")[:2]
    return peer not in stack.devices and level in stack.remote and stack.remote[level].nature != "real"
