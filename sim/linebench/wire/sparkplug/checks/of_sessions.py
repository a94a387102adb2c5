"""What a node must keep to from one message to the next. Source: Eclipse Sparkplug 3.0.0, 5 and 6."""

from collections.abc import Iterator

from linebench.wire.sparkplug.catalogue import BD_SEQ, REBIRTH
from linebench.wire.sparkplug.checks.finding import Finding, Said
from linebench.wire.sparkplug.decisions import TURN
from linebench.wire.sparkplug.known import session_of
from linebench.wire.sparkplug.values import Held, Metric

__all__ = ["Session"]

_YES = Held("boolean", content=True)
_ACTION = "operational-behavior-data-commands-rebirth-action-2"


class Session:
    """One node over all its sessions. What was said before the first birth that is heard is not judged."""

    def __init__(self, patience_us: int) -> None:
        """``patience_us``: how soon a birth must follow when one is asked for."""
        self._patience = patience_us
        self._seq: int | None = None
        self._number: int | None = None
        self._before: int | None = None
        self._died = False
        self._wish: Said | None = None
        self._metrics: dict[str, set[str]] = {}
        self._aliases: dict[int, tuple[str, str]] = {}

    def heard(self, said: Said) -> Iterator[Finding]:
        """Judge a message, and take note of it."""
        yield from self.overdue(said.t)
        kind = said.topic.kind
        if kind == "NBIRTH":
            yield from self._birth(said)
        elif kind == "NDEATH":
            yield from self._death(said)
        elif kind == "NCMD":
            self._command(said)
        elif kind != "DCMD":
            yield from self._told(said)

    def overdue(self, t: int) -> Iterator[Finding]:
        """Whether a birth that was asked for should have come by now."""
        wish = self._wish
        if wish is not None and t > wish.t + self._patience:
            self._wish = None
            yield _wrong(wish, _ACTION, f"no birth within {self._patience // 1_000} ms after one was asked for",
                         "NBIRTH, and DBIRTH of each device")

    def _birth(self, said: Said) -> Iterator[Finding]:
        number = session_of(said.payload)
        if number is not None and self._number is not None:
            yield from self._succession(said, number)
        self._before = self._number if self._number != number and not self._died else None
        self._number, self._seq, self._died, self._wish = number, said.payload.seq, False, None
        self._metrics, self._aliases = {}, {}
        yield from self._named(said)

    def _succession(self, said: Said, number: int) -> Iterator[Finding]:
        if self._died and number == self._number:
            yield _wrong(said, "topics-nbirth-bdseq-increment", f"{BD_SEQ} {number} again after the node's death",
                         f"{(number + 1) % TURN}: each connection has its own")
        elif not self._died and self._wish is not None and number != self._number:
            yield _wrong(said, "operational-behavior-data-commands-rebirth-action-3",
                         f"{BD_SEQ} {number} in a birth that was asked for", f"{self._number}, as in its will")

    def _death(self, said: Said) -> Iterator[Finding]:
        number = session_of(said.payload)
        if number == self._before and number is not None:
            self._before = None  # the will of an older connection, which came late
        elif self._number is not None and not self._died:
            if number != self._number:
                yield _wrong(said, "payloads-ndeath-bdseq", f"{BD_SEQ} {number}",
                             f"{self._number}, as in its birth")
            self._died = True
        self._wish = None

    def _command(self, said: Said) -> None:
        wants = any(each.name == REBIRTH and each.value == _YES for each in said.payload.metrics)
        if wants and self._wish is None and not self._died:
            self._wish = said

    def _told(self, said: Said) -> Iterator[Finding]:
        if self._seq is None and self._number is None:
            return
        if self._died:
            yield _wrong(said, "message-flow-device-birth-publish-nbirth-wait" if said.topic.device else
                         "payloads-ndata-order", f"{said.topic.kind} after the node's death", "NBIRTH first")
            return
        yield from self._follows(said)
        if said.topic.kind == "DBIRTH":
            yield from self._named(said)
        elif said.topic.kind == "DDEATH":
            self._metrics.pop(said.topic.device, None)
        else:
            yield from self._known(said)

    def _follows(self, said: Said) -> Iterator[Finding]:
        seq, last = said.payload.seq, self._seq
        if seq is not None and last is not None and seq != (last + 1) % TURN and seq < TURN:
            yield _wrong(said, "payloads-sequence-num-incrementing", f"seq {seq} after {last}",
                         f"{(last + 1) % TURN}")
        self._seq = seq if seq is not None else None if last is None else (last + 1) % TURN

    def _named(self, said: Said) -> Iterator[Finding]:
        """A birth: no alias stands for two metrics of the node and its devices."""
        device = said.topic.device
        names = self._metrics[device] = {each.name for each in said.payload.metrics if each.name is not None}
        if len({name.lower() for name in names}) < len(names):
            yield _wrong(said, "case-sensitivity-metric-names", "names that differ in case alone", "none",
                         must=False)
        self._aliases = {alias: key for alias, key in self._aliases.items() if key[0] != device}
        for metric in said.payload.metrics:
            if metric.alias is not None and metric.name is not None:
                other = self._aliases.setdefault(metric.alias, (device, metric.name))
                if other != (device, metric.name):
                    yield _wrong(said, "payloads-alias-uniqueness",
                                 f"alias {metric.alias} for {metric.name!r} and for {other[1]!r}",
                                 "one metric of the node and all its devices")

    def _known(self, said: Said) -> Iterator[Finding]:
        device = said.topic.device
        if device not in self._metrics:
            yield _wrong(said, "payloads-ddata-order", f"{said.topic.kind} of a device that was not born",
                         "DBIRTH first")
            return
        for metric in said.payload.metrics:
            yield from self._one(said, metric)

    def _one(self, said: Said, metric: Metric) -> Iterator[Finding]:
        device, kind = said.topic.device, "dbirth" if said.topic.device else "nbirth"
        if metric.name is None:
            if self._aliases.get(-1 if metric.alias is None else metric.alias, ("", ""))[0] != device or (
                    metric.alias not in self._aliases):
                yield _wrong(said, f"topics-{kind}-metric-reqs", f"alias {metric.alias}, which no birth names",
                             "metrics of the birth alone")
        elif metric.name not in self._metrics[device]:
            yield _wrong(said, f"topics-{kind}-metric-reqs", f"metric {metric.name!r}, which no birth names",
                         "metrics of the birth alone")
        elif (device, metric.name) in self._aliases.values():
            yield _wrong(said, "payloads-alias-data-cmd-requirement", f"metric {metric.name!r} by its name",
                         "its alias alone")


def _wrong(said: Said, clause: str, found: str, expected: str, *, must: bool = True) -> Finding:
    return Finding(said.t, f"tck-id-{clause}", str(said.topic), found, expected, must)
