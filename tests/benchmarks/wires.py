"""Worlds on wires for the probes: the carton line with levels in processes of their own, stepped or by the wall."""

import itertools
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LEVELS = '[[seat]]\nid = "l2"\nprocess = true\n\n[[seat]]\nid = "l3"\nprocess = true\n'
DEVICES = {"printer": "codenet", "camera": "dmcc"}
"""What L2 speaks to printer and camera."""
CASE = 100
ORDER = 100_000
"""Packs of an order that never ends within a probe."""
US = 1_000_000


def stack(folder: Path, carrier: str, also: Sequence[str] = ()) -> str:
    """A stack file: ``carrier`` takes the PLC's tags to L2; ``also``: served beside it. Returns its path."""
    wires = "".join(f'\n[[wire]]\nid = "l2-{peer}"\ndialect = "{name}"\n' for peer, name in DEVICES.items())
    beside = f"also = [{', '.join(map(repr, also))}]\n".replace("'", '"') if also else ""
    file = folder / f"{carrier}.toml"
    file.write_text(f'id = "{carrier}"\n\n{LEVELS}{wires}\n[[wire]]\nid = "l2-l1"\ndialect = "{carrier}"\n{beside}',
                    encoding="utf-8", newline="\n")
    return str(file)


def plan(stack_file: str | None, quantity: int, **settings: str) -> Any:
    """The carton line's scenario with an order of ``quantity``; settings with ``__`` for each dot."""
    import msgspec

    from linebench.content import Content, library
    from linebench.line.kinds import KINDS
    from linebench.scenario.load import load

    chosen = {key.replace("__", "."): value for key, value in settings.items()}
    found = load("carton-line", Content((library(),)), KINDS, stack=stack_file, settings=chosen).scenario
    batch = msgspec.structs.replace(found.batches[0], quantity=quantity)
    return msgspec.structs.replace(found, batches=(batch, *found.batches[1:]))


def fast(found: Any) -> Any:
    """The same with cases so large that the packer does not hold up a fast line."""
    import msgspec

    products = tuple(msgspec.structs.replace(each, case_size=CASE) for each in found.products)
    return msgspec.structs.replace(found, products=products)


def quantiles(values: Sequence[float]) -> dict[str, float]:
    """Median, 99th percentile and worst; 0 of nothing."""
    ordered = sorted(values) or [0.0]
    last = len(ordered) - 1
    return {"count": len(values), "p50": ordered[last // 2], "p99": ordered[last * 99 // 100],
            "worst": ordered[-1]}


class Running:
    """A line that runs by the wall's clock. ``late_us``: what its lateness was since ``measure`` began."""

    def __init__(self, bench: Any) -> None:
        self.bench = bench
        self._host = bench._host
        self._level = self._host._real["l2"]

    def measure(self, seconds: float) -> dict[str, float]:
        """Let it run; lateness of engine entries in microseconds, and the CPU this process used, as a share."""
        from linebench.wiring.lateness import Lateness

        self.bench.advance(None, US)  # what the start of the line left behind
        self._host._time.lateness = Lateness()
        begin, cpu = time.perf_counter(), time.process_time()
        packs = self.bench.line.world.packs
        self.bench.advance(None, int(seconds * US))
        spent = time.perf_counter() - begin
        found = self._host._time.lateness.quantiles()
        return {"count": found.count, "p50": found.p50, "p99": found.p99, "worst": found.worst,
                "per_minute": (self.bench.line.world.packs - packs) / spent * 60,
                "cpu": (time.process_time() - cpu) / spent}

    @property
    def stopped(self) -> str:
        """The alarms that stopped the line; empty while it is in state Execute, or waits for its packer."""
        shown = self.bench.people.shown
        if shown.get("state") in ("Execute", "Suspending", "Suspended", "Unsuspending"):
            return ""
        alarms = [item.partition(":")[2] for item, value in shown.items()
                  if item.startswith("alarm:") and value != "off"]
        return ", ".join(alarms) or str(shown.get("state"))

    def verdicts(self) -> list[float]:
        """Filled from now on: seconds from a reading given to the camera's end to its verdict at L1's end."""
        from linebench.ports.camera import Reading
        from linebench.ports.plc import Verdict

        read: dict[int, float] = {}
        trips: list[float] = []
        camera, level = self.bench.endpoints["l2-camera"], self._level
        say, hear = camera.tell, level.heard

        def tell(message: Any) -> None:
            if type(message) is Reading:
                read[message.trigger] = time.perf_counter()
            say(message)

        def heard(peer: str, message: Any) -> None:
            if type(message) is Verdict and message.trigger in read:
                trips.append(time.perf_counter() - read.pop(message.trigger))
            hear(peer, message)

        camera.tell, level.heard = tell, heard
        return trips


@contextmanager
def running(carrier: str, rate: str, also: Sequence[str] = ()) -> Iterator[Running]:
    """The line at ``rate`` packs a minute, real time, L2 and L3 in processes."""
    from linebench.bench import Bench
    from linebench.memory import collector_paused
    from linebench.simulation import _ask

    with tempfile.TemporaryDirectory() as folder, collector_paused():
        # small packs: at 2,400 a minute the belt is then no faster than the gate can push
        world = fast(plan(stack(Path(folder), carrier, also), ORDER, pace="real", rate="maximum",
                          line__maximum=rate, line__nominal=rate, line__pitch="60 mm", line__pack_length="40 mm"))
        bench = Bench(world, seed=7, keep=False)
        try:
            bench.hand("clear_line")
            for action, subject in (("confirm_clearance", ""), ("start_batch", world.batches[0].order),
                                    ("start_line", "")):
                _ask(bench, action, subject)
            yield Running(bench)
        finally:
            bench._host.close()


def highest(good: Callable[[int], bool], first: int, most: int, step: int) -> int:
    """The highest rate of ``first``, ``first + step`` … ``most`` that is good: doubled, then halved in between.

    0 when not even ``first`` is.
    """
    if not good(first):
        return 0
    low, high = first, most + step
    for rate in itertools.takewhile(lambda rate: rate <= most, (first << n for n in itertools.count(1))):
        if not good(rate):
            high = rate
            break
        low = rate
    while high - low > step:
        middle = (low + high) // 2 // step * step
        if middle <= low:
            break
        low, high = (middle, high) if good(middle) else (low, middle)
    return low
