"""The seat of a level that runs elsewhere: what ``LevelSeat`` is to a level in the bench."""

from collections import deque
from collections.abc import Callable, Mapping

import msgspec

from linebench.kernel.engine import Engine
from linebench.ports import Message
from linebench.records import AnyRecord
from linebench.records.truth import PowerChanged
from linebench.seats import Ear, Way
from linebench.wiring.control import Begin, Bytes, Forget, Grant, Idle, Said, Started, Wake
from linebench.wiring.endpoint import Endpoint
from linebench.wiring.life import process, release
from linebench.wiring.process import StationProcess
from linebench.wiring.quiet import Watch, caught_up, taken

__all__ = ["ProcessSeat"]


class ProcessSeat:
    """An emulated level in a process that is granted its time.

    What is to be done there is only noted when it comes up; ``settle`` has it done, within the same instant.

    Attributes:
        timers: engine entries of timers that came due.
        changed: to be called when something happened on a wire of the level.

    """

    def __init__(self, name: str, engine: Engine, write: Callable[[AnyRecord], None],
                 begin: Callable[[int, Mapping[str, Endpoint]], Begin]) -> None:
        """``begin``: what the process is told when it begins."""
        self.name = name
        self.timers = 0
        self._watch = Watch()
        self.changed = self._watch.changed
        self._engine, self._write, self._begin = engine, write, begin
        self._endpoints: dict[str, Endpoint] = {}
        self._inbox: dict[str, deque[Message]] = {}
        self._known: dict[str, set[int]] = {}
        self._due: set[int] = set()  # numbers of timers that are to be granted
        self._process: StationProcess | None = None
        self._life = 0  # timers of an earlier life of the level mean nothing
        self._ways: dict[str, Way] = {}
        self._ears: dict[str, Ear] = {}
        self._grant: Grant | None = None

    def serve(self, peer: str, endpoint: Endpoint) -> None:
        """Give the level the endpoint at which it finds a peer."""
        self._endpoints[peer] = endpoint
        self._inbox[peer] = deque()

    def heard(self, peer: str, message: Message) -> None:
        """The level said something to ``peer``: it is taken when the level has come to rest.

        Of a level without power only the wire's own end has something to say, such as that nobody is there.
        """
        self._inbox[peer].append(message)
        if self._process is None:
            self._say(int(self._engine.now), peer)

    def speak(self, peer: str, link: Way) -> None:
        """Give the level its way to a peer."""
        self._ways[peer] = link

    def hear(self, link: Ear) -> None:
        """Let the level take what arrives on a link; the wire's own end knows what its device says from now on."""
        peer = link.name.partition(">")[0]
        if peer not in self._endpoints:
            return  # the level has no wire to them
        self._ears[peer] = link
        link.attach(self._mouth(peer), powered=False)

    @property
    def powered(self) -> bool:
        """Whether the level is running."""
        return self._process is not None

    @property
    def pending(self) -> bool:
        """Whether there is something to be done in the process at this instant."""
        return self._grant is not None

    async def power_on(self, t: int) -> None:
        """Start the level from what it stored, and let it do what it does then."""
        if self._process is not None:
            return
        if t:
            self._write(PowerChanged(t, self.name, True))
        self._life += 1
        self._known = {peer: set() for peer in self._endpoints}
        self._due.clear()
        self._process = await process()
        answer = await self._process.ask(self._begin(t, self._endpoints))
        await self._agree(answer)
        self._grant = Grant(t, {})
        await self.settle()  # log-ins and the like come before the level
        for peer, ear in self._ears.items():
            ear.attach(self._mouth(peer))
        self._grant = Grant(t, {}, start=True)
        await self.settle()

    async def power_off(self, t: int) -> None:
        """Kill the process: memory and timers are gone, the store stays."""
        self._write(PowerChanged(t, self.name, False))
        for peer, ear in self._ears.items():
            ear.attach(self._mouth(peer), powered=False)
        self._grant = None
        if self._process is not None:
            self._process.kill()
        self._process = None
        await self._watch.until(lambda: not any(self._bytes().values()), lambda: f"the end of {self.name}")

    def dismiss(self) -> None:
        """Let the level go without a trace."""
        if self._process is not None:
            release(self._process)
        self._process = None

    def touch(self) -> None:
        """Something may have gone out, or tags may have changed: the level has to be granted this instant."""
        self._touch(*(peer for peer, endpoint in self._endpoints.items() if not endpoint.pushes))

    def _touch(self, *look: str) -> None:
        if self._process is None:
            return
        grant = self._grant or Grant(int(self._engine.now), {})
        self._grant = msgspec.structs.replace(grant, look=tuple(dict.fromkeys((*grant.look, *look))))

    async def settle(self) -> None:
        """Have done in the process what there is to do at this instant, and take what it says."""
        done: list[Wake | Forget | Said] = []
        while self._grant is not None and self._process is not None:
            await self._work()
            grant, self._grant = self._grant, None
            answer = await self._process.ask(msgspec.structs.replace(grant, bytes=self._bytes()))
            assert isinstance(answer, Idle)
            done += answer.done
            await self._agree(answer)
            if not taken(self._endpoints, answer.bytes):
                self._touch()
        self._take(done)

    def _mouth(self, peer: str) -> Callable[[int, Message], None]:
        endpoint = self._endpoints[peer]
        look = () if endpoint.pushes else (peer,)

        def tell(t: int, message: Message) -> None:  # noqa: ARG001  # as every receiver of a link
            endpoint.tell(message)
            self._touch(*look)

        return tell

    async def _agree(self, answer: Started | Idle) -> None:
        """Wait until everything the process sent is taken here."""
        await self._watch.until(lambda: self._caught_up(answer.bytes), lambda: f"the wires of {self.name}")
        for endpoint in self._endpoints.values():
            endpoint.release()
        await self._work()

    async def _work(self) -> None:
        """Wait for what works by itself, and hand over what came of it."""
        ends = self._endpoints.values()
        while any(each.busy or each.gathered for each in ends):
            await self._watch.until(lambda: not any(each.busy for each in ends),
                                    lambda: f"what serves {self.name}")
            for each in ends:
                if each.gathered:
                    each.release()

    def _caught_up(self, theirs: Bytes) -> bool:
        for peer, endpoint in self._endpoints.items():
            mine = endpoint.counts()
            self._known[peer].update(mine)
            if not caught_up(mine, theirs.get(peer, {}), self._known[peer]):
                return False
        return True

    def _bytes(self) -> Bytes:
        return {peer: endpoint.counts() for peer, endpoint in self._endpoints.items()}

    def _take(self, done: list[Wake | Forget | Said]) -> None:
        """Carry out what the level decided, in the order in which it did."""
        t = int(self._engine.now)
        forgotten = {each.number for each in done if isinstance(each, Forget)}
        self._due -= forgotten
        for each in done:
            if isinstance(each, Wake):
                if each.number not in forgotten:  # most wait for an answer that has come at this instant
                    self._due.add(each.number)
                    self._engine.at(each.due, self._wake, each.number, self._life)
            elif isinstance(each, Said):
                self._say(t, each.peer)
        for peer in self._inbox:  # what came by a peer's own doing, such as an answer that a fault held back
            self._say(t, peer)

    def _say(self, t: int, peer: str) -> None:
        inbox, way = self._inbox[peer], self._ways.get(peer)
        while inbox:
            message = inbox.popleft()
            if way is not None:
                way.say(t, message)

    def _wake(self, t: int, number: int, life: int) -> None:
        if life == self._life and self._process is not None and number in self._due:
            self._due.remove(number)
            self.timers += 1
            self._grant = Grant(t, {}, wake=number)
