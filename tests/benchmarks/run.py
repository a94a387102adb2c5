"""The numbers of the bench, each measured in a process of its own, with its peers in the same run.

``python tests/benchmarks/run.py [--json FILE] [--packs N] [NAME …]`` prints a table and, as its last line, the
same as JSON. Times are CPU seconds of one process, but for the wires, which have two or more: their times are the
wall's, and the load of the machine stands beside them.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, TypeAlias

import evidence_rows
import imaging_rows
import site_rows
import wires_rows

HERE = Path(__file__).resolve().parent
PROBES = ("textbook", "shift", "rules", "image", "drawing", "grading", "reading", "verdicts",
          "changes", "pace", "stepped", "printers", "serials", "capture", "hierarchy", "chain", "lint", "demo")
Row: TypeAlias = imaging_rows.Row


def measure(name: str, arguments: list[str]) -> dict[str, Any]:
    """Run one probe in its own process and return its figures."""
    command = [sys.executable, str(HERE / "probes.py"), name, *arguments]
    paths = [str(HERE.parents[1]), os.environ.get("PYTHONPATH", "")]  # probes of the wires drive what tests drive
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False,
                          env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))})
    if done.returncode != 0:
        sys.exit(f"probe {name} failed:\n{done.stderr}")
    figures: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def limits(results: dict[str, dict[str, Any]]) -> list[Row]:
    """Every figure with unit, floor and goal (upper bounds, but for rates)."""
    rows: list[Row] = []
    if "textbook" in results:
        book = results["textbook"]
        rows += [("textbook SimPy, travel and work as time-outs", book["timeouts_s"], "s", None, None),
                 ("textbook SimPy, machines as resources", book["resources_s"], "s", None, None)]
    if "shift" in results:
        shift = results["shift"]
        rows += [("shift: physics + stack + journal", shift["cpu_s"], "s", 5.0, 3.0),
                 ("shift: packs", shift["packs"], "", None, None),
                 ("shift: peak memory", shift["mib"], "MiB", 256, None),
                 ("shift: physics events per pack", shift["physics_per_pack"], "", 7, None),
                 ("shift: engine events per delivered message", shift["events_per_message"], "", 1, None),
                 ("shift: physics events", shift["physics_events"], "", None, None),
                 ("shift: delivered messages", shift["messages"], "", None, None),
                 ("shift: timers of the control levels", shift["timers"], "", None, None),
                 ("shift: engine events", shift["events"], "", None, None),
                 ("shift: records", shift["records"], "", None, None),
                 ("shift: journal on disk", shift["journal_mb"], "MB", None, None)]
    if {"textbook", "shift"} <= results.keys():
        for peer in ("timeouts", "resources"):
            rows.append((f"shift / textbook ({peer})", results["shift"]["cpu_s"] / results["textbook"][f"{peer}_s"],
                         "x", 1.5, 1.0))
    if "rules" in results:
        rows += [("all rules over the shift", results["rules"]["cpu_s"], "s", 5.0, 2.0),
                 ("rules: peak memory", results["rules"]["mib"], "MiB", 256, None)]
    if "image" in results:
        rows += [("image fidelity", results["image"]["packs_per_s"], "packs/s, at least", 300, None)]
    rows += imaging_rows.limits(results) + wires_rows.limits(results) + site_rows.limits(results)
    rows += evidence_rows.limits(results)
    if "demo" in results:
        rows += [("demo, wall time", results["demo"]["wall_s"], "s", 60, None)]
    return rows


def verdict(value: float, unit: str, floor: float | None, goal: float | None) -> str:
    """Say in a word how a figure stands to its floor and goal."""
    better = (lambda limit: value >= limit) if "at least" in unit else (lambda limit: value <= limit)
    if goal is not None and better(goal):
        return "goal reached"
    if floor is None:
        return "" if goal is None else "below goal"
    return "within" if better(floor) else "MISSED"


def show(rows: list[Row]) -> None:
    """Print the table."""
    print(f"{'figure':52}{'value':>14}  {'unit':18}{'floor':>7}{'goal':>7}")
    for name, value, unit, floor, goal in rows:
        if value is None:
            print(f"{name:52}{unit}")
            continue
        text = f"{value:,.0f}" if value >= 1000 else f"{value:.2f}"
        bounds = "".join(f"{'' if bound is None else format(bound, 'g'):>7}" for bound in (floor, goal))
        print(f"{name:52}{text:>14}  {unit:18}{bounds}  {verdict(value, unit, floor, goal)}")


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(PROBES)}; all when none is given")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    parser.add_argument("--packs", type=int, default=0, help="packs of the shift, for a quick look")
    options = parser.parse_args()
    names = options.names or PROBES
    results = {name: measure(name, [str(options.packs)]) for name in PROBES if name in names}
    show(limits(results))
    text = json.dumps(results, sort_keys=True)
    if options.json:
        options.json.write_text(text + "\n", encoding="utf-8", newline="\n")
    print(text)


if __name__ == "__main__":
    main()
