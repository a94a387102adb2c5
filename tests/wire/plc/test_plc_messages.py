"""Every message of the port between L1 and L2 passes through tags, unchanged and in order, whatever happens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.ports.plc import Alarm, Command, CommandAnswer, MachineState, Setup, TrackResults, Verdict
from linebench.units import Duration
from linebench.wire.plc import PlcFace, PlcHost, PlcOptions
from linebench.wire.plc.words import ALARMS, CAUSES, COMMANDS, FATES
from tests.thorough import examples
from tests.wire.rings.pair import Pair

OPTIONS = PlcOptions(command_within=Duration(3_600_000_000))
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=16)
TRIGGERS = st.integers(0, 0xFFFF_FFFF)
RESULTS = st.one_of(st.tuples(TRIGGERS, st.just("passed"), st.just("")),
                    st.tuples(TRIGGERS, st.sampled_from(FATES[1:]), st.sampled_from(CAUSES)))
TO_LINE = st.one_of(
    st.builds(MachineState, st.integers(1, 17), TEXTS),
    st.builds(Alarm, st.sampled_from(ALARMS), st.booleans(), st.booleans()),
    st.builds(CommandAnswer, st.sampled_from(COMMANDS), st.booleans(), TEXTS),
    st.builds(TrackResults, st.lists(RESULTS, min_size=1, max_size=12).map(tuple)),
)
MASSES = st.integers(-0x8000_0000, 0x7FFF_FFFF)
TO_PLC = st.one_of(st.builds(Verdict, TRIGGERS, st.booleans()), st.builds(Verdict, TRIGGERS, st.booleans()),
                   st.builds(Setup, MASSES, MASSES, MASSES),
                   st.builds(Command, st.sampled_from(COMMANDS), TEXTS))
SMALL = st.one_of(
    st.tuples(st.just("l1"), st.lists(TO_LINE, min_size=1, max_size=2)),
    st.tuples(st.just("l2"), st.lists(TO_PLC, min_size=1, max_size=2)),
    st.tuples(st.just("look"), st.lists(st.integers(1, 700), min_size=1, max_size=2)),
    st.tuples(st.just("read"), st.just(1)),
    st.just(("whole look", None)),
    st.tuples(st.just("arrive"), st.integers(1, 2)),
    st.just(("l1 answers", None)),
)
"""Steps that leave little behind, for what happens around the start of an end."""
STEPS = st.one_of(
    SMALL,
    st.tuples(st.just("l1"), st.lists(TO_LINE, min_size=1, max_size=40)),
    st.tuples(st.just("l2"), st.lists(TO_PLC, min_size=1, max_size=25)),
    st.tuples(st.just("look"), st.lists(st.integers(1, 700), max_size=6)),
    st.tuples(st.just("read"), st.integers(1, 4)),
    st.tuples(st.just("arrive"), st.integers(1, 4)),
)


class Host(PlcHost):
    """Keeps apart what it says again at its start."""

    restated = ()

    def _restate(self, values):
        self.restated = super()._restate(values)
        return ()


class World:
    """A pair whose L1 answers commands when told to; each message is unique by its place in ``l1`` and ``l2``."""

    def __init__(self, split):
        self.pair = Pair(lambda setting: PlcFace(OPTIONS, setting), lambda setting: Host(OPTIONS, setting),
                         split=split)
        self.l1, self.l2 = [], []
        self._answered = 0

    def step(self, what, detail):
        pair = self.pair
        if what == "l1":
            self.l1 += detail
            pair.controller_says(*detail)
        elif what == "l2":
            self.l2 += detail
            pair.host_says(*detail)
        elif what == "look":
            pair.begin_look(detail)
        elif what == "whole look":
            pair.look()
        elif what == "l1 answers":
            self.answer()
        elif what == "cut":
            pair.cut()
        elif what == "connect":
            pair.connect()
        else:
            for _ in range(detail):
                pair.read() if what == "read" else pair.arrive()

    def answer(self):
        """L1 answers the commands that it heard."""
        commands = [message for message in self.pair.controller.said() if isinstance(message, Command)]
        new, self._answered = commands[self._answered:], len(commands)
        for command in new:
            self.l1.append(CommandAnswer(command.name, True, ""))
            self.pair.controller_says(self.l1[-1])
        return bool(new)

    def settle(self):
        """Until all that was said has been heard and every command answered."""
        self.pair.settle()
        while self.answer():
            self.pair.settle()


@examples(150)
@given(st.lists(STEPS, min_size=8, max_size=40), st.booleans())
def test_both_ends_hear_what_was_said_in_order_however_rarely_and_torn_the_host_looks(steps, split):
    """Nothing is lost, doubled, changed or moved, with pictures and writes of any number of moments."""
    world = World(split)
    world.pair.connect()
    for step in steps:
        world.step(*step)
    world.settle()
    assert world.pair.host_end.said() == world.l1
    assert world.pair.controller.said() == world.l2
    assert [note.what for note in (*world.pair.host_end.noted, *world.pair.controller.noted)] == []


CUTS = st.sampled_from((("cut", None), ("connect", None), ("connect", None)))


@examples(150)
@given(st.lists(st.one_of(STEPS, CUTS), min_size=10, max_size=50), st.booleans())
def test_a_connection_that_comes_and_goes_loses_and_doubles_nothing(steps, split):
    """Writes under way at a cut are lost; the host sees by the counts which, and writes no other again."""
    world = World(split)
    for step in steps:
        world.step(*step)
    world.settle()
    assert world.pair.host_end.said() == world.l1
    assert world.pair.controller.said() == world.l2
    assert world.pair.controller.noted == []


@examples(300)
@given(st.lists(st.one_of(SMALL, CUTS, st.just(("new host", None))), min_size=15, max_size=60), st.booleans())
def test_a_host_that_begins_goes_on_where_the_one_before_stopped(steps, split):
    """No message of L1 is lost; one whose acknowledgement did not arrive comes again; commands stay in order."""
    world, marks = World(split), []
    world.pair.connect()
    sent, before = [], 0
    for what, detail in steps:
        if what != "new host":
            world.step(what, detail)
            continue
        sent.append(world.l2[before:])
        before = len(world.l2)
        marks.append(world.pair.host_end.said())
        world.pair.new_host()
    world.settle()
    sent.append(world.l2[before:])
    _check_taken_over([*marks, world.pair.host_end.said()], world.l1)
    _check_prefixes(world.pair.controller.said(), sent)


def _check_taken_over(runs, said):
    end = 0
    for heard in runs:
        places = [start for start in range(end + 1) if said[start:start + len(heard)] == heard]
        assert places, (heard, said[:end], said[end:])
        end = max(end, places[-1] + len(heard)) if heard else end
    assert runs[-1] == said[len(said) - len(runs[-1]):]
    assert end == len(said)


def _check_prefixes(heard, sent):
    """What was heard is a beginning of what each host sent, and all of the last."""
    *lost, last = sent
    assert heard[len(heard) - len(last):] == last
    rest = heard[:len(heard) - len(last)]
    assert _is_prefixes(tuple(rest), lost)


def _is_prefixes(rest, lost):
    if not lost:
        return not rest
    return any(rest[:n] == tuple(lost[0][:n]) and _is_prefixes(rest[n:], lost[1:])
               for n in range(min(len(rest), len(lost[0])) + 1))


@examples(300)
@given(st.lists(st.one_of(SMALL, SMALL, CUTS, st.just(("new life", None))), min_size=15, max_size=60),
       st.booleans())
def test_a_controller_that_starts_again_is_understood_from_its_first_message(steps, split):
    """Of each life the host hears a beginning, of the last one all; L1 hears no command or verdict twice."""
    world = World(split)
    world.pair.connect()
    lives = []
    for number, (what, detail) in enumerate(steps):
        if what != "new life":
            world.step(what, _numbered(number, detail) if what == "l2" else detail)
            continue
        world.answer()
        lives.append(world.l1)
        world.l1 = []
        world.pair.time += 1_000_000
        world.pair.restart()
    world.settle()
    assert _is_prefixes(tuple(world.pair.host_end.said()[:-len(world.l1) or None]), lives)
    assert world.pair.host_end.said()[len(world.pair.host_end.said()) - len(world.l1):] == world.l1
    heard = [message for message in world.pair.controller.said() if not isinstance(message, Setup)]
    assert _is_subsequence(heard, world.l2)


def _numbered(number, messages):
    """Messages that are told apart, so that a doubled one shows."""
    return [Command(message.name, f"{number}/{at}") if isinstance(message, Command)
            else Verdict(number * 100 + at, message.good) if isinstance(message, Verdict) else message
            for at, message in enumerate(messages)]


def _is_subsequence(part, whole):
    left = iter(whole)
    return all(any(each == wanted for each in left) for wanted in part)


@pytest.mark.parametrize("count", [65_530, 65_535, 0])
def test_counts_begin_anew_after_65535_without_anybody_noticing(count):
    """Results, verdicts and commands around the end of 16 bits pass as any others."""
    world = World(split=False)
    face, host = world.pair.face, world.pair.host
    world.pair.settle()
    _set_counts(world.pair, face, host, count)
    results = [TrackResults(((trigger, "passed", ""),)) for trigger in range(1, 40)]
    verdicts = [Verdict(trigger, True) for trigger in range(1, 40)]
    world.step("l1", results)
    world.step("l2", verdicts)
    world.settle()
    assert world.pair.host_end.said() == results
    assert world.pair.controller.said() == verdicts


def _set_counts(pair, face, host, count):
    for counts in (face._writer._filled, face._writer._read, face._inbox._taken, host._reader._read,
                   host._outbox._filled):
        counts.update(dict.fromkeys(counts, count))
    pair.image.values.update({tag.name: count for ring in (*face._layout.out, *face._layout.into)
                              for tag in ring.counts()})


def test_order_numbers_begin_anew_after_32_bits():
    """The row behind order number 4,294,967,295 has 0, and is the next."""
    world = World(split=False)
    world.pair.settle()
    world.pair.face._writer._order = world.pair.host._reader._order = 0xFFFF_FFFE
    messages = [MachineState(6, str(number)) for number in range(4)]
    world.step("l1", messages)
    world.settle()
    assert world.pair.host_end.said() == messages
    assert world.pair.image.values["Host.Order"] == 2
