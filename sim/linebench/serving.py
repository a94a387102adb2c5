"""A simulated line served to a stack that comes by itself: the endpoints, the tag map, and a line that runs."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

import msgspec

from linebench import __version__
from linebench.bench import Bench
from linebench.content import Content
from linebench.scenario.model import Batch, Product, Scenario
from linebench.wire.side import Setting
from linebench.wiring.attempt import Outside
from linebench.wiring.endpoint import Endpoint
from linebench.wiring.ends import is_mapped, is_tagged, tag_face
from linebench.wiring.maps import WireMap

__all__ = ["Serving", "serving"]


class Serving:
    """A line that runs in real time and waits for its stack."""

    def __init__(self, bench: Bench, maps: Mapping[str, WireMap]) -> None:
        self._bench, self._maps = bench, maps

    def document(self) -> dict[str, Any]:
        """Everything an integrator's stack needs to find its peers, as plain data for JSON."""
        scenario = self._bench.scenario
        kind, factor = scenario.clock
        return {
            "linebench": __version__, "scenario": scenario.id, "line": scenario.line.id, "epoch": scenario.epoch,
            "pace": f"{kind}:{factor}" if factor > 1 else kind,
            "endpoints": [{**_described(pair, endpoint), **self._named(pair)}
                          for pair, endpoint in self._bench.endpoints.items()],
        }

    def tag_maps(self) -> dict[str, str]:
        """The tags of every seat that shows some, as CSV, by pair; of a wire with a map what the map says."""
        from linebench.wire.tags.table_csv import table_csv  # noqa: PLC0415  # only who asks for it needs it

        here = Setting(name="", now=lambda: 0)
        return {pair: self._maps[pair].text() if pair in self._maps
                else table_csv(tag_face(pair.partition("-")[2], here).table)
                for pair, endpoint in self._bench.endpoints.items() if _is_mapped(pair, endpoint)}

    def _named(self, pair: str) -> dict[str, str]:
        """What a level that knows the bench's own tags alone has to be told."""
        foreign = self._maps[pair].foreign if pair in self._maps else ""
        return {"map": foreign} if foreign else {}

    def bring_material(self) -> None:
        """Put the material of the first order at the infeed, as a person does when the order is taken."""
        batch, product = first_order(self._bench.scenario)
        self._bench.bring(batch, product)

    def start_batch(self) -> None:
        """Do at the HMI what people do to start the first order."""
        self._bench.hand("clear_line")
        for action, subject in (("confirm_clearance", ""), ("start_batch", self._bench.scenario.batches[0].order),
                                ("start_line", "")):
            self._bench.ask(action, subject)
            self._bench.advance(None, 3_000_000)

    def notes(self) -> tuple[str, ...]:
        """What became of the connections of its dashboards since this was last asked."""
        return tuple(f"{note.link}: {note.detail}" for note in self._bench.showing.noted())

    @property
    def now(self) -> int:
        """Microseconds since the line came up."""
        return self._bench.now

    @property
    def packs(self) -> int:
        """Packs that the infeed has put on the belt."""
        return self._bench.line.world.packs

    @property
    def is_attended(self) -> bool:
        """Whether somebody is connected where L2 has its HMI."""
        endpoint = self._bench.endpoints.get("l2-hmi")
        return endpoint is not None and bool(endpoint.counts())

    def run(self, limit_us: int) -> None:
        """Let the line run for so long."""
        self._bench.advance(None, limit_us)


@contextmanager
def serving(scenario: Scenario, seed: int, content: Content, *, real: bool = False,
            maps: Mapping[str, WireMap] = MappingProxyType({})) -> Iterator[Serving]:
    """Bring a line up, in real time, with its endpoints open; closes them at the end. ``maps``: of ``read_maps``.

    Raises:
        WireError: a port is in use or may not be used.
        WiringError: no such dialect, profile or option.

    """
    bench = Bench(scenario, seed=seed, keep=False, content=content, outer=Outside(real=real, maps=maps))
    try:
        yield Serving(bench, maps)
    finally:
        bench.abandon()  # nothing is kept of it: nobody has to wait until everything has been said


def first_order(scenario: Scenario) -> tuple[Batch, Product]:
    """The scenario's first order and its product."""
    batch = scenario.batches[0]
    return batch, next(product for product in scenario.products if product.name == batch.product)


def _described(pair: str, endpoint: Endpoint) -> dict[str, Any]:
    level, _, peer = pair.partition("-")
    one = endpoint.wire
    return {"id": pair, "level": level, "seat": peer, "device": one.name, "dialect": one.dialect,
            "profile": one.profile, "options": one.options, "host": one.host, "port": one.port,
            **({"tls": one.tls} if one.tls else {}),
            "ports": endpoint.ports, "channels": msgspec.to_builtins(one.channels), **endpoint.described()}


def _is_mapped(pair: str, endpoint: Endpoint) -> bool:
    peer = pair.partition("-")[2]
    return is_mapped(peer) and any(is_tagged(peer, name) for name in endpoint.ports)
