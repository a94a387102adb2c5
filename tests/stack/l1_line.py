"""A started PLC program that the tests of tracking speak to."""

from linebench.ports.checkweigher import Weight
from linebench.ports.io import Edges, Input, Reached
from linebench.ports.plc import Command, Setup, Verdict
from linebench.stack import make_decisions
from linebench.stack.l1 import PlcProgram
from linebench.stack.machine import Send
from tests.stack.plant import LAYOUT, MS


class Line:
    """A started program; ``t`` follows the encoder at one count a millisecond."""

    def __init__(self, layout=LAYOUT, mutants=(), limit=3):
        self.plc = PlcProgram(layout, make_decisions("l1", mutants))
        self.store = {}
        self.plc.start(self.store, 0)
        self.plc.receive("l2", Setup(9_000, 11_000, limit), 0)
        self.plc.receive("l2", Command("start", "l2"), 0)

    def see(self, signal, encoder, late=0):
        edge = signal.startswith("barrier") or signal == "reject_confirm"
        message = Edges((signal,), encoder) if edge else Input(signal, True, encoder)
        return list(self.plc.receive("io", message, (encoder + late) * MS))

    def reach(self, slot, encoder):
        return list(self.plc.receive("io", Reached(slot, encoder), encoder * MS))

    def good(self, trigger, encoder, *, verdict=True, mg=10_000):
        """A pack comes to the camera, is judged and weighed."""
        self.see("barrier_camera", encoder)
        if verdict is not None:
            assert self.plc.receive("l2", Verdict(trigger, verdict), encoder * MS) == ()
        if mg is not None:
            assert self.plc.receive("scale", Weight("scale-1", encoder + 100, mg), encoder * MS) == ()


def to_l2(effects):
    return [effect.message for effect in effects if type(effect) is Send and effect.to == "l2"]
