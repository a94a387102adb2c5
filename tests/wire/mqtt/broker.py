"""A broker of others in this process, on a port of this machine; it can go and come again on the same port."""

import asyncio
import logging
import socket
import threading
from contextlib import contextmanager

from amqtt.broker import Broker as Amqtt

ANYBODY = {"amqtt.plugins.authentication.AnonymousAuthPlugin": {"allow_anonymous": True}}


class Broker:
    """Attributes: ``port``; ``url``, as a dashboard names it."""

    def __init__(self, plugins, **tls):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"{'mqtts' if tls else 'mqtt'}://127.0.0.1:{self.port}"
        self._plugins, self._tls = plugins, tls
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(lambda loop, context: None)  # it tells of clients that break off
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def start(self):
        self._run(self._start())
        return self

    def stop(self):
        """Let it vanish: its own way to end waits for its clients to go."""
        self._run(self._stop())

    def kick(self):
        """End the connections of all clients without a word, as a broken network does."""
        self._run(self._kick())

    def close(self):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _start(self):
        listener = {"type": "tcp", "bind": f"127.0.0.1:{self.port}", **self._tls}
        self._broker = Amqtt({"listeners": {"default": listener}, "plugins": self._plugins})
        await self._broker.start()

    async def _stop(self):
        for server in self._broker._servers.values():
            server.instance.close()
        await self._kick()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _kick(self):
        for _, handler in list(self._broker._sessions.values()):
            handler.writer._writer.transport.abort()

    def _run(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)


@contextmanager
def broker(plugins=None, **tls):
    """A broker that runs."""
    logging.getLogger("amqtt").setLevel(logging.CRITICAL)
    logging.getLogger("transitions").setLevel(logging.CRITICAL)
    made = Broker(ANYBODY if plugins is None else plugins, **tls).start()
    try:
        yield made
    finally:
        made.stop()
        made.close()
