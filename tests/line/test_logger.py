"""The data logger: what the surroundings truly are, and what it shows of them."""

import pytest

from linebench.line.devices.logger import KIND, Logger, LoggerSettings
from linebench.line.fitting import Fitting
from linebench.ports.condition import QUANTITIES, Conditions
from linebench.records.truth import ConditionsMeasured, FaultBegan, FaultEnded, FaultStruck
from linebench.scenario.model import FaultPlan
from linebench.units import Acceleration, Duration, Share, Temperature
from tests.line.stand import Stand, carton_line, station

PERIOD = 10_000_000
STEADY = {"temperature_spread": Temperature(0), "humidity_spread": Share(0), "shock_spread": Acceleration(0)}
USUAL = (("temperature", 21_000), ("humidity", 450_000), ("shock", 0))


class Measuring(Stand):
    """A line with a logger at its end. ``told``: what it said, with the time."""

    def __init__(self, seed=1, **settings):
        plan = station("logger-1", "logger", "5.5 m", **{"period": Duration(PERIOD), **STEADY, **settings})
        self.plan, self.told = plan, []
        super().__init__(seed)
        self.faults._kinds["logger-1"] = {kind.kind: kind for kind in KIND.faults}
        self.faults._active["logger-1"] = []
        line = carton_line()
        self.logger = Logger(Fitting(self.line.world, self.line.field, line, plan, self.belt,
                                     self.line.field.encoder, self.line.devices))
        self.logger.connect(lambda t, message, later=0: self.told.append((t + later, message)))

    def struck(self, kind, readings=None, **params):
        return self.faults.begin(self.now, FaultPlan(target="logger-1", kind=kind, params=params, packs=readings))

    @property
    def readings(self):
        """True and shown values of each reading."""
        return [(record.true, record.shown) for record in self.of(ConditionsMeasured)]


def changed(**values):
    return tuple((name, values.get(name, usual)) for name, usual in USUAL)


def test_it_measures_every_period_and_tells_what_it_measured():
    """A record of truth for each reading, and a message with the same values."""
    stand = Measuring()
    stand.run(3 * PERIOD)
    assert stand.of(ConditionsMeasured) == [ConditionsMeasured(n * PERIOD, "logger-1", n, USUAL, USUAL)
                                            for n in (1, 2, 3)]
    assert stand.told == [(n * PERIOD, Conditions("logger-1", n, n * PERIOD, USUAL)) for n in (1, 2, 3)]
    assert tuple(name for name, _ in USUAL) == QUANTITIES


def test_readings_spread_and_repeat_with_the_seed():
    """By its own stream: the same seed, the same readings."""
    spread = {"temperature_spread": Temperature(500), "humidity_spread": Share(5_000),
              "shock_spread": Acceleration(300)}
    first, again, other = (Measuring(seed, **spread) for seed in (1, 1, 2))
    for stand in (first, again, other):
        stand.run(20 * PERIOD)
    assert first.readings == again.readings
    assert first.readings != other.readings
    temperatures = [dict(true)["temperature"] for true, _ in first.readings]
    assert 19_000 < min(temperatures) < 21_000 < max(temperatures) < 23_000
    assert min(dict(true)["shock"] for true, _ in first.readings) >= 0


@pytest.mark.parametrize(("kind", "params", "expected"), [
    ("temperature_excursion", {}, changed(temperature=29_000)),
    ("temperature_excursion", {"amount": "-20 °C"}, changed(temperature=1_000)),
    ("humidity_excursion", {}, changed(humidity=750_000)),
    ("humidity_excursion", {"amount": "90 %"}, changed(humidity=1_000_000)),
    ("humidity_excursion", {"amount": "-90 %"}, changed(humidity=0)),
    ("shock", {"amount": "80 m/s2"}, changed(shock=80_000))])
def test_what_truly_happens(kind, params, expected):
    """Surroundings and what is shown of them change together, for so many readings."""
    stand = Measuring()
    stand.struck(kind, 2, **params)
    stand.run(3 * PERIOD)
    assert stand.readings == [(expected, expected), (expected, expected), (USUAL, USUAL)]
    assert len(stand.of(FaultStruck)) == 2


def test_an_excursion_of_a_given_length():
    """It ends by itself."""
    stand = Measuring()
    stand.struck("temperature_excursion", amount="5 °C", time="25 s")
    stand.run(4 * PERIOD)
    warm = changed(temperature=26_000)
    assert [true for true, _ in stand.readings] == [warm, warm, USUAL, USUAL]
    assert [record.t for record in stand.of(FaultBegan) + stand.of(FaultEnded)] == [0, 25_000_000]


def test_what_the_logger_does_wrong():
    """Stuck it shows the reading before, whatever is true; a lost one it does not tell; its clock may be ahead."""
    stand = Measuring()
    stand.run(PERIOD)
    stand.struck("stuck", 1)
    stand.struck("temperature_excursion", 1)
    stand.run(PERIOD)
    stand.struck("gap", 1)
    stand.run(PERIOD)
    stand.struck("clock_off", 1, time="-1 min")
    stand.run(PERIOD)
    warm = changed(temperature=29_000)
    assert stand.readings == [(USUAL, USUAL), (warm, USUAL), (USUAL, ()), (USUAL, USUAL)]
    assert [(message.number, message.time_us) for _, message in stand.told] == [
        (1, PERIOD), (2, 2 * PERIOD), (4, 4 * PERIOD - 60_000_000)]


def test_stuck_before_the_first_reading_it_shows_what_is_true():
    """There is nothing before."""
    stand = Measuring()
    stand.struck("stuck")
    stand.run(2 * PERIOD)
    assert stand.readings == [(USUAL, USUAL)] * 2


def test_the_settings_have_limits_that_the_usual_keeps():
    """A logger as it comes raises no alarm."""
    plan = LoggerSettings()
    assert plan.temperature_low < plan.temperature < plan.temperature_high
    assert plan.humidity_low < plan.humidity < plan.humidity_high
    assert 10 * plan.shock_spread < plan.shock_high
