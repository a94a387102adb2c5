"""Worlds on wires for tests: the carton line with a stack file made for one choice of dialects."""

import io

from linebench.content import Content, library
from linebench.line.kinds import KINDS
from linebench.records import wire
from linebench.records.claim import ValueClaimed
from linebench.records.run import Closed, Opened
from linebench.scenario.load import load
from linebench.simulation import simulate


def stack_file(folder, *, levels=("l2", "l3"), of="l2", profiles=None, **dialects):
    """A stack file with these levels in processes; dialects, and profiles, by peer of the level ``of``."""
    file = folder / "wires.toml"
    seats = "".join(f'[[seat]]\nid = "{level}"\nprocess = true\n\n' for level in levels)
    named = profiles or {}
    wires = "".join(
        f'[[wire]]\nid = "{of}-{peer}"\ndialect = "{name}"\nprofile = "{named.get(peer, "")}"\n\n'
        for peer, name in dialects.items())
    file.write_text('id = "wires"\n\n' + seats + wires, encoding="utf-8", newline="\n")
    return str(file)


def scenario(stack=None, **settings):
    return load("carton-line", Content((library(),)), KINDS, stack=stack,
                settings={key.replace("__", "."): text for key, text in settings.items()}).scenario


def journal(plan, seed=7, **options):
    """The bytes of a batch's journal, and the bench."""
    sink = io.BytesIO()
    bench = simulate(plan, seed, sink, keep=True, **options)
    return sink.getvalue(), bench


def beside_links(bench):
    """What happened and what was claimed, without what links said; the count at the end counts that too.

    What L2 shows of its printer and its camera only repeats what links said: a device says of itself what it likes
    when a host connects, and how often it tells its state is a matter of its dialect. Of what version its peers are
    a direct link cannot tell.
    """
    return [record for record in bench.records
            if type(record) not in (wire.Delivered, wire.Dropped, wire.WireNoted, Opened, Closed)
            and not (isinstance(record, ValueClaimed)
                     and (record.item in ("printer", "camera") or record.item.endswith(" version")))]
