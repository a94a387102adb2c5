"""Two lines draw from one pool at the same time, through each of its faces."""

import threading
from collections import Counter

import pytest

from linebench.bench import Bench
from linebench.content import Content, library
from linebench.line.kinds import KINDS
from linebench.ports.l3 import Serials
from linebench.ports.serials import Drawn, Move
from linebench.records.wire import Delivered
from linebench.scenario.load import load
from linebench.stack.pool.kept import Given
from linebench.wiring.ends import WiringError
from tests.wiring.pool_lines import BLOCKS, LINES, draws, line, options, serving


@pytest.mark.parametrize(("face", "pace"), [("serials-rest", 10), ("serials-soap", 10), ("openscs", 2)])
def test_two_lines_draw_disjoint_sets_from_one_pool(face, pace, tmp_path):
    """Equal worlds with equal seeds, started together: no serial of one is the other's, and all are the pool's.

    A line that is answered so late that its batch does not start gives everything back: that is nobody's any more.
    """
    store, pool, lines = {}, *options(face, tmp_path)
    drawn, back, used = {}, {}, {}

    def run(name, port):
        bench = line(tmp_path, name, face, port, lines[name], pace=pace)
        try:
            assert draws(bench, "draw 2") is not None
            heard = [each.message for each in bench.records if isinstance(each, Delivered)]
        finally:
            bench.abandon()
        drawn[name] = [each.serials for each in heard if isinstance(each, Drawn)]
        back[name] = {serial for each in heard if isinstance(each, Move) and each.state == "unallocated"
                      for serial in each.serials}
        used[name] = {serial for each in heard if isinstance(each, Serials) for serial in each.serials}

    with serving(face, pool, store) as port:
        threads = [threading.Thread(target=run, args=(name, port)) for name in LINES]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    sets = {name: {serial for block in blocks for serial in block} for name, blocks in drawn.items()}
    assert {name: tuple(map(len, blocks)) for name, blocks in drawn.items()} == dict.fromkeys(LINES, BLOCKS)
    assert (sets["a"] - back["a"]).isdisjoint(sets["b"] - back["b"])
    given = [serial for kept in store.values() if isinstance(kept, Given) for serial in kept.answer.serials]
    assert set(given) == sets["a"] | sets["b"]
    assert {serial for serial, times in Counter(given).items() if times > 1} <= back["a"] | back["b"]
    assert all(used[name] and used[name] <= sets[name] for name in LINES)


def test_the_next_attempt_gets_other_serials(tmp_path):
    """A pool that goes on knows every token: each attempt has tokens of its own, though its seed is the same."""
    store, pool, lines = {}, *options("serials-rest", tmp_path)
    found = []
    with serving("serials-rest", pool, store) as port:
        for _ in range(2):
            bench = line(tmp_path, "a", "serials-rest", port, lines["a"])
            try:
                at = draws(bench, "draw 1")
                found.append(set(bench.records[at].message.serials))
            finally:
                bench.abandon()
    assert [len(each) for each in found] == [BLOCKS[0]] * 2
    assert found[0].isdisjoint(found[1])


def openscs(pace):
    return load("carton-serials", Content((library(),)), KINDS, stack="stacks/serials-openscs.toml",
                settings={"pace": pace}).scenario


def test_a_site_server_in_a_process_draws_over_openscs_from_the_benchs_pool():
    """Certificates and a user are made for it; what it draws it gives to its line."""
    bench = Bench(openscs("real:2"), seed=1)
    try:
        at = draws(bench, "l3/draw 1")
        drawn = bench.records[at].message
        given = bench.advance(lambda record: isinstance(record, Delivered) and isinstance(record.message, Serials),
                              60_000_000, since=at)
    finally:
        bench.abandon()
    assert (drawn.status, len(set(drawn.serials))) == ("ok", 2_000)
    assert bench.records[given].message.serials == drawn.serials[:1_000]


def test_openscs_needs_the_walls_time():
    """Its server cannot stand still: one message says which pace to take."""
    with pytest.raises(WiringError) as caught:
        Bench(openscs("stepped"), seed=1)
    assert str(caught.value) == ("wire l3-serials: found dialect openscs in granted time; expected pace real, by "
                                 "which its server lives")
