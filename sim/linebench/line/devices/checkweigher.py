"""The checkweigher: weighs each pack as it crosses and tells L1."""


from linebench.line.belt import Passing
from linebench.line.faults import ActiveFault
from linebench.line.fitting import Device, Fitting
from linebench.line.pack import Pack
from linebench.ports.checkweigher import ScaleState, Weight
from linebench.records.truth import PackWeighed
from linebench.scenario.kinds import DeviceKind, FaultKind, Parameter, Settings
from linebench.units import Duration, Mass

__all__ = ["KIND", "Checkweigher", "CheckweigherSettings", "build"]


class CheckweigherSettings(Settings, frozen=True):
    """``settle``: from the pack's arrival to the weight; ``step``: smallest difference it shows."""

    settle: Duration = Duration(120_000)
    step: Mass = Mass(10)


KIND = DeviceKind(
    name="checkweigher",
    settings=CheckweigherSettings,
    faults=(
        FaultKind("offset", "physical", "The scale shows too much, as with dirt on it.", (
            Parameter("mass", Mass, -1_000_000, 1_000_000, "2 g", "what it shows too much; negative: too little"),
        )),
        FaultKind("silent", "physical", "The scale gives no weight."),
        FaultKind("fault", "physical", "The scale reports a fault and gives no weight."),
    ),
    summary="weighs each pack in motion",
)


class Checkweigher(Device):
    """One scale in the belt."""

    seat = "scale"

    def __init__(self, fitting: Fitting) -> None:
        self.name = fitting.plan.id
        self.arrive: Passing | None = self._arrive
        self._world = fitting.world
        self._write = fitting.world.write
        self._belt = fitting.belt
        settings: CheckweigherSettings = fitting.settings()
        self._settle, self._step = int(settings.settle), int(settings.step)
        self._faults = fitting.world.faults.on(self.name)
        fitting.world.faults.listen(self.name, self._began, self._ended)

    def _arrive(self, t: int, pack: Pack) -> None:
        mg = pack.mg
        if self._faults:
            offset = self._error(t, pack)
            if offset is None:
                self._write(PackWeighed(t, pack.number, self.name, -1))
                return
            mg += offset
        shown = mg // self._step * self._step
        self._write(PackWeighed(t, pack.number, self.name, shown))
        self._say(t, Weight(self.name, self._belt.count, shown), self._settle)

    def _error(self, t: int, pack: Pack) -> int | None:
        """Return what the active faults add to the weight; ``None``: no weight at all."""
        striking = [fault for fault in [*self._faults] if self._world.faults.strikes(fault, t, pack.number)]
        if any(fault.kind != "offset" for fault in striking):
            return None
        return sum(fault.number_of("mass") for fault in striking)

    def _began(self, t: int, fault: ActiveFault) -> None:
        if fault.kind == "fault":
            self._say(t, ScaleState(self.name, "fault", "load cell"))

    def _ended(self, t: int, fault: ActiveFault) -> None:
        if fault.kind == "fault":
            self._say(t, ScaleState(self.name, "ready", ""))


def build(fitting: Fitting) -> Checkweigher:
    """Build the checkweigher of a station."""
    return Checkweigher(fitting)
