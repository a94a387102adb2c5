"""A product's or a market's file by itself, looked at without a scenario around it."""

from pathlib import Path

from linebench.product.market import Market
from linebench.scenario.build import Builder
from linebench.scenario.layers import Assembly, Source
from linebench.scenario.market import build_market
from linebench.scenario.model import Product
from linebench.scenario.problems import Problem, ScenarioError, SourceError
from linebench.scenario.tree import Table
from linebench.scenario.world import World

__all__ = ["read_part"]

_CODE = "code"


def read_part(path: Path, content: Source,
              near: Path | None = None) -> tuple[Product | Market | None, tuple[Problem, ...]]:
    """The product or market that a file is, and all that is wrong with it; with a product goes its market.

    A file with a GTIN is a product's, any other a market's. ``near``: folder that is searched first.
    """
    assembly = Assembly(content)
    try:
        table = assembly.part(str(path), near)
    except ScenarioError as error:
        return None, error.problems
    except SourceError as error:
        return None, (error.problem,)
    builder = Builder(assembly.problems)
    builder.places[""] = table.place
    found = _product(table, assembly, builder) if _is_product(table) else _market(table, path, builder)
    problems = tuple(dict.fromkeys(assembly.problems))
    return None if problems else found, problems


def _is_product(table: Table) -> bool:
    return "gtin" in table.items or "name" in table.items or _CODE not in table.items


def _product(table: Table, assembly: Assembly, builder: Builder) -> Product | None:
    name = "product"
    assembly.root.table("product").items[name] = table
    assembly.markets()
    markets = {key: build_market(each, builder, f"market.{key}")
               for key, each in assembly.root.table("market").items.items() if isinstance(each, Table)}
    return World(builder, {}).product(table, name, markets)


def _market(table: Table, path: Path, builder: Builder) -> Market | None:
    return build_market(table, builder, f"market.{path.stem}")
