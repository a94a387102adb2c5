import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.checkweigher import ScaleState, Weight
from linebench.ports.presence import Presence
from linebench.wire.mt_sics.dialect import DIALECTS
from tests.wire.pipe import Chance, Clock, Pipe, bytewise, whole

DIALECT = DIALECTS[0]
IDENTITY = "linebench checkweigher 1.00 0000000001"
HERE = Presence("scale-1", here=True, identity=IDENTITY)
CARRIES = [name for name, profile in DIALECT.profiles.items() if profile.encoder]


def pair(name="", chunking=whole, *, hold=False, poll_us=None, **options):
    profile, clock = DIALECT.profile(name, options), Clock()
    device = DIALECT.device(profile, clock.setting("scale-1"))
    host = DIALECT.host(profile, clock.setting("scale-1", poll_us=poll_us))
    return Pipe(device, host, clock, chunking, hold=hold)


def weight(number, mg=12_345):
    return Weight("scale-1", number, mg)


@pytest.mark.parametrize("name", CARRIES)
@pytest.mark.parametrize("chunking", [whole, bytewise, Chance(1)])
def test_what_the_scale_says_is_heard(name, chunking):
    """Weights and states, in order, as over a direct link; only presence comes first."""
    pipe = pair(name, chunking)
    pipe.connect()
    said = [weight(1), weight(2, -7), ScaleState("scale-1", "fault", 'load "cell"\n'),
            ScaleState("scale-1", "ready", ""), weight(3, 123_456_789)]
    for each in said:
        pipe.device.says(each)
        pipe.host.poll()
    assert pipe.host.heard == [HERE, *said]
    assert (pipe.device.noted, pipe.host.noted) == ([], [])


@pytest.mark.parametrize(("poll_us", "look_us"), [(100_000, 100_000), (None, 20_000)])
def test_a_host_that_polls_takes_what_waits(poll_us, look_us):
    """At each look, as often as it is told or else its profile says, it takes all that waits, oldest first."""
    pipe = pair("take", poll_us=poll_us)
    pipe.connect()
    for number in range(5):
        pipe.device.says(weight(number))
    pipe.advance(look_us - 1)
    assert pipe.host.take() == [HERE]
    pipe.advance(1)
    assert pipe.host.take() == [weight(number) for number in range(5)]
    pipe.advance(1_000_000)
    assert pipe.host.take() == []


def test_a_cut_is_told_and_the_state_is_asked_again():
    """A fault that came while nobody was connected is heard after the reconnect, a state unchanged is not."""
    pipe = pair()
    pipe.connect()
    pipe.cut()
    pipe.device.says(ScaleState("scale-1", "fault", "load cell"))
    pipe.connect()
    pipe.cut()
    pipe.connect()
    lost = Presence("scale-1", here=False, why="connection closed")
    assert pipe.host.heard == [HERE, lost, HERE, ScaleState("scale-1", "fault", "load cell"), lost, HERE]


def test_repeating_is_asked_for_again_after_a_cut():
    """The scale forgets it with the connection."""
    pipe = pair("repeat")
    for _ in range(2):
        pipe.connect()
        pipe.device.says(weight(1))
        assert pipe.host.take()[-1] == weight(1)
        pipe.cut()


def test_a_silent_scale_is_asked_twice_and_hung_up():
    """Who it is, once, and its state, twice; each try has the time of the profile. Then L1 is told why, once."""
    pipe = pair(hold=True, answer_within="200 ms")
    pipe.connect()
    pipe.advance(199_999)
    assert pipe.host.noted == []
    pipe.advance(200_001)
    assert (pipe.host.notes(), pipe.host.hung) == (["unanswered"] * 2, [])
    pipe.device.waiting.clear()
    pipe.advance(200_000)
    assert pipe.host.notes() == ["unanswered"] * 3
    assert pipe.host.heard == [Presence("scale-1", here=False, why="no answer within 200 ms")]
    assert not pipe.up


def test_an_answer_that_comes_late_is_no_second_weight():
    """A weight asked for twice is told once, and what came late is heard too, but for who the scale is."""
    pipe = pair("take", hold=True, state_command="")
    pipe.device.says(weight(1))
    pipe.device.says(weight(2))
    pipe.connect()
    pipe.advance(1_000_000)
    pipe.settle()
    assert pipe.host.heard == [Presence("scale-1", here=True), weight(1), weight(2)]
    assert pipe.host.notes() == ["unanswered", "unanswered", "garbage"]


def test_a_weight_without_its_place_is_not_told():
    """It belongs to no pack; that it came is noted."""
    pipe = pair("plain")
    pipe.connect()
    pipe.device.says(weight(1))
    assert (pipe.host.heard, pipe.host.notes()) == ([HERE], ["unplaced"])


@pytest.mark.parametrize(("sent", "what"), [
    (b"S S 12.3456 g E1\r\n", "garbage"), (b"S S x g E1\r\n", "garbage"), (b"S S 1 g F1\r\n", "garbage"),
    (b"S\r\n", "garbage"), (b"HELLO\r\n", "garbage"), (b"XS A fault\r\n", "garbage"), (b"\xff\r\n", "garbage"),
    (b"x" * 300 + b"\r\n", "oversized"), (b"S + E1\r\n", "overload"), (b"S - E1\r\n", "underload"),
    (b"ES\r\n", "refused"), (b"XW A 1 g E1\r\n", "garbage"),
])
def test_lines_that_tell_no_weight_are_noted(sent, what):
    """And the next telegram is heard."""
    pipe = pair()
    pipe.connect()
    pipe.inject(pipe.host, sent)
    pipe.device.says(weight(9))
    assert (pipe.host.heard, pipe.host.notes()) == ([HERE, weight(9)], [what])


@given(data=st.binary(max_size=300))
def test_any_bytes_from_the_scale_leave_the_host_working(data):
    """Garbage is noted at most, never raised, and costs no later weight."""
    pipe = pair()
    pipe.connect()
    pipe.inject(pipe.host, data + b"\r\n")
    pipe.device.says(weight(2))
    assert pipe.host.heard[-1] == weight(2)


@pytest.mark.parametrize("name", CARRIES)
def test_weights_through_cuts_and_any_chunking(name):
    """Of 2,000 weights none is heard twice, none with another's mass, all in order, most of them."""
    chance = random.Random(7)
    pipe = pair(name, Chance(3), hold=True, poll_us=10_000)
    masses = {number: chance.randint(-10**6, 10**9) for number in range(1, 2_001)}
    for number, mg in masses.items():
        pipe.connect()
        pipe.device.says(weight(number, mg))
        for _ in range(chance.randint(0, 6)):
            pipe.step(chance.choice([pipe.host, pipe.device]))
        if number % 20 == 0:
            pipe.settle()
        pipe.advance(chance.randint(0, 20_000))
        if chance.random() < 0.05:
            pipe.cut()
    pipe.connect()
    pipe.settle()
    pipe.host.poll()
    pipe.settle()
    heard = [each for each in pipe.host.heard if isinstance(each, Weight)]
    numbers = [each.encoder for each in heard]
    assert numbers == sorted(set(numbers))
    assert heard == [weight(number, masses[number]) for number in numbers]
    assert len(heard) > 1_000
