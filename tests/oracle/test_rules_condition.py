"""The rule about the surroundings of goods: what a logger has shown beyond limits is claimed as it was."""

import json

import pytest

from linebench.ports.condition import Conditions
from linebench.records import claim, truth, wire
from tests.oracle.story import Story, scenario

PLACE = "https://id.gs1.org/414/9501101000018/254/L1-logger-1"
SECOND, MINUTE = 1_000_000, 60_000_000
LIMITS = {"temperature_low": 15_000, "temperature_high": 25_000, "humidity_high": 600_000, "shock_high": 20_000}
UNITS = {"Temperature": "CEL", "RelativeHumidity": "P1", "Acceleration": "MSK"}
WARM = (("temperature", 28_500), ("humidity", 450_000), ("shock", 100))
USUAL = (("temperature", 21_000), ("humidity", 450_000), ("shock", 100))
AT = 10 * SECOND


class Measured(Story):
    """A batch beside which a logger measures."""

    def __init__(self):
        world = json.loads(scenario())
        world["line"]["stations"].append({"id": "logger-1", "kind": "logger", "settings": LIMITS})
        super().__init__(packs=2, stack=json.dumps(world))

    def measure(self, t, true, shown=None, number=1):
        self.add(truth.ConditionsMeasured(t, "logger-1", number, true, true if shown is None else shown))
        return self

    def state(self, t, measured, low, high="", *, alarm=True, source="l3", at=None, until=None, place=PLACE,
              unit=""):
        begin = t if at is None else at
        self.add(claim.ConditionClaimed(t, source, place, "x", measured, low, high or low, unit or UNITS[measured],
                                        begin, begin if until is None else until, alarm))
        return self

    def end(self):
        """Some time later everything is said."""
        self.add(claim.AllClaimed(AT + 5 * MINUTE, "l4"))
        return self


@pytest.fixture
def found(findings):
    """What the rule finds, without the time in front."""
    def of(story):
        return [text.split(" ", 1)[1] for text in findings(story).get("condition-reported", ())]

    return of


def told(story, **more):
    """Both levels say rightly that it was warm."""
    return story.state(AT + SECOND, "Temperature", "28.5", at=AT, **more).state(
        AT + 4 * MINUTE, "Temperature", "28.5", at=AT, source="l4", **more).end()


def test_what_is_claimed_as_it_was(found):
    """Both levels, within the time; the time may be as far off as a logger's clock may."""
    assert found(told(Measured().measure(AT, WARM))) == []
    story = Measured().measure(AT, WARM).state(AT + 3 * SECOND, "Temperature", "28.500", at=AT + 2 * SECOND).end()
    assert found(story.state(AT + MINUTE, "Temperature", "28.5", at=AT, source="l4")) == []


def test_what_is_never_claimed(found):
    """By the site, and by the enterprise once it has said everything."""
    never = "never reported Temperature of logger-1 beyond its limits, 28.5 CEL"
    assert found(Measured().measure(AT, WARM).end()) == [f"l3 {never}", f"l4 {never}"]


@pytest.mark.parametrize(("measured", "value", "more", "text"), [
    ("Temperature", "28.4", {}, "as 28.4 to 28.4 at 0:00:10.000, and nothing like it was measured"),
    ("Temperature", "28.5", {"unit": "FAH"}, "in FAH; right is CEL"),
    ("Temperature", "28.5", {"at": AT + 60 * MINUTE}, "at 1:00:10.000, and nothing like it was measured"),
    ("Temperature", "28.5", {"place": "https://id.gs1.org/414/9501101000018/254/L2"}, "where nothing measures it"),
    ("RelativeHumidity", "70", {}, "as 70 to 70 at 0:00:10.000, and nothing like it was measured"),
    ("Temperature", "warm", {}, "as warm to warm at 0:00:10.000, and nothing like it was measured"),
])
def test_what_was_not(found, measured, value, more, text):
    """A wrong value, unit, time or place, and what nobody measured, beside the right claim."""
    story = told(Measured().measure(AT, WARM)).state(AT + 2 * SECOND, measured, value, **{"at": AT, **more})
    (said,) = found(story)
    assert text in said


@pytest.mark.parametrize(("quantity", "value", "measured", "text"), [
    ("temperature", 14_999, "Temperature", "14.999"), ("humidity", 600_001, "RelativeHumidity", "60.0001"),
    ("shock", 20_001, "Acceleration", "20.001")])
def test_every_quantity_has_its_limits(found, quantity, value, measured, text):
    """A step beyond a limit has to be claimed, and one at the limit not."""
    beyond = tuple((name, value if name == quantity else usual) for name, usual in USUAL)
    assert found(Measured().measure(AT, beyond).end())[0].startswith(f"l3 never reported {measured}")
    story = Measured().measure(AT, beyond).state(AT + 1, measured, text, at=AT)
    assert found(story.state(AT + 2, measured, text, at=AT, source="l4").end()) == []
    step = -1 if value > 15_000 else 1
    at_limit = tuple((name, value + step if name == quantity else usual) for name, usual in USUAL)
    assert found(Measured().measure(AT, at_limit).end()) == []


def test_only_what_a_logger_showed_has_to_be_claimed(found):
    """Stuck, or the reading lost: nobody else can know; what it wrongly shows counts."""
    assert found(Measured().measure(AT, WARM, USUAL).end()) == []
    assert found(Measured().measure(AT, WARM, ()).end()) == []
    lost = wire.Dropped(AT + 1, "logger>l3", Conditions("logger-1", 1, AT, WARM), "power")
    story = Measured().measure(AT, WARM).end()
    story.add(lost)
    assert found(story) == []
    assert len(found(Measured().measure(AT, USUAL, WARM).end())) == 2


def test_in_time(found):
    """A claim that comes too late is found, unless the way was broken on purpose."""
    late = Measured().measure(AT, WARM).state(AT + 61 * SECOND, "Temperature", "28.5", at=AT)
    assert found(late.state(AT + 62 * SECOND, "Temperature", "28.5", at=AT, source="l4").end()) == [
        "temperature of logger-1 beyond its limits was reported after 61.0 s"]
    late.add(truth.FaultBegan(AT + 1, 1, "l3>l4", "cut", "{}"), truth.FaultEnded(AT + MINUTE, 1))
    assert found(late) == []


def test_a_whole_period(found):
    """The least and the most of it may not be beyond what was measured in it."""
    story = Measured()
    for number in range(1, 4):
        story.measure(AT + number * MINUTE, (("temperature", 20_000 + 100 * number),), number=number)
    span = {"at": AT + MINUTE, "until": AT + 3 * MINUTE, "alarm": False}
    story.state(AT + 4 * MINUTE, "Temperature", "20.1", "20.3", **span)
    assert found(story) == []
    story.state(AT + 4 * MINUTE, "Temperature", "20.0", "20.3", **span)
    assert len(found(story)) == 1
