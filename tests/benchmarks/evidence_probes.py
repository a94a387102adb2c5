"""What people wait for when a record is made: the audit trail's chain, and the linter before a run."""

import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

EVENTS = 100_000
STEPS = 5_000
DEFINITIONS = 300
_CASE = 10
"""Steps of a case."""


def chain() -> dict[str, Any]:
    """Write an audit trail of many events and check its chain."""
    from linebench.evidence.audit import AuditTrail, read_audit

    with tempfile.TemporaryDirectory(prefix="linebench-bench-") as folder:
        path = Path(folder) / "audit.jsonl"
        start, wall = time.process_time(), time.perf_counter()
        with AuditTrail(path, host="bench-1", actor="tester") as trail, trail.together():
            for number in range(EVENTS):
                trail.add("attempt ended", subject=f"attempts/{number}/attempt.json", new="ab" * 32)
        read = read_audit(path.read_bytes())
        return {"events": len(read.events), "broken": len(read.problem), "cpu_s": time.process_time() - start,
                "wall_s": time.perf_counter() - wall, "mb": path.stat().st_size / 1e6}


def _sample(kind: str, number: int) -> str:
    """A text that a place of the kind takes, another one for each number where there are many."""
    known = {"name": f"name {number}", "count": str(number), "duration": f"{number} s", "mass": f"{number} mg",
             "requirement": f"URS-X-{number}", "thing": f"case {number}", "things": f"packs 1 to {number + 2}",
             "fate": "is destroyed", "packing": "is packed into", "word": "word"}
    from linebench.bdd.phrase import PLACES

    return known.get(kind) or PLACES[kind].form.split("|")[0]


def _texts(steps: list[Any]) -> Iterator[tuple[str, str]]:
    """Steps as people would write them: each definition in turn, with other values every time."""
    import re

    for number, step in enumerate(cycle(steps)):
        text = re.sub(r"\{\w+:(\w+)\}", lambda place, n=number: _sample(place[1], n), step.pattern)
        yield step.keyword, text


def _vocabulary() -> list[Any]:
    from linebench.bdd.phrase import definitions
    from linebench.bdd.steps import modules

    modules()
    return list(definitions()[:DEFINITIONS])


def _feature(texts: list[tuple[str, str]]) -> str:
    order = {"Given": 0, "When": 1, "Then": 2}
    lines = ["Feature: many steps", ""]
    for number in range(0, len(texts), _CASE):
        lines += [f"  @OQ-L1-{number} @positive", f"  Scenario: case {number}"]
        steps = sorted(texts[number:number + _CASE], key=lambda step: order[step[0]])
        lines += [f"    {keyword} {text}" for keyword, text in steps]
    return "\n".join(lines) + "\n"


def lint() -> dict[str, Any]:
    """Read and lint many steps against the vocabulary."""
    from linebench.bdd.linter import Known, read_documents
    from linebench.bdd.linter import lint as check
    from linebench.content import Content, library

    steps = _vocabulary()
    texts = list(islice(_texts(steps), STEPS))
    with tempfile.TemporaryDirectory(prefix="linebench-bench-") as folder:
        path = Path(folder) / "many.feature"
        path.write_text(_feature(texts), encoding="utf-8", newline="\n")
        start = time.process_time()
        documents, unread = read_documents([path], Content((library(),)))
        read_s = time.process_time() - start
        found = check(documents, steps, Known(frozenset(), frozenset()))
        return {"steps": len(texts), "texts": len(set(texts)), "definitions": len(steps), "read_s": read_s,
                "cpu_s": time.process_time() - start,
                "undefined": len(unread) + sum(error.rule == "undefined" for error in found)}


PROBES: dict[str, Callable[[], dict[str, Any]]] = {"chain": chain, "lint": lint}
