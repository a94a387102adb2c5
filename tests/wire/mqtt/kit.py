"""Sessions over real sockets, and what came of them."""

import threading
import time
from contextlib import contextmanager

from linebench.wire.mqtt.address import BrokerAddress
from linebench.wire.mqtt.session import Session, SessionConfig
from linebench.wire.mqtt.values import Subscribe

LIMIT_S = 15.0
_START = time.monotonic_ns()


def now():
    return (time.monotonic_ns() - _START) // 1000


class Listener:
    """A party that hears everything, keeps it, and can be waited for."""

    def __init__(self, pattern="#"):
        self.pattern, self.messages, self.connections, self.losses = pattern, [], 0, 0
        self._changed = threading.Condition()

    def will(self, t):
        return None

    def connected(self, t):
        with self._changed:
            self.connections += 1
            self._changed.notify_all()
        return [Subscribe(self.pattern, 1)]

    def received(self, message, t):
        with self._changed:
            self.messages.append(message)
            self._changed.notify_all()
        return ()

    def expire(self, name, t):
        return ()

    def closing(self, t):
        return ()

    def lost(self, t):
        with self._changed:
            self.losses += 1
            self._changed.notify_all()

    def wait(self, condition):
        """Wait until ``condition(self)`` holds, at most as long as a test may take."""
        with self._changed:
            assert self._changed.wait_for(lambda: condition(self), LIMIT_S), self.messages

    def poke(self):
        with self._changed:
            self._changed.notify_all()

    def topics(self):
        return [message.topic for message in self.messages]


def until(condition):
    """Wait until a condition holds of which nobody tells, at most as long as a test may take."""
    end, turn = time.monotonic() + LIMIT_S, threading.Event()
    while not condition():
        assert time.monotonic() < end
        turn.wait(0.01)


@contextmanager
def session(broker, party, **config):
    notes = []

    def note(text):
        notes.append(text)
        if isinstance(party, Listener):
            party.poke()

    config = {"again_s": 0.05, **config}
    made = Session(SessionConfig(broker=BrokerAddress.parse("broker", config.pop("url", broker.url)), **config),
                   party, now, note)
    made.notes = notes
    made.start()
    try:
        yield made
    finally:
        made.stop()
