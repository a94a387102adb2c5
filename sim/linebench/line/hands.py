"""What hands can do to a line: every act is in the journal, with who did it."""

from collections.abc import Callable
from types import MappingProxyType

from linebench.line.belt import PM_PER_UM, Belt
from linebench.line.devices.camera import Camera
from linebench.line.devices.gate import Gate
from linebench.line.devices.infeed import Infeed
from linebench.line.line import Line
from linebench.line.outside.camera import OutsideCamera
from linebench.line.pack import Pack
from linebench.product.code_form import USUAL
from linebench.product.pack_code import read_known
from linebench.records.truth import OperatorActed, PackRemoved, PackReturned

__all__ = ["ACTS", "Hands", "UnknownActError"]

_BEFORE_UM = 30_000  # a pack is laid down this far before the place it is meant for
_AFTER_UM = 10_000   # and taken this far behind the place it has passed

_STATIONS = MappingProxyType({"infeed": "infeed", "printer": "printer", "camera": "camera",
                              "scale": "checkweigher", "gate": "gate", "exit": "exit", "packer": "packer"})


class UnknownActError(ValueError):
    """An act nobody can do here. The message names what there is."""


class Hands:
    """The hands at one line.

    ``ask(action, subject, by)`` is how a person speaks to L2 after doing something.
    """

    def __init__(self, line: Line, ask: Callable[[str, str, str], None]) -> None:
        self._line = line
        self._ask = ask
        self._world = line.world

    def do(self, t: int, act: str, who: str = "operator 1", **args: str) -> None:
        """Do an act of ``ACTS`` now.

        Raises:
            UnknownActError: no such act, or it needs something this line does not have.

        """
        if act not in ACTS:
            raise UnknownActError(f"act {act!r}: there are {', '.join(ACTS)}")
        self._world.write(OperatorActed(t, who, act, ", ".join(f"{key}={value}" for key, value in args.items())))
        ACTS[act](self, t, who, **args)

    def condition(self, t: int, name: str, *, value: bool) -> None:
        """Change a condition of the world."""
        self._line.condition(t, name, value=value)

    def take_pack(self, t: int, who: str, place: str = "gate") -> None:
        """Take away the next pack that passes a place."""
        self._after(t, place, lambda now, pack: self._remove(now, pack, place, "lost"))
        del who

    def take_sample(self, t: int, who: str) -> None:
        """Take the next good pack behind the reject zone and scan it as a sample."""

        def taken(now: int, pack: Pack) -> None:
            content = pack.content
            self._remove(now, pack, "exit", "sample")
            self._ask("take_sample", content, who)

        self._after(t, "exit", taken)

    def put_pack(self, t: int, who: str, place: str = "gate", content: str = "") -> None:
        """Put a pack that the line has never seen into the next free place before a station."""
        pack = self._world.new_pack(self._typical_mass())
        pack.content = content
        forms = dict.fromkeys((USUAL, *self._world.layouts.values()))
        pack.text = read_known(content, forms).text() if content else ""
        self._lay(pack, place, "inserted")
        del t, who

    def return_reject(self, t: int, who: str, place: str = "camera") -> None:
        """Put the pack that was rejected first back onto the belt before a station."""
        pack = self._gate().take_oldest(t)
        if pack is not None:
            self._world.write(PackRemoved(t, pack.number, "bin", "returned"))
            self._lay(pack, place, "returned")
        del who

    def rework(self, t: int, who: str) -> None:
        """Take the pack that was rejected first out of the bin and scan it at the rework station."""
        pack = self._gate().take_oldest(t)
        if pack is not None:
            self._world.write(PackRemoved(t, pack.number, "bin", "rework"))
            self._ask("rework", pack.content, who)

    def scrap(self, t: int, who: str) -> None:
        """Take the pack that was rejected first out of the bin, scan it and destroy it."""
        pack = self._gate().take_oldest(t)
        if pack is not None:
            self._world.write(PackRemoved(t, pack.number, "bin", "scrap"))
            self._ask("scrap", pack.content, who)

    def empty_bin(self, t: int, who: str) -> None:
        """Empty the reject bin."""
        self._gate().empty(t)
        del who

    def clear_line(self, t: int, who: str) -> None:
        """Take everything off the line."""
        self._line.clear(t)
        del who

    def clear_zone(self, t: int, who: str) -> None:
        """Take every pack out of the reject zone."""
        belt, low = self._belt_of("gate"), self._place("gate")
        high = self._place("exit")
        for pack in list(belt.packs.values()):
            if low <= belt.position(pack, t) < high:
                self._remove(t, pack, "zone", "scrap")
        del who

    def clear_jam(self, t: int, who: str) -> None:
        """Pull out whatever is stuck anywhere on the line."""
        for fault in self._world.faults.active("jam"):
            self._world.faults.end(t, fault)
        del who

    def reset_camera(self, t: int, who: str) -> None:
        """Reset the counters of the camera at the camera itself, and with them its output for faults in a row."""
        camera = self._line.devices[self._station("camera")]
        assert isinstance(camera, Camera | OutsideCamera)
        camera.reset(t)
        del who

    def rejects(self) -> int:
        """How many packs lie in the reject bin."""
        return len(self._gate().bin)

    def _remove(self, t: int, pack: Pack, place: str, why: str) -> None:
        if pack.belt is not None:
            pack.belt.take(pack)
            self._world.write(PackRemoved(t, pack.number, place, why))

    def _after(self, t: int, place: str, then: Callable[[int, Pack], None]) -> None:
        """Call ``then`` with the next pack that has just passed a place, now or when one comes."""
        belt, at = self._belt_of(place), self._place(place)
        coming = [pack for pack in belt.packs.values() if belt.position(pack, t) < at]
        if not coming:
            pitch = int(self._line.plan.pitch) * PM_PER_UM
            belt.due(t, belt.travel(t) + pitch, lambda now, _: self._after(now, place, then), None)
            return
        pack = max(coming, key=lambda one: belt.position(one, t))
        travel = pack.front + (at + _AFTER_UM) * PM_PER_UM
        belt.due(t, travel, then, pack)

    def _lay(self, pack: Pack, place: str, why: str) -> None:
        belt, at = self._belt_of(place), self._place(place) - _BEFORE_UM

        def free(t: int, front: int) -> None:
            belt.due(t, front + at * PM_PER_UM, put, None)

        def put(t: int, _: None) -> None:
            self._world.write(PackReturned(t, pack.number, place, why))
            belt.put(t, pack, at)

        infeed = self._line.devices[self._line.station("infeed")]
        assert isinstance(infeed, Infeed)
        infeed.skip(free)

    def _gate(self) -> Gate:
        gate = self._line.devices[self._line.station("gate")]
        assert isinstance(gate, Gate)
        return gate

    def _station(self, place: str) -> str:
        try:
            return self._line.station(_STATIONS[place])
        except KeyError:
            raise UnknownActError(f"place {place!r}: this line has no such station") from None

    def _place(self, place: str) -> int:
        station = self._station(place)
        at = next(int(plan.at) for plan in self._line.plan.stations if plan.id == station)
        # a pack has passed the infeed when it lies on the belt with its whole length
        return at + int(self._line.plan.pack_length) if place == "infeed" else at

    def _belt_of(self, place: str) -> Belt:
        station = self._station(place)
        return self._line.belts[next(plan.belt for plan in self._line.plan.stations if plan.id == station)]

    def _typical_mass(self) -> int:
        return int(self._world.batch[1].mass) if self._world.batch else 0


def _switching(name: str, *, value: bool) -> Callable[..., None]:
    def act(hands: Hands, t: int, who: str) -> None:
        hands.condition(t, name, value=value)
        del who

    return act


ACTS: MappingProxyType[str, Callable[..., None]] = MappingProxyType({
    "press_estop": _switching("estop", value=True),
    "release_estop": _switching("estop", value=False),
    "open_guard": _switching("guard", value=True),
    "close_guard": _switching("guard", value=False),
    "open_bin_door": _switching("bin_door", value=True),
    "close_bin_door": _switching("bin_door", value=False),
    "lower_air": _switching("air_low", value=True),
    "restore_air": _switching("air_low", value=False),
    "empty_bin": Hands.empty_bin,
    "take_pack": Hands.take_pack,
    "put_pack": Hands.put_pack,
    "return_reject": Hands.return_reject,
    "take_sample": Hands.take_sample,
    "rework": Hands.rework,
    "scrap": Hands.scrap,
    "clear_line": Hands.clear_line,
    "clear_zone": Hands.clear_zone,
    "clear_jam": Hands.clear_jam,
    "reset_camera": Hands.reset_camera,
})
"""Every act by name."""
