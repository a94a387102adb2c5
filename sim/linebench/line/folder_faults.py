"""Faults on the files of a watched folder, as a scenario may plan them.

``wire.folders`` carries them out and declares the same list: a wire knows no scenario and a scenario no wire, so a
test holds the two equal.
"""

from linebench.scenario.kinds import DeviceKind, FaultKind, Parameter
from linebench.units import Duration

__all__ = ["FOLDER"]

_HOUR = 3_600_000_000
_TIME = Parameter("time", Duration, 0, _HOUR, "30 s", "how much later")

FOLDER = DeviceKind(
    name="folder",
    faults=(
        FaultKind("half_file", "wire", "Half of a file comes, and never the rest."),
        FaultKind("duplicate_file", "wire", "A file comes twice, under two names."),
        FaultKind("empty_file", "wire", "A file comes with nothing in it."),
        FaultKind("wrong_encoding", "data", "A file comes in another encoding than was agreed.", (
            Parameter("encoding", "text", None, None, "utf-16-le", "which, as Python names it"),)),
        FaultKind("late_file", "wire", "A file comes later than it should.", (_TIME,)),
        FaultKind("wrong_order", "wire", "A file comes behind the one that follows it.", (
            Parameter("time", Duration, 0, _HOUR, "30 s", "how long it waits for that at most"),)),
    ),
    summary="the folder in which the planner's files come to the site, where the stack has one",
)
