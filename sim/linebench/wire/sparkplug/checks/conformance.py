"""Judges everything that is published under Sparkplug's names, node by node."""

from linebench.wire.mqtt.values import Message
from linebench.wire.sparkplug.checks.finding import Finding, Said
from linebench.wire.sparkplug.checks.of_messages import of_message
from linebench.wire.sparkplug.checks.of_sessions import Session
from linebench.wire.sparkplug.codec import PayloadError, decode
from linebench.wire.sparkplug.events import Who
from linebench.wire.sparkplug.state import read_state
from linebench.wire.sparkplug.topics import NAMESPACE, Topic, TopicError, host_of

__all__ = ["Conformance"]

_PATIENCE_US = 5_000_000
_FLOW = "tck-id-message-flow"
_PAYLOADS = {"NBIRTH": f"{_FLOW}-edge-node-birth-publish-nbirth-payload",
             "NDEATH": f"{_FLOW}-edge-node-birth-publish-will-message-payload",
             "DBIRTH": f"{_FLOW}-device-birth-publish-dbirth-payload"}
"""The clauses that ask for a payload, by kind of message."""
_COMMANDS = ("NCMD", "DCMD")


class Conformance:
    """Attribute ``findings``: all so far."""

    def __init__(self, patience_us: int = _PATIENCE_US, *, by_qos: bool = True) -> None:
        """``patience_us``: how soon a birth must follow when one is asked for.

        ``by_qos``: messages have the QoS with which they were published. Some brokers raise it to the listener's.
        """
        self._patience, self._by_qos = patience_us, by_qos
        self._sessions: dict[Who, Session] = {}
        self.findings: list[Finding] = []

    def heard(self, message: Message, t: int) -> tuple[Finding, ...]:
        """Judge a message; returns what is new. What is none of Sparkplug's is passed over."""
        found = self._judged(message, t) if message.topic.partition("/")[0] == NAMESPACE else ()
        self.findings.extend(found)
        return found

    def ended(self, t: int) -> tuple[Finding, ...]:
        """Nothing more will be heard; returns what should have come by then."""
        found = tuple(finding for session in self._sessions.values() for finding in session.overdue(t))
        self.findings.extend(found)
        return found

    def _judged(self, message: Message, t: int) -> tuple[Finding, ...]:
        if host_of(message.topic):
            return self._of_host(message, t)
        try:
            topic = Topic.parse(message.topic)
        except TopicError as error:
            return (Finding(t, "tck-id-topic-structure", message.topic, *_parts(error)),)
        try:
            payload = decode(message.payload)
        except PayloadError as error:
            clause = _PAYLOADS.get(topic.kind, "6.4, Sparkplug B MQTT payload definition")
            return (Finding(t, clause, str(topic), f"no payload: {error}", "one"),)
        said = Said(t, topic, payload, message, self._by_qos)
        session = self._sessions.setdefault(Who(topic.group, topic.node), Session(self._patience))
        if topic.kind in _COMMANDS:
            return tuple(session.heard(said))
        return (*of_message(said), *(() if message.retain else session.heard(said)))

    def _of_host(self, message: Message, t: int) -> tuple[Finding, ...]:
        if read_state(message.payload) is not None:
            return ()
        return (Finding(t, "tck-id-host-topic-phid-birth-payload", message.topic, "no state of a host",
                        'JSON with "online" and "timestamp"'),)


def _parts(error: Exception) -> tuple[str, str]:
    found, _, expected = str(error).partition("; expected ")
    return found.removeprefix("found "), expected
