"""Carries ``linebench image feed`` out."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from linebench.cli.failure import PASS, SUT_FAILED
from linebench.cli.image.options import check_file
from linebench.cli.output import progress, say, show_json, table
from linebench.imaging.dataset.mix import read_mix
from linebench.imaging.dataset.sample import sample
from linebench.imaging.dataset.spec import Spec
from linebench.imaging.grading import grade
from linebench.imaging.recipe import Drawer, Made
from linebench.imaging.truth import expected
from linebench.imaging.witnessing import Witnesses
from linebench.wire.vision import Expected, Frame, Judged, Summary, open_feed, run_feed

__all__ = ["Feeding", "perform"]

_MS = 1000


class Feeding(NamedTuple):
    """Where pictures go and how: see the options."""

    to: str
    window: int
    limit_s: float
    idle_s: float
    summary: Path | None


def perform(spec: Spec, feeding: Feeding, *, as_json: bool) -> int:
    """Show the pictures, print the comparison, and return the exit code.

    Raises:
        FeedError: the feed cannot be opened or broke.
        DatasetError: a picture cannot be drawn.

    """
    if feeding.summary is not None:
        check_file(feeding.summary, "--summary")
    with Witnesses() as witnesses, open_feed(feeding.to) as feed:
        say(f"{spec.count} pictures at {feed.address}", error=as_json)
        with progress("waiting for a client") as advance:
            done = 0

            def each(_: Judged) -> None:
                nonlocal done
                done += 1
                advance(done, spec.count, "pictures")

            found = run_feed(feed, _frames(spec, witnesses), window=feeding.window, limit_s=feeding.limit_s,
                             idle_s=feeding.idle_s, each=each)
    if feeding.summary is not None:
        feeding.summary.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")
    (show_json if as_json else _print)(found)
    return PASS if found.right else SUT_FAILED


def _frames(spec: Spec, witnesses: Witnesses) -> Iterator[tuple[Frame, Expected]]:
    mix, drawer = read_mix(spec.faults), Drawer()
    for index in range(spec.count):
        drawn = sample(spec, mix, index, drawer)
        picture = drawn.made.drawn.picture
        yield (Frame(index + 1, spec.width, spec.height, picture.tobytes()),
               _expected(index + 1, drawn.made, witnesses, drawn.recipe.px_per_module))


def _expected(trigger: int, made: Made, witnesses: Witnesses, px_per_module: float) -> Expected:
    """Readable is what one of our own witnesses reads, whatever filter it takes."""
    symbol = made.scene.symbol
    content = symbol.content if symbol else ""
    reads = witnesses.ask(made.drawn.picture, px_per_module) if symbol else ()
    readable = any(each.read is not None and each.read.content == content for each in reads)
    grading = grade(made.drawn.picture, made.drawn.geometry, symbol) if symbol else None
    return Expected(trigger, readable, expected(made.scene.faults, grading)[0], content, made.scene.text)


def _print(found: Summary) -> None:
    rows = [(name.replace("_", " "), str(count)) for name, count in found.outcomes.items()]
    table("", ("outcome", "pictures"), rows)
    if found.latency is not None:
        median, most, longest = (each / _MS for each in (
            found.latency.p50_us, found.latency.p99_us, found.latency.max_us))
        say(f"latency: median {median:.1f} ms, 99 % within {most:.1f} ms, longest {longest:.1f} ms")
    for each in found.wrong[:20]:
        answer = each.answer.content if each.answer else ""
        say(f"picture {each.expected.trigger}: {each.outcome.replace('_', ' ')}; holds {each.expected.content!r}, "
            f"answered {answer!r}")
    if found.stopped:
        say(f"stopped: {found.stopped}")
    say(f"{found.offered} pictures offered, {found.answered} answered, "
        f"{len(found.wrong)} not as expected, {len(found.troubles)} answers to nothing")
