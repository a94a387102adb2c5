"""The numbers of code images: drawing, grading, encoding, reading. CPU time of one core, OpenCV with one thread.

The campaign that is drawn: packs of one batch, each with a serial number of its own and so with a symbol of its own
(GS1 DataMatrix, 24 x 24), four lines of text, a frame larger than the label. For each frame the data are written,
encoded, printed and photographed in fast mode, and the truth record is made.

- Every frame has one print fault, in turn: ``nozzle_dead`` (1 to 4 nozzles, anywhere), ``ink_low`` (reflectance
  0.1 to 0.6), ``gain`` (0.05 to 0.4 X), ``smear`` (0.1 to 0.5 mm), ``modules_lost`` (1 to 8).
- Every third frame has a camera or place fault besides, in turn: ``defocus`` (sigma 0.1 to 0.4 X), ``motion_blur``
  (100 to 600 us at 1 m/s), ``rotation`` and ``offset`` together (up to 5 degrees, up to 1 mm each way).
- Values are drawn evenly from these ranges with a fixed seed. Lens blur and sensor noise are in every frame.

Our own drawing and its peers take turns, each in a process of its own, so that load from elsewhere meets all of
them; figures are medians of the rounds.
"""

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import imaging_peers

ROUNDS = 3
SMALL, LARGE = (640, 480), (1280, 1024)
PX = {SMALL: 6, LARGE: 10}
"""Pixels per module: the label with four lines of text fills the width of the small frame."""
COPIED_BYTES = 256 << 20
"""Pool of the copy limit: eight times a large cache."""
GRADED = 40
READ = 120
_SEVERITIES = (("ink_low", "reflectance", 0.1, 0.6), ("gain", "growth", 0.05, 0.4), ("smear", "tail", 0.1, 0.5),
               ("modules_lost", "count", 1, 8))
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"


class Job(NamedTuple):
    """What is ordered of one frame."""

    code: Any
    faults: tuple[Any, ...]
    seed: int


class Work(NamedTuple):
    """A piece of work, and what gives the next jobs for it."""

    piece: Callable[[Any], object]
    jobs: Callable[[int], Sequence[Any]]


def codes() -> Iterator[Any]:
    """Codes of packs of one batch, all different, without end."""
    from linebench.product.pack_code import PackCode

    chance = random.Random(15415)
    while True:
        yield PackCode("09504000059101", "271231", "LOT7A12", "".join(chance.choices(_LETTERS, k=12)))


def campaign() -> Iterator[Job]:
    """The jobs of the campaign, without end."""
    chance = random.Random(16022)
    for number, code in enumerate(codes()):
        faults = [_print_fault(number % 5, chance)]
        if number % 3 == 0:
            faults += _camera_faults(number // 3 % 3, chance)
        yield Job(code, tuple(faults), number)


def _print_fault(turn: int, chance: random.Random) -> Any:
    from linebench.imaging.faults.catalogue import fault

    if turn == 0:
        return fault("nozzle_dead", nozzles=chance.randint(1, 4), place=chance.random())
    kind, name, low, high = _SEVERITIES[turn - 1]
    return fault(kind, {name: _drawn(chance, low, high)})


def _drawn(chance: random.Random, low: float, high: float) -> float:
    return chance.randint(low, high) if isinstance(low, int) else chance.uniform(low, high)


def _camera_faults(turn: int, chance: random.Random) -> list[Any]:
    from linebench.imaging.faults.catalogue import fault

    return [[fault("defocus", sigma=chance.uniform(0.1, 0.4))],
            [fault("motion_blur", exposure=chance.uniform(100, 600), speed=1)],
            [fault("rotation", angle=chance.uniform(-5, 5)),
             fault("offset", along=chance.uniform(-1, 1), across=chance.uniform(-1, 1))]][turn]


class Ours:
    """Fast mode as a campaign uses it."""

    def __init__(self, frame: tuple[int, int]) -> None:
        from linebench.imaging.drawing.fast import FastMode
        from linebench.imaging.drawing.scene import Scene
        from linebench.imaging.faults.apply import written
        from linebench.imaging.symbols import draw
        from linebench.imaging.truth import truth_of

        self._mode, self._frame, self._px = FastMode(random.Random(1)), frame, PX[frame]
        self._scene, self._written, self._encode, self._truth = Scene, written, draw, truth_of
        self._jobs = campaign()

    def jobs(self, count: int) -> list[Job]:
        """The next jobs."""
        return [next(self._jobs) for _ in range(count)]

    def draw(self, job: Job) -> tuple[Any, Any]:
        """Picture and truth of a job, from the data on."""
        writing = self._written(job.code, job.faults, job.seed)
        symbol = self._encode(writing.content, writing.carrier, **writing.options)
        scene = self._scene(symbol=symbol, text=writing.text, faults=job.faults, seed=job.seed,
                            px_per_module=self._px, frame=self._frame)
        drawn = self._mode.draw(scene)
        return drawn.picture, self._truth(scene, drawn, writing)


def drawing(packs: int) -> dict[str, float | str]:
    """Fast mode in both sizes, its peers in the small one, and what copying frames takes."""
    del packs
    found: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for _ in range(ROUNDS):
        for kind in KINDS:
            found[kind].append(_in_own_process(kind))
    seconds = {kind: statistics.median(each) for kind, each in found.items()}
    return {**{f"{kind}_per_s": 1 / each for kind, each in seconds.items()},
            "over_albumentations": seconds["albumentations"] / seconds["fast_small"],
            **imaging_peers.treepoem(codes())}


def _in_own_process(kind: str) -> float:
    """CPU seconds a frame. What one leaves in the allocator of its process changes how fast another is, by 3."""
    done = subprocess.run([sys.executable, __file__, kind], capture_output=True, text=True, encoding="utf-8",
                          check=False)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return float(done.stdout.strip().splitlines()[-1])


def _fast(frame: tuple[int, int]) -> Work:
    ours = Ours(frame)
    return Work(ours.draw, ours.jobs)


def _peer(make: Callable[[], Any]) -> Work:
    stream = codes()
    return Work(make().draw, lambda count: _next(stream, count))


def _copying(frame: tuple[int, int]) -> Work:
    """Frames of a pool that no cache holds, copied one after the other."""
    import numpy as np

    width, height = frame
    pool = np.full((COPIED_BYTES // (width * height), height, width), 217, dtype=np.uint8)
    target = np.empty((height, width), dtype=np.uint8)
    return Work(lambda place: np.copyto(target, pool[place]),
                lambda count: [place % len(pool) for place in range(count)])


KINDS: dict[str, tuple[int, Callable[[], Work]]] = {
    "fast_small": (1500, partial(_fast, SMALL)), "fast_large": (800, partial(_fast, LARGE)),
    "opencv": (200, partial(_peer, imaging_peers.OpenCv)),
    "albumentations": (150, partial(_peer, imaging_peers.albumentations)),
    "pillow": (40, partial(_peer, imaging_peers.Pillow)),
    "copy_small": (2000, partial(_copying, SMALL)), "copy_large": (600, partial(_copying, LARGE))}
"""How many frames, and what makes the work."""


def timed(work: Work, count: int) -> float:
    """CPU seconds of one piece of work, after a tenth as many to warm up."""
    _all(work.piece, work.jobs(count // 10 + 2))
    return spent(_all, work.piece, work.jobs(count)) / count


def _all(piece: Callable[[Any], object], jobs: Sequence[Any]) -> None:
    for job in jobs:
        piece(job)


def spent(work: Callable[..., object], *given: Any) -> float:
    """CPU seconds of a piece of work."""
    start = time.process_time()
    work(*given)
    return time.process_time() - start


def grading(packs: int) -> dict[str, float]:
    """Exact pictures with full grade, the grade alone, and own symbols."""
    del packs
    from linebench.imaging.drawing.exact import draw_exact
    from linebench.imaging.drawing.scene import Scene
    from linebench.imaging.grading import grade
    from linebench.imaging.symbols import draw

    some = codes()

    def graded(job: tuple[Any, str]) -> None:
        code, text = job
        symbol = draw(code.content(), size=(24, 24))
        drawn = draw_exact(Scene(symbol=symbol, text=text, px_per_module=10))
        grade(drawn.picture, drawn.geometry, symbol)

    symbol = draw(next(some).content(), size=(24, 24))
    known = draw_exact(Scene(symbol=symbol, px_per_module=10))
    works = {
        "exact_graded": (GRADED, Work(graded, lambda count: [(code, "") for code in _next(some, count)])),
        "exact_text_graded": (
            GRADED, Work(graded, lambda count: [(code, code.text()) for code in _next(some, count)])),
        "graded": (5 * GRADED, Work(lambda _: grade(known.picture, known.geometry, symbol), range)),
        "encoded": (100 * GRADED, Work(draw, lambda count: [code.content() for code in _next(some, count)]))}
    return {f"{name}_per_s": 1 / statistics.median(timed(work, count) for _ in range(ROUNDS))
            for name, (count, work) in works.items()}


def _next(stream: Iterator[Any], count: int) -> list[Any]:
    return [next(stream) for _ in range(count)]


def reading(packs: int) -> dict[str, float]:
    """Both witnesses on mild pictures, and on bad ones of all sorts."""
    del packs
    from linebench.imaging.readers.ladder import BothReader

    reader = BothReader(PX[SMALL])
    mild, bad = [_milliseconds(reader.read, pictures) for pictures in (_mild(), _bad())]
    return {"mild_ms": statistics.median(mild), "mild_pictures": len(mild),
            "bad_median_ms": statistics.median(bad), "bad_worst_ms": max(bad), "bad_pictures": len(bad)}


def _milliseconds(read: Callable[[Any], object], pictures: Iterator[Any]) -> list[float]:
    """Of each picture, the shorter of two times: what other work on the machine adds is not the reader's."""
    return [1000 * min(spent(read, picture), spent(read, picture)) for picture in pictures]


def _mild() -> Iterator[Any]:
    """The campaign's own pictures."""
    ours = Ours(SMALL)
    yield from (ours.draw(job)[0] for job in ours.jobs(READ))


def _bad() -> Iterator[Any]:
    """Each fault of print and camera at each severity of its sweep but the first, then pairs at their worst."""
    from linebench.imaging.faults.catalogue import catalogue, fault

    ours, some, chance = Ours(SMALL), codes(), random.Random(29158)
    worst: dict[str, list[Any]] = {"print": [], "camera": []}
    for kind in catalogue().values():
        if kind.plane in worst:
            sweep = [fault(kind.id, {kind.parameters[0].name: each}) for each in kind.worse[1:]] or [fault(kind.id)]
            worst[kind.plane].append(sweep[-1])
            yield from (ours.draw(Job(next(some), (each,), 0))[0] for each in sweep)
    for seed in range(READ):
        pair = tuple(chance.choice(kinds) for kinds in worst.values())
        yield ours.draw(Job(next(some), pair, seed))[0]


if __name__ == "__main__":
    COUNT, MAKE = KINDS[sys.argv[1]]
    print(timed(MAKE(), COUNT))
