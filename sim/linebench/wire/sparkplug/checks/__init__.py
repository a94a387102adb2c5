"""What is wrong with what an edge node says, each with the clause of the specification that says so.

Findings are a function of the messages alone, so that anybody's node can be judged: live, or from a recording.
"""

from linebench.wire.sparkplug.checks.conformance import Conformance
from linebench.wire.sparkplug.checks.finding import Finding

__all__ = ["Conformance", "Finding"]
