"""The full cross product for the night: every fault on every wire of L2 in every dialect and direction.

``python -m tests.wiring.cross [seat [dialect]]`` prints one line for each combination and exits 1 when one of them
is not as ``expected.py`` has it. ``--profiles`` tries every named set-up of a dialect instead of its first alone,
``--faults KIND …`` only these kinds.
"""

import argparse
import sys
import time
from collections.abc import Iterator

from tests.wiring.expected import faults_of
from tests.wiring.matrix import SEATS, Outcome, Trial, all_trials, profiles, trial

_TOLD = 5
"""Of what is wrong with one combination, so much is printed."""
_LINE = "{:<11}{:<26}{:<24}{:<10}{:>5}{:>5}{:>9}  {}"


def tell(one: Trial, outcome: Outcome, wrong: list[str]) -> None:
    """Print one line of the table, and what is wrong below it."""
    back = "never" if outcome.recovered_us is None else f"{outcome.recovered_us / 1_000_000:.1f} s"
    marks = ", ".join((*sorted(outcome.alarms), *(["stopped"] if outcome.stopped else []),
                       *sorted({f"found {finding.partition(':')[0]}" for finding in outcome.findings}))) or "-"
    print(_LINE.format(one.seat, one.spoken, one.fault, one.direction, outcome.made, outcome.lost, back, marks),
          flush=True)
    for each in wrong[:_TOLD]:
        print(f"  WRONG: {each}")
    if len(wrong) > _TOLD:
        print(f"  WRONG: and {len(wrong) - _TOLD} more")


def wanted(options: argparse.Namespace) -> Iterator[Trial]:
    """The combinations that are asked for."""
    for seat, names in SEATS.items():
        for name in names if options.seat in (None, seat) else ():
            if options.dialect in (None, name):
                for profile in profiles(seat, name) if options.profiles else ("",):
                    yield from (one for one in all_trials(seat, name, profile)
                                if not options.faults or one.fault in options.faults)


def main(arguments: list[str]) -> int:
    """Run the cross product."""
    parser = argparse.ArgumentParser(prog="python -m tests.wiring.cross")
    parser.add_argument("seat", nargs="?", choices=tuple(SEATS))
    parser.add_argument("dialect", nargs="?")
    parser.add_argument("--profiles", action="store_true", help="every named set-up of each dialect")
    parser.add_argument("--faults", nargs="+", metavar="KIND", help="only these kinds")
    began, failed, tried = time.monotonic(), 0, 0
    print(_LINE.format("seat", "dialect", "fault", "direction", "made", "lost", "back in", "alarms"))
    for one in wanted(parser.parse_args(arguments)):
        outcome = trial(one)
        wrong = faults_of(one, outcome)
        tell(one, outcome, wrong)
        failed, tried = failed + bool(wrong), tried + 1
    print(f"{tried} combinations, {failed} not as expected, {time.monotonic() - began:.0f} s")
    return 1 if failed or not tried else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
