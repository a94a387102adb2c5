"""Whatever faults that only hold back or cut up come and go: every byte arrives, once, and in order."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.wire.stream.lines import Rig

HOLDING = ("split", "glued", "late", "slow_drain")
STEPS = st.lists(st.one_of(
    st.tuples(st.just("say"), st.binary(min_size=1, max_size=30)),
    st.tuples(st.just("begin"), st.sampled_from(HOLDING)),
    st.tuples(st.just("end"), st.integers(1, 6)),
    st.tuples(st.just("move"), st.integers(1, 400_000)),
), max_size=25)


def play(rig, steps, direction="to_host"):
    begun, said = 0, []
    for what, value in steps:
        if what == "say":
            said.append(value)
            (rig.channel.to_host if direction == "to_host" else rig.channel.to_device)(value)
        elif what == "begin":
            begun += 1
            rig.faults.begin(begun, value, {}, direction)
        elif what == "end":
            rig.faults.end(value)
        else:
            rig.clock.move(rig.clock.t + value)
    return said


@given(STEPS, st.sampled_from(["to_host", "to_device"]))
def test_nothing_is_lost_and_nothing_overtakes(steps, direction):
    """In both directions; and once all time has passed nothing is held and no timer is left."""
    rig = Rig()
    said = play(rig, steps, direction)
    rig.clock.move(rig.clock.t + 3_600_000_000)
    assert b"".join(data for _, _, data in rig.line.log) == b"".join(said)
    assert (rig.channel.holding, rig.clock.calls) == (False, [])


@given(STEPS, st.booleans())
def test_nothing_is_lost_when_the_connection_ends(steps, hangs):
    """A goodbye of the host lets all it said through at once; one of the device comes after all it said."""
    rig = Rig()
    said = play(rig, steps, "to_host" if hangs else "to_device")
    if hangs:
        rig.channel.hang()
        rig.clock.move(rig.clock.t + 3_600_000_000)
        assert rig.line.log.pop()[1] == "hang"
    else:
        rig.channel.close(flush=True)
    assert b"".join(data for _, _, data in rig.line.log) == b"".join(said)
    assert (rig.channel.holding, rig.clock.calls) == (False, [])


@given(st.lists(st.binary(min_size=1, max_size=5), max_size=20), st.lists(st.integers(0, 300_000), max_size=20))
def test_reordering_loses_nothing_and_moves_no_chunk_by_more_than_one(chunks, pauses):
    """All chunks arrive whole; each is at most one place from where it was said."""
    rig = Rig()
    rig.faults.begin(1, "reordered", {}, "to_host")
    said = [b"%d:%s" % (place, chunk) for place, chunk in enumerate(chunks)]
    for place, chunk in enumerate(said):
        rig.say(chunk)
        rig.clock.move(rig.clock.t + (pauses[place] if place < len(pauses) else 0))
    rig.clock.move(rig.clock.t + 1_000_000)
    came = [data for _, data in rig.out]
    assert Counter(came) == Counter(said)
    assert all(abs(said.index(chunk) - place) <= 1 for place, chunk in enumerate(came))


@given(STEPS)
def test_the_same_chance_does_the_same_again(steps):
    """Two runs with the same seed leave the same bytes at the same times, garbage and all."""
    rigs = [Rig(), Rig()]
    for rig in rigs:
        rig.faults.begin(100, "garbage", {}, "to_host")
        rig.faults.begin(101, "duplicated", {}, "to_host")
        play(rig, steps)
    assert rigs[0].line.log == rigs[1].line.log
    assert rigs[0].struck == rigs[1].struck
