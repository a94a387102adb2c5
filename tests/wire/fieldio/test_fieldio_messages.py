"""Every message of the I/O port passes through tags, unchanged and in order, whatever happens between."""

from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.io import OUTPUTS, Compare, Edges, Input, Output, Reached
from linebench.units import Duration
from linebench.wire.fieldio import FieldFace, FieldHost, FieldOptions
from linebench.wire.fieldio.options import COMPARATORS
from linebench.wire.fieldio.table import CONDITIONS, EDGES, PULSED
from tests.thorough import examples
from tests.wire.rings.pair import Pair

ENCODERS = st.integers(0, 0x3FFF_FFFF)
SLOTS = st.sampled_from((*COMPARATORS[:3], "watch", "now"))
FROM_FIELD = st.one_of(
    st.builds(Edges, st.lists(st.sampled_from(tuple(EDGES)), min_size=1, max_size=4, unique=True).map(tuple),
              ENCODERS),
    st.builds(Input, st.sampled_from(CONDITIONS), st.booleans(), ENCODERS),
    st.builds(Reached, SLOTS, ENCODERS),
)
FROM_L1 = st.one_of(st.builds(Output, st.sampled_from(tuple(OUTPUTS)), st.booleans()),
                    st.builds(Compare, SLOTS, ENCODERS))
STEPS = st.one_of(
    st.tuples(st.just("field"), st.lists(FROM_FIELD, min_size=1, max_size=2)),
    st.tuples(st.just("l1"), st.lists(FROM_L1, min_size=1, max_size=2)),
    st.tuples(st.just("field"), st.lists(FROM_FIELD, min_size=1, max_size=40)),
    st.tuples(st.just("l1"), st.lists(FROM_L1, min_size=1, max_size=10)),
    st.tuples(st.just("look"), st.lists(st.integers(1, 700), max_size=6)),
    st.just(("whole look", None)),
    st.tuples(st.just("read"), st.integers(1, 4)),
    st.tuples(st.just("arrive"), st.integers(1, 4)),
)
CUTS = st.sampled_from((("cut", None), ("connect", None), ("connect", None)))
STRICT = FieldOptions(echo=True, answer_within=Duration(3_600_000_000))


class Host(FieldHost):
    """Keeps apart what it says again at its start."""

    def _restate(self, values):
        super()._restate(values)
        return ()


class World:
    """A pair, and what each seat said."""

    def __init__(self, split):
        self.pair = Pair(lambda setting: FieldFace(STRICT, setting), lambda setting: Host(STRICT, setting),
                         split=split)
        self.field, self.l1 = [], []

    def step(self, what, detail):
        pair = self.pair
        if what == "field":
            self.field += detail
            pair.controller_says(*detail)
        elif what == "l1":
            self.l1 += detail
            pair.host_says(*detail)
        elif what == "look":
            pair.begin_look(detail)
        elif what in ("read", "arrive"):
            for _ in range(detail):
                pair.read() if what == "read" else pair.arrive()
        else:
            {"cut": pair.cut, "connect": pair.connect, "whole look": pair.look, "new host": pair.new_host}[what]()


def _acts(messages):
    """What of L1's messages does anything: strokes, comparators, and outputs that change."""
    levels, acts = dict.fromkeys(OUTPUTS, False), []
    for message in messages:
        if isinstance(message, Compare) or (message.signal == PULSED and message.on):
            acts.append(message)
        elif message.signal != PULSED and levels[message.signal] != message.on:
            levels[message.signal] = message.on
            acts.append(message)
    return acts


@examples(200)
@given(st.lists(STEPS, min_size=8, max_size=40), st.booleans())
def test_both_ends_hear_what_was_said_in_order_however_rarely_and_torn_the_host_looks(steps, split):
    """Edges of one instant stay together; nothing is lost, doubled, changed or moved, across all signals."""
    world = World(split)
    world.pair.settle()
    for step in steps:
        world.step(*step)
    world.pair.settle()
    assert world.pair.host_end.said() == world.field
    assert world.pair.controller.said() == _acts(world.l1)
    assert [*world.pair.host_end.noted, *world.pair.controller.noted] == []


@examples(200)
@given(st.lists(st.one_of(STEPS, CUTS), min_size=10, max_size=50), st.booleans())
def test_a_connection_that_comes_and_goes_loses_no_input_and_leaves_outputs_as_l1_wants_them(steps, split):
    """Levels and comparators that were set meanwhile count as they are now; no stroke is given late or twice."""
    world = World(split)
    for step in steps:
        world.step(*step)
    world.pair.settle()
    assert world.pair.host_end.said() == world.field
    assert _levels(world.pair.controller.said()) == _levels(world.l1)
    strokes = [sum(message == Output(PULSED, True) for message in said)
               for said in (world.pair.controller.said(), world.l1)]
    assert strokes[0] <= strokes[1]
    assert world.pair.host._open.items() <= _comparators(world.pair.controller.said()).items()
    assert world.pair.controller.noted == []


def _levels(messages):
    levels = dict.fromkeys((name for name in OUTPUTS if name != PULSED), False)
    levels.update({message.signal: message.on for message in messages
                   if isinstance(message, Output) and message.signal != PULSED})
    return levels


def _comparators(messages):
    return {COMPARATORS.index(message.slot): message.encoder
            for message in messages if isinstance(message, Compare)}


@examples(300)
@given(st.lists(st.one_of(STEPS, CUTS, st.just(("new host", None))), min_size=15, max_size=60), st.booleans())
def test_a_plc_that_begins_hears_every_input_that_the_one_before_did_not_take(steps, split):
    """An input whose acknowledgement did not arrive comes again; none is left out."""
    world, runs = World(split), []
    for step in steps:
        if step[0] == "new host":
            runs.append(world.pair.host_end.said())
        world.step(*step)
    world.pair.settle()
    end = 0
    for heard in (*runs, world.pair.host_end.said()):
        starts = [start for start in range(end + 1) if world.field[start:start + len(heard)] == heard]
        assert starts
        end = max(end, starts[-1] + len(heard)) if heard else end
    assert end == len(world.field)
