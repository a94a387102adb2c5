"""Worlds with dashboards, in virtual time."""

from linebench.bench import Bench
from linebench.content import Content, library
from linebench.line.kinds import KINDS
from linebench.scenario.load import load
from linebench.simulation import _carry_through
from linebench.wiring.attempt import Outside

S = 1_000_000
PLANT = '[[dashboard]]\nid = "plant"\n'
NAMES = '[[dashboard]]\nid = "names"\nform = "namespace"\noptions = { area = "packaging" }\n'


def loaded(folder, tables, scenario="carton-enterprise"):
    file = folder / "stack.toml"
    file.write_text(f'id = "shown"\nenterprise = "emulated"\n{tables}', encoding="utf-8")
    return load(scenario, Content((library(),)), KINDS, stack=str(file))


def bench(folder, tables, **options):
    world = loaded(folder, tables)
    return Bench(world.scenario, seed=1, outer=Outside(captures=folder / "captures"), **options)


def run(folder, tables, **options):
    """A whole batch, to the end of the journal."""
    made = bench(folder, tables, **options)
    _carry_through(made, None)
    made.close()
    return made
