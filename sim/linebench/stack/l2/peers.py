"""What the line controller does when a peer cannot be reached or is not one it serves, or can be reached again."""

from collections.abc import Callable, Mapping

from linebench.ports.presence import Presence
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.l2.desk import Desk
from linebench.stack.l2.plc import Plc
from linebench.stack.machine import Effect

__all__ = ["Peers"]

_STOPS = {"printer": "printer not ready", "camera": "camera down"}
"""Peers without which nothing may run, and the alarm that says so."""
_PLC = "l1"
_SITE = "l3"
"""The peer without which a batch can begin as far as the line goes; that it gives no order shows by itself."""

Regained = Mapping[str, Callable[[list[Effect], int], None]]


class Peers:
    """Peers that are lost, each with why. An alarm stays latched until its cause is gone and a person has seen it.

    A peer of a version that is not supported is told as lost by its wire, and so counts as any other that is.
    """

    __slots__ = ("_decisions", "_desk", "_gone", "_plc", "_producing", "_regained")

    def __init__(self, decisions: L2Decisions, desk: Desk, plc: Plc, producing: Callable[[], bool],
                 regained: Regained) -> None:
        """``producing``: whether a batch is open; ``regained``: what is to be done when a peer is back, by peer."""
        self._decisions = decisions
        self._desk, self._plc, self._producing, self._regained = desk, plc, producing, regained
        self._gone: dict[str, str] = {}

    def missing(self) -> str:
        """Why no batch may begin: a peer on the line that is lost; empty: none is."""
        return "; ".join(f"{peer} not reached: {why}" for peer, why in self._gone.items() if peer != _SITE)

    def told(self, message: Presence, out: list[Effect], t: int) -> None:
        """A wire says whether its peer is there."""
        if message.here:
            if message.why:
                self._desk.show(f"{message.peer} clock", message.why, out)
            if message.identity:
                self._desk.show(f"{message.peer} version", message.identity, out)
            self._back(message.peer, out, t)
        else:
            self._lost(message.peer, message.why, out)

    def _lost(self, peer: str, why: str, out: list[Effect]) -> None:
        self._gone[peer] = why
        self._desk.show(peer, f"not reached: {why}", out)
        if not self._producing():
            return
        self._desk.alarm(self._alarm(peer), out, latched=True, cause=True)
        if peer in _STOPS and self._decisions.stops_without(peer) and not self._plc.stands():
            self._plc.stop(out)

    def _back(self, peer: str, out: list[Effect], t: int) -> None:
        if peer not in self._gone:
            return
        del self._gone[peer]
        self._desk.show(peer, "reached", out)
        self._desk.cause_gone(self._alarm(peer), out)
        if peer == _PLC:
            self._plc.tell("resend", out)
        if peer in self._regained:
            self._regained[peer](out, t)

    @staticmethod
    def _alarm(peer: str) -> str:
        return _STOPS.get(peer, "PLC lost" if peer == _PLC else f"{peer} lost")
