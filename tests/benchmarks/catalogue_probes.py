"""The reports of a whole catalogue, and its verification: real attempts, multiplied under further test ids."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

FEATURES = ("rejects", "scanner", "camera")
"""Protocols whose attempts are multiplied: 30 test cases of 12.7 steps."""
CASES = 360
WALL = "2026-11-20T10:00:00.000+00:00"


def _really_run(folder: Path) -> None:
    command = [sys.executable, "-m", "linebench", "run", *(f"features/oq/{name}.feature" for name in FEATURES),
               "-n", "2", "--out", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False,
                          cwd=Path(__file__).resolve().parents[2])
    if done.returncode != 0:
        sys.exit(done.stdout + done.stderr)


def _renamed(stored: bytes, test: str) -> bytes:
    """The same journal under another test id, chained anew."""
    import msgspec

    from linebench.records.codec import GENESIS, encode_block, read_blocks
    from linebench.records.protocol import CaseBegan, CaseEnded
    from linebench.records.run import Opened

    named, made, previous = (Opened, CaseBegan, CaseEnded), b"", GENESIS
    for number, block in enumerate(read_blocks(stored)):
        records = [msgspec.structs.replace(one, test=test) if isinstance(one, named) else one
                   for one in block.records]
        frame, previous = encode_block(number, previous, records)
        made += frame
    return made


def _multiply(real: Path, folder: Path) -> int:
    """Write the package of a catalogue; return how many steps it has."""
    import shutil

    import msgspec

    from linebench.content import library
    from linebench.evidence.derived import read_requirements, read_run
    from linebench.evidence.files import Source
    from linebench.evidence.package import PackageWriter
    from linebench.evidence.verdicts import attempts_in

    source = Source(real)
    run, found = read_run(source), attempts_in(source)
    plans = {(plan.test, plan.row): plan for plan in run.planned}
    writer = PackageWriter.begin(folder, msgspec.structs.replace(run, state="running"), read_requirements(source))
    picked = [list(found.items())[n % len(found)] for n in range(CASES)]
    names = [f"{attempt.test}-{n:03d}" for n, (_, attempt) in enumerate(picked, 1)]
    writer.plan([msgspec.structs.replace(plans[attempt.test, attempt.row], test=name)
                 for name, (_, attempt) in zip(names, picked, strict=True)])
    for name, (old, attempt) in zip(names, picked, strict=True):
        new = folder / "attempts" / name
        shutil.copytree(real / old, new)
        (new / "journal.zst").write_bytes(_renamed((real / old / "journal.zst").read_bytes(), name))
        writer.attempt(name, msgspec.structs.replace(attempt, test=name))
    writer.finish(library() / "reports", end=WALL)
    return sum(len(attempt.steps) for _, attempt in picked)


def _measured(what: str, package: Path) -> dict[str, Any]:
    """Do one thing in a process of its own."""
    done = subprocess.run([sys.executable, __file__, what, str(package)], capture_output=True, text=True,
                          encoding="utf-8", check=False)
    if done.returncode != 0:
        sys.exit(done.stdout + done.stderr)
    figures: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def catalogue() -> dict[str, Any]:
    """Render and verify the package of 360 test cases."""
    with tempfile.TemporaryDirectory() as name:
        real, package = Path(name) / "real", Path(name) / "package"
        _really_run(real)
        steps = _multiply(real, package)
        return {"cases": CASES, "steps": steps, **_measured("render", package), **_measured("check", package)}


def render(package: Path) -> dict[str, Any]:
    """Make the reports; memory is that of this process and of the largest it starts, which run one at a time."""
    import resource

    from linebench.content import library
    from linebench.evidence.files import Source
    from linebench.evidence.report.render import SUMMARY, render
    from linebench.evidence.report.sittings import Sitting
    from linebench.evidence.report.volumes import bound_in

    start = time.perf_counter()
    made = render(Source(package), library() / "reports", "en")
    wall = time.perf_counter() - start
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    same = all((package / name).read_bytes() == stored for name, stored in made.items())
    volumes = bound_in(Sitting(Source(package)))
    return {"render_s": wall, "render_cpu_s": sum(one.ru_utime + one.ru_stime for one in used),
            "mib": sum(one.ru_maxrss for one in used) / 1024, "pages": [one.pages for one in volumes],
            "summary_pages": _pages(made[SUMMARY]), "differs": 0 if same else 1,
            "mb": sum(map(len, made.values())) / 1e6}


def _pages(stored: bytes) -> int:
    import io

    import pikepdf

    with pikepdf.Pdf.open(io.BytesIO(stored)) as document:
        return len(document.pages)


def check(package: Path) -> dict[str, Any]:
    """Verify the package, every verdict derived again."""
    from linebench.evidence.verify import verify

    start = time.perf_counter()
    found = verify(package)
    return {"verify_s": time.perf_counter() - start, "problems": len(found.problems)}


PROBES = {"catalogue": catalogue}

if __name__ == "__main__":
    print(json.dumps({"render": render, "check": check}[sys.argv[1]](Path(sys.argv[2]))))
