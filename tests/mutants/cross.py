"""The full cross product for the night: every mutant against every OQ case.

``python tests/mutants/cross.py`` prints, for each mutant, the cases and rules that caught it, and exits 1 when
one of those it declares did not.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from linebench.stack.mutant import Mutant
from linebench.stack.mutants import all_mutants


def caught(mutant: Mutant, folder: Path) -> tuple[set[str], set[str]]:
    """Run all OQ cases with one mutant; returns the cases that failed and the rules that found something."""
    command = [sys.executable, "-m", "linebench", "run", "features/oq",
               "features/interop/l4.feature",
               "--scenario", "scenarios/carton-line.toml",
               "--seed", "7", "-n", "2", "--out", str(folder), "--mutant", mutant.name]
    subprocess.run(command, capture_output=True, check=False)
    verdicts = json.loads((folder / "verdicts.json").read_text(encoding="utf-8"))
    cases = {case["test"] for case in verdicts["cases"] if case["verdict"] == "fail"}
    rules = {rule["rule"] for attempt in verdicts["attempts"] for rule in attempt["rules"] if rule["findings"]}
    return cases, rules


def main() -> int:
    """Run the cross product."""
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        for mutant in all_mutants():
            cases, rules = caught(mutant, Path(folder) / mutant.name)
            short = (set(mutant.cases) - cases) | (set(mutant.rules) - rules)
            missed += bool(short)
            print(f"{mutant.name}: {'MISSED by ' + ', '.join(sorted(short)) if short else 'caught'}")
            print(f"  cases {', '.join(sorted(cases)) or 'none'}\n  rules {', '.join(sorted(rules)) or 'none'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
