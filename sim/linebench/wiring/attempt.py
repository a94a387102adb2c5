"""Whether an attempt has wires, and of which kind."""

from linebench.wiring.real import RealWiring
from linebench.wiring.stepped import SteppedWiring
from linebench.wiring.wiring import Wiring
from linebench.wiring.world import ALONE, Identity, Outside, World, peers_of

__all__ = ["ALONE", "Identity", "Outside", "World", "peers_of", "wiring_of"]


def wiring_of(world: World) -> Wiring | None:
    """Make the wires of an attempt; ``None`` where every seat is in the bench."""
    if not world.scenario.stack.is_wired:
        return None
    return (RealWiring if world.scenario.clock[0] == "real" else SteppedWiring)(world)
