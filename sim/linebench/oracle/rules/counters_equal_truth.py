"""What is said of the camera's counters is what physically came before the camera."""

from linebench.oracle.counting import Counted
from linebench.oracle.rule import Rule
from linebench.ports.camera import CameraCounters
from linebench.records.claim import CountersClaimed

__all__ = ["RULE"]


def _differs(said: CameraCounters | CountersClaimed, true: Counted) -> str:
    """What is wrong with the counters, ``""`` for nothing. Nobody is held to a code that was read wrong."""
    if said.total != true.total:
        return f"total = {said.total}, physically there were {true.total} pictures"
    if said.detections + said.rejects != true.total or not 0 <= true.rejects - said.rejects <= true.misread:
        return (f"detections = {said.detections} and rejects = {said.rejects}, physically {true.rejects} of "
                f"{true.total} pictures were not readable")
    if not true.misread and (said.series, said.longest) != (true.series, true.longest):
        return (f"series = {said.series} and longest = {said.longest}, physically there were {true.series} in a "
                f"row last and {true.longest} at most")
    return ""


class RULE(Rule):
    """Opportunities: counters that were told while the belt stood; while it moves they are told too late."""

    id = "counters-equal-truth"
    title = "The camera's counters are told as they physically were."
    classes = ("counter",)

    def on_counted(self, source: str, said: CameraCounters | CountersClaimed, counts: list[Counted], t: int,
                   at: int) -> None:
        """Compare counters; around the instant at which counting began anew either count may be meant."""
        self.opportunities += 1
        wrong = [_differs(said, true) for true in counts]
        if all(wrong):
            self.find(f"{source} told of {said.camera} {wrong[0]}", t, at=(at,))
