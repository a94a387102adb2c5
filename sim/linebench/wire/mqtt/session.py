"""Carries a party to a broker: dials, dials again, and keeps its timers. A thread of its own.

Paho's own way to dial again sends the same will once more. Here each connection is a client made anew, so that each
has the will that belongs to it. The thread owns the party: what others want of it, they ``post``.
"""

import queue
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from time import monotonic

import msgspec
import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion

from linebench.wire.mqtt.address import BrokerAddress
from linebench.wire.mqtt.values import Arm, Cancel, Effect, Hangup, Message, Party, Subscribe

__all__ = ["Session", "SessionConfig"]

_US = 1_000_000
_LONGEST_WAIT_S = 30.0
_UNANSWERED = 65_535
"""Messages that may wait for the broker's answer: as many as there are numbers for them."""


class SessionConfig(msgspec.Struct, frozen=True, kw_only=True):
    """How a broker is dialled.

    Attributes:
        broker: which one.
        client: the id of the client; empty: the broker chooses it.
        keep_alive_s: how often something is said at least.
        again_s: how long it waits before it dials again.
        within_s: how long the broker may take to answer.
        authorities: file of the certificates that a broker with TLS is known by; empty: those of this computer.

    """

    broker: BrokerAddress
    client: str = ""
    keep_alive_s: int = 10
    again_s: float = 1.0
    within_s: float = 5.0
    authorities: str = ""


class Session:
    """A party and its broker, from ``start`` to ``stop``."""

    def __init__(self, config: SessionConfig, party: Party, now: Callable[[], int],
                 note: Callable[[str], None] = lambda _: None) -> None:
        """``now``: microseconds since t = 0. ``note``: is told in words what became of connections."""
        self._config, self._party, self._now, self._note = config, party, now, note
        self._queue: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._timers: dict[str, float] = {}
        self._client: paho.Client | None = None
        self._taken = self._over = False
        self._again_at: float | None = None
        self._last = ""
        self._broken: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="linebench mqtt", daemon=True)

    def start(self) -> None:
        """Begin to dial."""
        self._thread.start()

    def post(self, work: Callable[[int], Sequence[Effect]]) -> None:
        """Let the party do something; ``work`` gets the time."""
        self._queue.put(lambda: self._perform(work(self._now())))

    def stop(self) -> None:
        """End the connection in order, and the thread.

        Raises:
            Exception: what the party broke with.

        """
        self._queue.put(self._end)
        self._thread.join()
        if self._broken is not None:
            raise self._broken

    def power(self, *, on: bool) -> None:
        """The power goes, and with it the connection without a word; or it is back, and the broker is dialled."""
        self._queue.put(self._dial if on else self._break_off)

    def _run(self) -> None:
        try:
            self._dial()
            while not self._over:
                self._turn()
        except Exception as error:  # noqa: BLE001  # it is raised where ``stop`` waits
            self._broken = error

    def _turn(self) -> None:
        due = [at for at in (*self._timers.values(), self._again_at) if at is not None]
        wait = min(due, default=monotonic() + _LONGEST_WAIT_S) - monotonic()
        try:
            self._queue.get(timeout=max(0.0, wait))()
        except queue.Empty:
            self._come_due(monotonic())

    def _come_due(self, now: float) -> None:
        if self._again_at is not None and self._again_at <= now:
            self._dial()
        for name in [name for name, at in self._timers.items() if at <= now]:
            del self._timers[name]
            self._perform(self._party.expire(name, self._now()))

    def _dial(self) -> None:
        self._again_at = None
        client = self._client = self._made(self._party.will(self._now()))
        try:
            client.connect(self._config.broker.address.host, self._config.broker.address.port,
                           keepalive=self._config.keep_alive_s)
        except (OSError, ValueError) as error:
            self._say(f"{self._config.broker} is not reached: {error}")
            self._client = None
            self._again_at = monotonic() + self._config.again_s
        else:
            client.loop_start()

    def _made(self, will: Message | None) -> paho.Client:
        """A client for one connection. What it is told, it leaves to this thread."""
        config = self._config
        client = paho.Client(CallbackAPIVersion.VERSION2, client_id=config.client or None, clean_session=True,
                             reconnect_on_failure=False)
        client.connect_timeout = config.within_s
        client.max_inflight_messages_set(_UNANSWERED)
        client.on_connect = lambda _c, _d, _f, reason, _p: self._queue.put(lambda: self._answered(client, reason))
        client.on_message = lambda _c, _d, got: self._queue.put(lambda: self._came(client, got))
        client.on_disconnect = lambda _c, _d, _f, reason, _p: self._queue.put(lambda: self._lost(client, reason))
        if config.broker.user:
            client.username_pw_set(config.broker.user, config.broker.password or None)
        if config.broker.tls:
            client.tls_set_context(ssl.create_default_context(cafile=config.authorities or None))
        if will is not None:
            client.will_set(will.topic, will.payload, will.qos, will.retain)
        return client

    def _answered(self, client: paho.Client, reason: object) -> None:
        if client is not self._client:
            return
        if getattr(reason, "is_failure", False):
            self._say(f"{self._config.broker} refuses: {reason}")
            return  # the broker hangs up as well
        self._taken = True
        self._say(f"{self._config.broker} is connected")
        self._perform(self._party.connected(self._now()))

    def _came(self, client: paho.Client, got: paho.MQTTMessage) -> None:
        if client is self._client:
            message = Message(got.topic, bytes(got.payload), got.qos, got.retain)
            self._perform(self._party.received(message, self._now()))

    def _lost(self, client: paho.Client, reason: object) -> None:
        if client is not self._client:
            return
        if self._taken:
            self._say(f"{self._config.broker} is lost: {reason}")
        client.loop_stop()
        self._forget()
        self._again_at = monotonic() + self._config.again_s

    def _forget(self) -> None:
        self._client, taken, self._taken = None, self._taken, False
        self._timers.clear()
        if taken:
            self._party.lost(self._now())

    def _perform(self, effects: Sequence[Effect]) -> None:
        for effect in effects:
            if isinstance(effect, Arm):
                self._timers[effect.name] = monotonic() + effect.delay_us / _US
            elif isinstance(effect, Cancel):
                self._timers.pop(effect.name, None)
            elif self._client is not None and self._taken:
                self._speak(self._client, effect)

    def _speak(self, client: paho.Client, effect: Message | Subscribe | Hangup) -> None:
        if isinstance(effect, Message):
            client.publish(effect.topic, effect.payload, effect.qos, effect.retain)
        elif isinstance(effect, Subscribe):
            client.subscribe(effect.pattern, effect.qos)
        else:
            self._hang_up(client)
            self._forget()
            self._again_at = monotonic() + self._config.again_s

    def _hang_up(self, client: paho.Client) -> None:
        """Say good-bye behind all that is to be published still."""
        client.disconnect()
        client.loop_stop()

    def _end(self) -> None:
        self._over = True
        if self._client is not None and self._taken:
            client = self._client
            self._perform(self._party.closing(self._now()))
            if self._client is client:
                self._hang_up(client)
        self._forget()

    def _break_off(self) -> None:
        self._again_at = None
        client = self._client
        self._forget()
        if client is not None:
            sock = client.socket()
            if isinstance(sock, socket.socket):
                sock.shutdown(socket.SHUT_RDWR)
            client.loop_stop()

    def _say(self, text: str) -> None:
        if text != self._last:
            self._last = text
            self._note(text)
