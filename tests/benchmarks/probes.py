"""One measurement each; prints its figures as one line of JSON."""

import gc
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

JOURNAL = Path(tempfile.gettempdir()) / "linebench-bench-shift.journal.zst"
"""Left by the probe ``shift`` for the probe ``rules``."""
SHIFT = 192_000


def peak_mib() -> float:
    """Peak resident memory of this process in MiB; 0 where the platform does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1 << 20) if sys.platform == "darwin" else used / 1024


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of a piece of work."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def scenario(name: str) -> Any:
    """Load a shipped scenario."""
    from linebench.content import Content, library
    from linebench.line.kinds import KINDS
    from linebench.scenario.load import load

    return load(name, Content((library(),)), KINDS).scenario


def textbook(packs: int) -> dict[str, float]:
    """The peers."""
    import textbook as peers

    return {"timeouts_s": cpu(lambda: peers.timeouts(packs)),
            "resources_s": cpu(lambda: peers.resources(packs))}


def shift(packs: int) -> dict[str, float]:
    """The shift with emulated stack and full journal."""
    import msgspec

    from linebench.content import Content, library
    from linebench.simulation import simulate

    plan, requirements = scenario("carton-shift"), Content((library(),)).requirements()
    batch = msgspec.structs.replace(plan.batches[0], quantity=packs)
    plan = msgspec.structs.replace(plan, batches=(batch, *plan.batches[1:]))
    result = []
    with JOURNAL.open("wb") as sink:
        seconds = cpu(lambda: result.append(simulate(plan, 7, sink, requirements=requirements)))
    return _figures(result[0], seconds)


def _figures(bench: Any, seconds: float) -> dict[str, float]:
    from linebench.records.codec import read_blocks
    from linebench.records.wire import Delivered

    memory = peak_mib()
    messages = sum(type(record) is Delivered for block in read_blocks(JOURNAL.read_bytes())
                   for record in block.records)
    packs, physics = bench.line.world.packs, bench.line.events()
    return {
        "cpu_s": seconds, "packs": packs, "mib": memory, "physics_events": physics, "messages": messages,
        "events": bench.events, "physics_per_pack": physics / packs,
        "events_per_message": (bench.events - physics - bench.timers) / messages, "timers": bench.timers,
        "records": bench.position, "journal_mb": JOURNAL.stat().st_size / 1e6,
    }


def rules(packs: int) -> dict[str, float]:
    """All rules over the journal of the probe ``shift``."""
    del packs
    from linebench.oracle.judge import judge_blocks

    stored = JOURNAL.read_bytes()
    outcome = []
    seconds = cpu(lambda: outcome.append(judge_blocks(stored)))
    return {"cpu_s": seconds, "mib": peak_mib()}


def image(packs: int) -> dict[str, float]:
    """A batch in ``image`` fidelity: every pack drawn, decoded and its text read."""
    del packs
    from linebench.simulation import simulate

    plan = scenario("carton-image")
    bench = []
    seconds = cpu(lambda: bench.append(simulate(plan, 7, None)))
    made = bench[0].line.world.packs
    return {"packs": made, "cpu_s": seconds, "packs_per_s": made / seconds}


def demo(packs: int) -> dict[str, float]:
    """The demonstration, start to package, as a user types it."""
    del packs
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        command = [sys.executable, "-m", "linebench", "demo", "--out", str(Path(folder) / "demo")]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        wall = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit(done.stdout + done.stderr)
    return {"wall_s": wall}


def of_images(name: str, packs: int) -> dict[str, Any]:
    """A probe of the imaging part."""
    import imaging

    probe: Callable[[int], dict[str, Any]] = getattr(imaging, name)
    return probe(packs)


def of_wires(name: str, packs: int) -> dict[str, Any]:
    """A probe of the wires."""
    import wires_opcua
    import wires_probes

    probe: Callable[[int], dict[str, Any]] = getattr(wires_opcua if name == "changes" else wires_probes, name)
    return probe(packs)


def of_site(name: str, packs: int) -> dict[str, Any]:
    """A probe of the store behind the enterprise repository."""
    import site_probes

    probe: Callable[[int], dict[str, Any]] = getattr(site_probes, name)
    return probe(packs)


def of_evidence(name: str) -> dict[str, Any]:
    """A probe of the evidence."""
    import evidence_probes

    return evidence_probes.PROBES[name]()


EVIDENCE = ("chain", "lint")
WIRES = ("verdicts", "changes", "pace", "stepped", "printers")
SITE = ("serials", "capture", "hierarchy")

if __name__ == "__main__":
    PROBES = {"textbook": textbook, "shift": shift, "rules": rules, "image": image, "demo": demo,
              **{name: partial(of_images, name) for name in ("drawing", "grading", "reading")}}
    if sys.argv[1] in WIRES:
        print(json.dumps(of_wires(sys.argv[1], int(sys.argv[2]))))
    elif sys.argv[1] in EVIDENCE:
        print(json.dumps(of_evidence(sys.argv[1])))
    elif sys.argv[1] in SITE:
        print(json.dumps(of_site(sys.argv[1], int(sys.argv[2]))))
    else:
        print(json.dumps(PROBES[sys.argv[1]](int(sys.argv[2]) or SHIFT)))
