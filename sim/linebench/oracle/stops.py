"""The ledger's part on motion: belt, stop conditions, pusher strokes, alarms and power."""

from collections.abc import Callable
from typing import Any, NamedTuple

from linebench.oracle import policy
from linebench.oracle.book import Book
from linebench.oracle.facts import Condition, Fate
from linebench.oracle.flow import Flow
from linebench.records import claim, truth

__all__ = ["CAUSES", "STOP", "UNCONFIRMED", "Cause", "Stops"]

STOP = "URS-STP-001"


class Cause(NamedTuple):
    """A stop condition in words, the alarm that goes with it, and the requirement whose limit holds."""

    words: str
    alarm: str
    cites: str


CAUSES = {
    "estop": Cause("the emergency stop was pressed", "emergency stop", STOP),
    "guard": Cause("a guard was opened", "guard open", STOP),
    "air_low": Cause("compressed air got low", "air pressure low", STOP),
    "bin_full": Cause("the reject bin got full", "bin full", STOP),
    "bin_door": Cause("the reject bin's door was opened", "bin door open", STOP),
    "encoder_lost": Cause("the encoder stopped giving pulses", "encoder lost", "URS-TRK-003"),
    "camera_series": Cause("the camera's limit of faults in a row was reached", "camera series stop", STOP),
    "scale_fault": Cause("the checkweigher reported a fault", "scale fault", STOP),
    "consecutive": Cause("the limit of rejects in a row was reached", "consecutive rejects", "URS-REJ-006"),
    "rate": Cause("the limit of rejects among the latest packs was reached", "reject rate", "URS-REJ-011"),
}
"""Conditions after which the belt has to stand, by the name of the input or fault."""
UNCONFIRMED = Cause("a reject was ordered that was not confirmed", "reject not confirmed", "URS-REJ-007")
_SHUT_DOWN = "shut_down"
_ENDS_TRACKING = {"estop", "encoder_lost"}


class Stops:
    """Follows motion and what should end it."""

    def __init__(self, book: Book, flow: Flow) -> None:
        self._book = book
        self._flow = flow
        flow.in_a_row = self._consecutive
        self._belt = book.world.belt()
        self._encoder_faults: set[int] = set()
        self._links: dict[int, str] = {}
        self._scales = {station.id for station in book.world.line.stations if station.kind == "checkweigher"}
        self._scale_faults: set[int] = set()
        self._kept = False  # L2 says that it was shut down in order, so nothing is in doubt when its power goes
        self._zone: list[Fate] = []

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        return {truth.BeltMoved: self._moved, truth.ConditionChanged: self._changed,
                truth.PowerChanged: self._power, truth.PusherStruck: self._struck,
                truth.FaultBegan: self._fault, truth.FaultEnded: self._healed,
                claim.AlarmClaimed: self._alarm, claim.AnswerClaimed: self._answered}

    def _moved(self, moved: truth.BeltMoved, at: int) -> None:
        book = self._book
        if moved.belt != self._belt:
            return
        self._flow.gaps.pin()
        before, book.speed = book.speed, moved.speed
        book.travel, book.moved_t = moved.travel, moved.t
        if moved.speed == 0 and before:
            book.stands.append(moved.t)
            self._stood()
        elif moved.speed and not before:
            self._started(moved.t, at)

    def _stood(self) -> None:
        """Packs that stand between camera and exit: tracking survives this, or it was declared void."""
        for fate in self._zone:
            if fate.gated_t < 0:
                fate.flags |= policy.ZONE
        self._zone = []
        for fate in self._book.fates.values():
            if fate.viewed_t >= 0:
                fate.flags |= policy.ZONE_EDGE

    def _started(self, t: int, at: int) -> None:
        self._book.tell("started", t, at)
        if self._encoder_faults and "encoder_lost" not in self._book.active:
            self.open("encoder_lost", t, at)
            self._book.active.add("encoder_lost")

    def _changed(self, changed: truth.ConditionChanged, at: int) -> None:
        if changed.name not in CAUSES:
            return
        if changed.value:
            self._cause(changed.name, changed.t, at)
        else:
            self._book.active.discard(changed.name)

    def _cause(self, name: str, t: int, at: int) -> None:
        if name not in self._book.active:
            self._book.active.add(name)
            if name not in self._book.bypassed:
                self.open(name, t, at)

    def open(self, name: str, t: int, at: int) -> None:
        """Something of ``CAUSES`` is there after which the belt has to stand."""
        book, cause = self._book, CAUSES[name]
        if book.powered["l1"]:
            book.conditions.append(
                Condition(cause.words, cause.alarm, self._cites(cause), t, at, moving=book.speed > 0))
        if name in _ENDS_TRACKING:
            self._lose_zone()
        if name == "encoder_lost":
            self._lose_places(t)

    def _lose_places(self, t: int) -> None:
        """Without pulses nobody knows where the packs in the zone are: what is said of them is a guess."""
        self._book.blind_from = self._book.belt_at(t)
        for fate in self._book.fates.values():
            if fate.viewed_t >= 0:
                fate.flags |= policy.SENSOR
                self._book.excused.add(fate.pack)

    def _cites(self, cause: Cause) -> str:
        return cause.cites if self._book.world.limit(cause.cites) else STOP

    def _lose_zone(self) -> None:
        """Tracking is void for packs between camera and gate, from when the belt stands."""
        self._zone = [fate for fate in self._book.fates.values() if fate.viewed_t >= 0 and fate.gated_t < 0]
        if not self._book.speed:
            self._stood()

    def _consecutive(self, t: int, at: int) -> None:
        self.open("consecutive", t, at)

    def _power(self, power: truth.PowerChanged, _: int) -> None:
        book = self._book
        book.powered[power.level] = power.on
        if power.level in ("l2", "l3") and not power.on:
            book.site_down = True
        if power.on:
            book.powered_t, self._kept = power.t, False
            return
        if power.level == "l1":
            self._forget_tracks()
            self._lose_zone()
        elif power.level == "l2" and not self._kept:
            book.void.update(book.print_orders)
            for fate in book.fates.values():
                fate.flags |= policy.ZONE_EDGE if fate.viewed_t >= 0 else policy.VOID

    def _answered(self, answer: claim.AnswerClaimed, _: int) -> None:
        if answer.action == _SHUT_DOWN and answer.accepted:
            self._kept = True

    def _forget_tracks(self) -> None:
        """L1 lost its memory: fates it had not reported cannot be asked for."""
        book = self._book
        book.latched.clear()
        for number in book.outcomes.values():
            book.excuse(number >> 2)
        book.outcomes.clear()
        for fate in book.by_trigger.values():
            fate.flags |= policy.SENSOR
            book.excuse(fate.pack)

    def _struck(self, struck: truth.PusherStruck, _: int) -> None:
        order = next((one for one in self._book.orders if one.struck_t < 0), None)
        if order is None:
            return
        order.struck_t, order.packs = struck.t, struck.hit
        if not struck.hit:
            self._book.orders.remove(order)
            self._book.tell("reject", order)
        for pack in struck.hit:
            fate = self._book.fates.get(pack)
            if fate is not None:
                fate.ordered_t = order.t

    def _fault(self, began: truth.FaultBegan, at: int) -> None:
        book = self._book
        if began.kind == "encoder_lost":
            self._encoder_faults.add(began.fault)
            if book.speed and "encoder_lost" not in book.active:
                book.active.add("encoder_lost")
                self.open("encoder_lost", began.t, at)
        elif began.kind == "fault" and began.target in self._scales:
            self._scale_faults.add(began.fault)
            self._cause("scale_fault", began.t, at)
        elif ">" in began.target:
            self._links[began.fault] = began.target
            book.faulty_links.began(began.target, began.kind)
            book.site_down |= began.target in ("l2>l3", "l3>l2")

    def _healed(self, ended: truth.FaultEnded, _: int) -> None:
        if ended.fault in self._encoder_faults:
            self._encoder_faults.discard(ended.fault)
            self._book.active.discard("encoder_lost")
            self._book.blind_from = self._book.belt_at(ended.t)
        self._scale_faults.discard(ended.fault)
        if not self._scale_faults:
            self._book.active.discard("scale_fault")
        link = self._links.pop(ended.fault, "")
        if link and link not in self._links.values():
            self._book.faulty_links.ended(link, ended.t)

    def _alarm(self, alarm: claim.AlarmClaimed, at: int) -> None:
        book = self._book
        book.alarms.setdefault(alarm.alarm, []).append((alarm.t, alarm.on, alarm.latched))
        if alarm.source != "l1":
            return
        if not alarm.on:
            on_t, on_at, known = book.latched.pop(alarm.alarm, (0, 0, True))
            if not known and book.verdicts_seen:
                book.vanished.append((alarm.alarm, on_t, on_at))
        elif alarm.latched:
            book.latched[alarm.alarm] = (alarm.t, at, False)
        if alarm.on and alarm.alarm == CAUSES["consecutive"].alarm:
            self._noticed(alarm.t, at)

    def _noticed(self, t: int, at: int) -> None:
        """L1 counted to its limit; the last of the rejects may not have fallen yet."""
        limit = self._book.world.stack.consecutive_rejects
        if limit and self._flow.run_reset() == limit - 1:
            self.open("consecutive", t, at)

    def finish(self) -> None:
        """Orders that are not confirmed by now never will be."""
        for reject in self._book.orders:
            self._book.tell("reject", reject)
