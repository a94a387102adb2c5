"""How a run's verdicts become its exit code."""

import pytest

from linebench.cli.execution import _code
from linebench.evidence.verdicts import Totals, Verdicts

TOTALS = Totals(**dict.fromkeys(Totals.__struct_fields__, 0))


@pytest.mark.parametrize(("verdict", "complete", "code"), [
    ("pass", True, 0), ("na", True, 0), ("fail", True, 1), ("provisional", True, 4), ("error", False, 3),
    ("not_executed", False, 3), ("fail", False, 3),
])
def test_the_exit_code_says_how_a_run_ended(verdict, complete, code):
    """A provisional verdict is no pass, and what is incomplete is nothing else."""
    assert _code(Verdicts(run="R", verdict=verdict, complete=complete, totals=TOTALS, cases=(), attempts=(),
                          requirements=())) == code
