"""What a scenario may say of a data logger, and how it is told what it may not."""

import pytest

from linebench.content import Content, library
from linebench.line.kinds import KINDS
from linebench.scenario.load import load
from linebench.scenario.problems import ScenarioError

WHERE = "line.station.logger-1.settings"


def loaded(**settings):
    """The scenario with settings of its logger changed."""
    return load("carton-conditions", Content((library(),)), KINDS,
                settings={f"{WHERE}.{name}": text for name, text in settings.items()}).scenario


def test_a_cold_chain():
    """Temperatures may be below zero, with a sign and a unit."""
    cold = loaded(temperature="-20 °C", temperature_low="-25 degC", temperature_high="-15 °C")
    settings = cold.line.stations[-1].settings
    assert (settings.temperature, settings.temperature_low, settings.temperature_high) == (
        -20_000, -25_000, -15_000)


@pytest.mark.parametrize(("settings", "words"), [
    ({"period": "0 s"}, "found period 0 us; expected 100 ms or more"),
    ({"temperature": "30 °C"}, "found temperature 30 °C; expected 15 °C (temperature_low) to 25 °C"),
    ({"temperature_low": "-300 °C"}, "found -300 °C; expected -273.15 °C or more"),
    ({"temperature_spread": "-1 °C"}, "found temperature_spread -1 °C; expected 0 °C or more"),
    ({"humidity_high": "101 %"}, "found humidity_high 101 %; expected 100 % or less"),
    ({"humidity_low": "50 %"}, "found humidity 45 %; expected 50 % (humidity_low) to 60 %"),
    ({"temperature_high": "25 K"}, 'expected a temperature with unit, such as "25 °C"'),
    ({"shock_high": "2 g"}, 'expected an acceleration with unit, such as "20 m/s2"'),
    ({"shock_high": "-1 m/s2"}, "found -1 m/s2; expected 0 mm/s2 or more"),
])
def test_settings_that_cannot_be(settings, words):
    """One message with the key, what was found and what was expected."""
    with pytest.raises(ScenarioError) as error:
        loaded(**settings)
    assert WHERE in str(error.value)
    assert words in str(error.value)


def test_a_logger_that_nobody_would_hear(tmp_path):
    """Its readings reach an L3 in the bench only."""
    stack = tmp_path / "stack.toml"
    stack.write_text('id = "x"\nenterprise = "emulated"\n[[seat]]\nid = "l3"\nprocess = true\n', encoding="utf-8")
    with pytest.raises(ScenarioError, match="found a logger, with L3 on wires; expected L3 in the bench"):
        load("carton-conditions", Content((library(),)), KINDS, stack=str(stack))
