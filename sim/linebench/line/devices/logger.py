"""The data logger: measures the surroundings of the goods at its place, period by period, and tells the site."""

from linebench.line.faults import ActiveFault
from linebench.line.fitting import Device, Fitting
from linebench.ports.condition import Conditions
from linebench.records.truth import ConditionsMeasured
from linebench.scenario.kinds import DeviceKind, FaultKind, Parameter, Settings
from linebench.units import Acceleration, Duration, Share, Temperature

__all__ = ["KIND", "Logger", "LoggerSettings", "build"]


_SHORTEST = Duration(100_000)
"""Readings cannot follow each other any faster."""
_SATURATED = Share(1_000_000)


class LoggerSettings(Settings, frozen=True):
    """What the surroundings are, and how they are measured.

    Attributes:
        period: from one reading to the next.
        temperature: around which it moves.
        temperature_spread: standard deviation between readings.
        temperature_low: the goods bear no less.
        temperature_high: and no more.
        humidity: relative humidity, around which it moves.
        humidity_spread: standard deviation between readings.
        humidity_low: the goods bear no less.
        humidity_high: and no more.
        shock_spread: of the strongest acceleration in a period, while nothing happens.
        shock_high: the goods bear no more.

    """

    period: Duration = Duration(60_000_000)
    temperature: Temperature = Temperature(21_000)
    temperature_spread: Temperature = Temperature(100)
    temperature_low: Temperature = Temperature(15_000)
    temperature_high: Temperature = Temperature(25_000)
    humidity: Share = Share(450_000)
    humidity_spread: Share = Share(2_000)
    humidity_low: Share = Share(200_000)
    humidity_high: Share = Share(600_000)
    shock_spread: Acceleration = Acceleration(200)
    shock_high: Acceleration = Acceleration(20_000)

    def __post_init__(self) -> None:
        """Refuse what cannot be measured, and surroundings that the goods do not bear from the beginning.

        Raises:
            ValueError: values that do not fit together.

        """
        if self.period < _SHORTEST:
            raise ValueError(f"period {self.period}; expected {_SHORTEST} or more")
        if self.temperature_spread < 0:
            raise ValueError(f"temperature_spread {self.temperature_spread}; expected 0 °C or more")
        for name in ("temperature", "humidity"):
            low, usual, high = (getattr(self, f"{name}{end}") for end in ("_low", "", "_high"))
            if not low <= usual <= high:
                raise ValueError(f"{name} {usual}; expected {low} ({name}_low) to {high} ({name}_high)")
        if self.humidity_high > _SATURATED:
            raise ValueError(f"humidity_high {self.humidity_high}; expected {_SATURATED} or less")


_FOR = Parameter("time", Duration, 0, None, "0 s", "how long; 0: until the fault ends")
KIND = DeviceKind(
    name="logger",
    settings=LoggerSettings,
    faults=(
        FaultKind("temperature_excursion", "physical", "It is warmer at this place, or colder.", (
            Parameter("amount", Temperature, -100_000, 100_000, "8 °C", "how much; negative: colder"), _FOR)),
        FaultKind("humidity_excursion", "physical", "It is damper at this place, or drier.", (
            Parameter("amount", Share, -1_000_000, 1_000_000, "30 %", "how much; negative: drier"), _FOR)),
        FaultKind("shock", "physical", "The goods are hit.", (
            Parameter("amount", Acceleration, 0, 10_000_000, "50 m/s2", "the strongest acceleration"),)),
        FaultKind("stuck", "physical", "The logger shows the reading before once more."),
        FaultKind("gap", "physical", "The logger loses a reading."),
        FaultKind("clock_off", "data", "The logger's clock is ahead.", (
            Parameter("time", Duration, None, None, "1 h", "how far; negative: it is behind"),)),
    ),
    summary="measures temperature, humidity and shock for the site; the goods' limits are its settings",
)
_MOVES = {"temperature_excursion": "temperature", "humidity_excursion": "humidity"}
"""Faults that move what is measured, and what that is."""


class Logger(Device):
    """One logger. It has a seat of its own and takes no messages."""

    seat = "logger"

    def __init__(self, fitting: Fitting) -> None:
        self.name = fitting.plan.id
        self._world = fitting.world
        self._settings: LoggerSettings = fitting.settings()
        self._chance = fitting.world.stream(f"logger.{self.name}")
        self._faults = fitting.world.faults.on(self.name)
        self._number = 0
        self._shown: dict[str, int] = {}
        fitting.world.faults.listen(self.name, self._began, lambda _t, _fault: None)
        fitting.world.later(int(self._settings.period), self._measure)

    def _measure(self, t: int, _: object = None, __: object = None) -> None:
        self._number += 1
        striking = [fault for fault in [*self._faults] if self._world.faults.strikes(fault, t, 0)]
        kinds = {fault.kind for fault in striking}
        true = self._surroundings(striking)
        shown = self._shown if "stuck" in kinds and self._shown else true
        said = () if "gap" in kinds else tuple(shown.items())
        self._world.write(ConditionsMeasured(t, self.name, self._number, tuple(true.items()), said))
        if said:
            self._shown = shown
            ahead = sum(fault.number_of("time") for fault in striking if fault.kind == "clock_off")
            self._say(t, Conditions(self.name, self._number, t + ahead, said))
        self._world.later(t + int(self._settings.period), self._measure)

    def _surroundings(self, striking: list[ActiveFault]) -> dict[str, int]:
        """What is true at this place now."""
        plan, chance = self._settings, self._chance.gauss
        true = {"temperature": round(chance(plan.temperature, plan.temperature_spread)),
                "humidity": round(chance(plan.humidity, plan.humidity_spread)),
                "shock": round(abs(chance(0, plan.shock_spread)))}
        for fault in striking:
            if fault.kind in _MOVES:
                true[_MOVES[fault.kind]] += fault.number_of("amount")
            elif fault.kind == "shock":
                true["shock"] = max(true["shock"], fault.number_of("amount"))
        true["humidity"] = min(max(true["humidity"], 0), _SATURATED)
        return true

    def _began(self, t: int, fault: ActiveFault) -> None:
        lasts = fault.number_of("time") if fault.kind in _MOVES else 0
        if lasts:
            self._world.later(t + lasts, self._over, fault.number)

    def _over(self, t: int, number: int, _: object = None) -> None:
        self._world.faults.end(t, number)


def build(fitting: Fitting) -> Logger:
    """Build the logger of a station."""
    return Logger(fitting)
