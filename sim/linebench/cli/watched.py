"""Carries ``linebench dashboard watch`` out: a host application that tells on the console what it notices."""

import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from linebench.cli.output import counted, say, table
from linebench.cli.stopping import stopping
from linebench.epcis.times import utc_micros
from linebench.wire.mqtt.address import BrokerAddress
from linebench.wire.mqtt.session import Session, SessionConfig
from linebench.wire.mqtt.values import Effect, Message
from linebench.wire.sparkplug.checks import Conformance, Finding
from linebench.wire.sparkplug.events import Born, Changed, Died, Event, Gap
from linebench.wire.sparkplug.host import HostApplication, HostConfig
from linebench.wire.sparkplug.known import Known
from linebench.wire.sparkplug.values import Content

__all__ = ["Watched"]

_US, _NS = 1_000_000, 1_000


class Watched:
    """One ``linebench dashboard watch``. Time is that of this computer, in microseconds since 1970.

    Attributes:
        never: why the broker was never reached; empty once it was.

    """

    def __init__(self, broker: BrokerAddress, host: HostConfig, *, authorities: str, by_qos: bool,
                 as_json: bool) -> None:
        """``by_qos``: the QoS is judged too."""
        self.never = f"{broker} was not reached"
        self._as_json = as_json
        self._host = HostApplication(host, self._noticed)
        self._checks = Conformance(by_qos=by_qos)
        self._session = Session(SessionConfig(broker=broker, authorities=authorities), self, _now, self._noted)
        self._rows: list[tuple[str, ...]] = []

    @property
    def broken(self) -> bool:
        """Whether a rule was broken that is no mere recommendation."""
        return any(finding.must for finding in self._checks.findings)

    def listen(self, limit: int | None) -> None:
        """Listen until interrupted, or for ``limit`` microseconds, and sum up."""
        over = threading.Event()
        with stopping(over.set):
            self._session.start()
            over.wait(None if limit is None else limit / _US)
        self._session.stop()
        self._found(self._checks.ended(_now()))
        self._sum_up()

    def will(self, t: int) -> Message | None:
        """See ``Party``."""
        return self._host.will(t)

    def connected(self, t: int) -> Sequence[Effect]:
        """See ``Party``."""
        self.never = ""
        return self._host.connected(t)

    def received(self, message: Message, t: int) -> Sequence[Effect]:
        """See ``Party``."""
        effects = self._host.received(message, t)
        self._found(self._checks.heard(message, t))
        return effects

    def expire(self, name: str, t: int) -> Sequence[Effect]:
        """See ``Party``."""
        return self._host.expire(name, t)

    def closing(self, t: int) -> Sequence[Effect]:
        """See ``Party``. What is known goes with the connection, so it is noted before."""
        self._rows = list(_rows(self._host))
        return self._host.closing(t)

    def lost(self, t: int) -> None:
        """See ``Party``."""
        self._host.lost(t)

    def _noted(self, text: str) -> None:
        if self.never:
            self.never = text
        say(text, error=True)

    def _noticed(self, t: int, event: Event) -> None:
        if self._as_json:
            self._line(t, event)
        elif not isinstance(event, Changed):
            say(f"{utc_micros(t)}  {_words(event)}")

    def _found(self, findings: Sequence[Finding]) -> None:
        for finding in findings:
            if self._as_json:
                self._line(finding.t, finding)
            else:
                say(f"{utc_micros(finding.t)}  {'finding' if finding.must else 'advice'}  {finding}")

    def _line(self, t: int, value: Event | Finding) -> None:
        said: dict[str, Any] = msgspec.to_builtins(value)
        who = {"who": str(value.who)} if hasattr(value, "who") else {}
        say(msgspec.json.encode({"at": utc_micros(t), "type": "finding", **said, **who}).decode())

    def _sum_up(self) -> None:
        if self._as_json:
            return
        table("", ("node and device", "metric", "value", "unit", "since"), self._rows)
        say(f"{counted(len(self._checks.findings), 'finding')}")


def _now() -> int:
    return time.time_ns() // _NS


def _words(event: Event) -> str:
    """What is noticed, as people read it."""
    if isinstance(event, Born):
        session = "" if event.session is None else f", bdSeq {event.session}"
        return f"birth    {event.who} with {counted(event.metrics, 'metric')}{session}"
    if isinstance(event, Died):
        return f"death    {event.who}"
    if isinstance(event, Gap):
        return f"gap      {event.who}: {event.why}{'; asked for a birth' if event.asked else ''}"
    if isinstance(event, Changed):
        return f"value    {event.who} {event.name}: {_cell(event.value)}"
    return f"unread   {event.topic}: {event.why}"


def _rows(host: HostApplication) -> Iterator[tuple[str, ...]]:
    for who, known in sorted(host.nodes.items()):
        for device, name in sorted(known.metrics):
            yield f"{who}/{device}".rstrip("/"), name, *_cells(known, device, name)


def _cells(known: Known, device: str, name: str) -> tuple[str, str, str]:
    seen = known.metrics[device, name]
    stale = "" if known.here.get("") and known.here.get(device) else " (stale)"
    since = "" if seen.time is None else utc_micros(seen.time * 1_000)
    return f"{_cell(seen.value)}{stale}", seen.unit, since


def _cell(value: Content | None) -> str:
    """A value as people read it: bytes as hex, other compound ones as they are."""
    return "" if value is None else value.hex() if isinstance(value, bytes) else str(value)
