"""What ``linebench serve`` and ``linebench stack`` do: run until stopped, and say where everything is."""

import asyncio
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from linebench.cli.failure import UserError
from linebench.cli.output import say, show_json, table
from linebench.cli.stopping import stopping
from linebench.content import Content
from linebench.level_setups import level_setups
from linebench.line.kinds import KINDS
from linebench.scenario.load import Loaded, load
from linebench.serving import Serving, serving
from linebench.units import Duration
from linebench.wiring import visiting
from linebench.wiring.maps import read_maps

__all__ = ["Session", "visit"]

_SLICE_US = 200_000
"""How often a served line looks whether it has been stopped, in its own time."""


class Session:
    """One ``linebench serve``."""

    def __init__(self, content: Content, scenario: Path, *, seats: str | None, settings: Mapping[str, str],
                 seed: int, real: bool) -> None:
        self._content, self._seed, self._real = content, seed, real
        loaded = _loaded(content, scenario, seats, {"pace": "real", **settings})
        self._scenario, self._maps = loaded.scenario, read_maps(loaded)
        if not self._scenario.stack.remote:
            raise UserError(f"{seats or scenario}: found no seat on wires; expected a stack file with a [[seat]] "
                            'of nature = "real", such as stacks/open.toml')

    def serve(self, *, tags: Path | None, start: bool, limit: int | None, as_json: bool) -> None:
        """Serve until stopped, or for ``limit`` microseconds of simulated time."""
        with (serving(self._scenario, self._seed, self._content, real=self._real, maps=self._maps) as line,
              stopping() as stopped):
            _write_tags(line, tags)
            _announce(line, as_json=as_json)
            if not start:
                line.bring_material()
            while not stopped() and (limit is None or line.now < limit):
                line.run(_SLICE_US)
                for text in line.notes():
                    say(text, error=True)
                if start and line.is_attended:
                    start = False
                    line.start_batch()
            say(f"{line.packs} packs were fed in {Duration(line.now)}", error=as_json)


def visit(content: Content, scenario: Path, endpoints: str, *, levels: Sequence[str], mutants: Sequence[str],
          settings: Mapping[str, str], seed: int, store: Path | None, limit: int | None,
          real: bool = False) -> None:
    """Run levels against a served line until stopped."""
    served = visiting.read_served(_text(endpoints), endpoints)
    setups = level_setups(_loaded(content, scenario, None, settings).scenario)
    if store is not None:
        store.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="linebench-stores-", ignore_cleanup_errors=True) as forgotten:
        asyncio.run(_visit(visiting.Visit(
            served=served, setups=setups, levels=tuple(levels), seed=seed, mutants=tuple(mutants),
            store=store or Path(forgotten), real=real), limit))


async def _visit(visit: visiting.Visit, limit: int | None) -> None:
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()
    with stopping(lambda: loop.call_soon_threadsafe(stopped.set)):
        if limit is not None:
            loop.call_later(limit / 1_000_000 / visit.served.factor, stopped.set)
        await visit.run(stopped)


def _loaded(content: Content, scenario: Path, seats: str | None, settings: Mapping[str, str]) -> Loaded:
    return load(str(scenario), content, KINDS, stack=seats, settings=settings)


def _text(endpoints: str) -> str:
    return sys.stdin.read() if endpoints == "-" else Path(endpoints).read_text(encoding="utf-8")


def _write_tags(line: Serving, file: Path | None) -> None:
    if file is None:
        return
    maps = line.tag_maps()
    if not maps:
        raise UserError(f"{file}: no seat shows tags; choose modbus, s7, enip or opcua for a wire")
    for pair, text in maps.items():
        target = file if len(maps) == 1 else file.with_stem(f"{file.stem}-{pair}")
        target.write_text(text, encoding="utf-8", newline="\n")
        say(f"the tags of wire {pair} are in {target}", error=True)


def _announce(line: Serving, *, as_json: bool) -> None:
    document = line.document()
    if as_json:
        show_json(document)
        return
    table("endpoints", ("wire", "device", "dialect", "profile", "address"),
          [row for each in document["endpoints"] for row in _rows(each)])
    say("running; interrupt to stop")


def _rows(endpoint: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """The ports of one endpoint: of its channels, or of each dialect that it speaks."""
    wire, device, host = endpoint["id"], endpoint["device"], endpoint["host"]
    if endpoint["channels"]:
        return [(f"{wire}-{name}", device, one["dialect"], one["profile"], f"{one['host']}:{one['port']}")
                for name, one in endpoint["channels"].items()]
    return [(wire, device, name, endpoint["profile"] if name == endpoint["dialect"] else "", f"{host}:{port}")
            for name, port in endpoint["ports"].items()]
