"""The tracking shift register: which pack is where between camera and exit.

Packs keep their order on the belt, so each zone is a queue and a pack is known by the encoder distance from
its camera edge. Invariant: ``ahead`` holds consecutive triggers, oldest first.
"""

from collections import deque

from linebench.ports.checkweigher import Weight
from linebench.ports.plc import Verdict
from linebench.stack.l1.layout import L1Layout
from linebench.stack.l1.track import Track

__all__ = ["Register"]


class Register:
    """Tracks from the camera to the gate (``ahead``) and from the gate to the exit (``leaving``).

    ``missing`` collects tracks whose expected place went by without an edge; the program takes them out. The
    head of a queue is due ``gate_low`` to ``gate_high`` (``exit_low`` to ``exit_high``) counts behind its camera
    edge.
    """

    __slots__ = (
        "_scale_high",
        "_scale_low",
        "_scales",
        "_seal_high",
        "_seal_low",
        "_seals",
        "ahead",
        "exit_high",
        "exit_low",
        "gate_high",
        "gate_low",
        "leaving",
        "missing",
        "trigger",
        "unplaced",
        "unsealed",
        "unweighed",
    )

    def __init__(self, layout: L1Layout) -> None:
        self.trigger = 0
        self.ahead: deque[Track] = deque()
        self.leaving: deque[Track] = deque()
        self.unweighed: deque[Track] = deque()
        self.unsealed: deque[Track] = deque()
        self.unplaced: deque[Track] = deque()
        self.missing: list[Track] = []
        to_exit = layout.camera_to_gate + layout.gate_to_exit
        self.gate_low = layout.camera_to_gate - layout.tolerance
        self.gate_high = layout.camera_to_gate + layout.tolerance
        self.exit_low = to_exit - layout.tolerance
        self.exit_high = to_exit + layout.tolerance
        self._scales = layout.camera_to_scale is not None
        self._scale_low = (layout.camera_to_scale or 0) - layout.tolerance
        self._scale_high = (layout.camera_to_scale or 0) + layout.tolerance

        self._seals = layout.camera_to_seal is not None
        self._seal_low = (layout.camera_to_seal or 0) - layout.tolerance
        self._seal_high = (layout.camera_to_seal or 0) + layout.tolerance

    def camera(self, encoder: int) -> Track:
        """A pack reached the camera: it is tracked from here."""
        self.trigger = trigger = self.trigger + 1
        track = Track(trigger, encoder)
        self.ahead.append(track)
        if self._scales:
            self.unweighed.append(track)
        if self._seals:
            self.unsealed.append(track)
        return track

    def judged(self, message: Verdict, t: int) -> tuple[()]:  # noqa: ARG002  # every handler is told the time
        """L2 decided on a pack; a verdict that comes after the gate finds no track and changes nothing."""
        ahead = self.ahead
        if ahead:
            place = message.trigger - ahead[0].trigger
            if 0 <= place < len(ahead):
                ahead[place].verdict = message.good
        return ()

    def weighed(self, message: Weight, t: int) -> tuple[()]:  # noqa: ARG002  # every handler is told the time
        """The scale has a weight, for the pack that was expected on it at this count."""
        waiting = self.unweighed
        while waiting:
            travelled = message.encoder - waiting[0].encoder
            if travelled < self._scale_low:
                break  # a pack that was never seen by the camera
            track = waiting.popleft()
            if travelled <= self._scale_high:
                track.mg = message.mg
                break
        return ()

    def sealed(self, encoder: int) -> None:
        """The sensor saw a seal: that of the pack which is expected before it at this count."""
        waiting = self.unsealed
        while waiting:
            travelled = encoder - waiting[0].encoder
            if travelled < self._seal_low:
                break  # a pack that was never seen by the camera
            track = waiting.popleft()
            if travelled <= self._seal_high:
                track.sealed = True
                break

    def gate(self, encoder: int) -> Track | None:
        """The track expected at the gate's barrier here; ``None``: no tracked pack is due."""
        ahead = self.ahead
        while ahead:
            travelled = encoder - ahead[0].encoder
            if travelled < self.gate_low:
                return None
            track = ahead.popleft()
            if travelled <= self.gate_high:
                return track
            self.missing.append(track)
        return None

    def exit(self, encoder: int) -> Track | None:
        """The track expected behind the reject zone here; ``None``: no good pack is due."""
        leaving = self.leaving
        while leaving:
            travelled = encoder - leaving[0].encoder
            if travelled < self.exit_low:
                return None
            track = leaving.popleft()
            if travelled <= self.exit_high:
                return track
            self.missing.append(track)
        return None

    def sweep(self, encoder: int) -> None:
        """Move every track whose place at gate or exit went by to ``missing``."""
        for queue, high in ((self.leaving, self.exit_high), (self.ahead, self.gate_high)):
            while queue and encoder - queue[0].encoder > high:
                self.missing.append(queue.popleft())

    def deadline(self) -> int | None:
        """The encoder count at which the newest track must have left; ``None`` when nothing is tracked."""
        if self.ahead:
            return self.ahead[-1].encoder + self.exit_high + 1
        return self.leaving[-1].encoder + self.exit_high + 1 if self.leaving else None

    def spoil(self) -> None:
        """Every pack not yet past the gate must be rejected: nobody watched it for a while."""
        for track in self.ahead:
            track.spoiled = "zone"

    def displace(self) -> list[Track]:
        """The encoder cannot be trusted: places are unknown, only the order is.

        Packs before the gate wait in ``unplaced``; those behind it are returned, for they cannot be rejected
        any more and nobody can say which is which.
        """
        self.spoil()
        self.unplaced.extend(self.ahead)
        gone = list(self.leaving)
        self.ahead.clear()
        self.leaving.clear()
        self.unweighed.clear()
        self.unsealed.clear()
        return gone

    def restart_count(self) -> None:
        """Triggers count from 1 again; whatever is still on the belt belongs to no trigger any more."""
        self.displace()
        self.unplaced.clear()
        self.trigger = 0
