"""How often a level of the bench's own looks at what cannot push, in real time."""

from linebench.scenario.stack import StackPlan

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
    spoken = {wire.dialect for wire in stack.wires
              if wire.dials or stack.remote[wire.id.partition("-")[0]].nature != "real"}
    publishing = PUBLISH_US * factor if _PUBLISHES in spoken else 0
    return max(POLL_US if spoken - {_PUSHES} else 0, publishing)
