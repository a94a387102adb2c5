"""The full cross product for the night: every fault on every wire of L2 in every dialect and direction.

``python -m tests.wiring.cross [seat [dialect]]`` prints one line for each combination and exits 1 when one of them
is not as ``expected.py`` has it.
"""

import sys
import time

from tests.wiring.expected import faults_of
from tests.wiring.matrix import SEATS, Outcome, Trial, all_trials, trial

_LINE = "{:<8}{:<13}{:<24}{:<10}{:>5}{:>5}{:>9}  {}"


def tell(one: Trial, outcome: Outcome, wrong: list[str]) -> None:
    """Print one line of the table, and what is wrong below it."""
    back = "never" if outcome.recovered_us is None else f"{outcome.recovered_us / 1_000_000:.1f} s"
    marks = ", ".join((*sorted(outcome.alarms), *(["stopped"] if outcome.stopped else []))) or "-"
    print(_LINE.format(one.seat, one.dialect, one.fault, one.direction, outcome.made, outcome.lost, back,
                       marks), flush=True)
    for each in wrong:
        print(f"  WRONG: {each}")


def main(wanted: list[str]) -> int:
    """Run the cross product."""
    began, failed, tried = time.monotonic(), 0, 0
    print(_LINE.format("seat", "dialect", "fault", "direction", "made", "lost", "back in", "alarms"))
    for seat, names in SEATS.items():
        for one in (one for name in names for one in all_trials(seat, name)
                    if all(part in (one.seat, one.dialect) for part in wanted)):
            outcome = trial(one)
            wrong = faults_of(one, outcome)
            tell(one, outcome, wrong)
            failed, tried = failed + bool(wrong), tried + 1
    print(f"{tried} combinations, {failed} not as expected, {time.monotonic() - began:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
