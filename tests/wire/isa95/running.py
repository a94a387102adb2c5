"""What the tests of job control share: a book of job orders as the owner, a site in front of it, and clients."""

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager

from asyncua import Client, ua

from linebench.ports.erp import JobAnswer, JobCommand, JobOrder, JobResponse, JobWish
from linebench.units import Duration
from linebench.wire.isa95.client import JobsClient
from linebench.wire.isa95.profile import JobsProfile
from linebench.wire.isa95.server import JobsServer
from linebench.wire.isa95.words import MOVES, NAMES, NUMBERS
from linebench.wire.opcua.client import Access
from linebench.wire.opcua.security import Security
from linebench.wire.opcua.server import Endpoint
from linebench.wire.side import Setting
from tests.wire.opcua.running import GUARD_S, Clock

USERS = {"mes": ("right", "operator"), "guest": ("look", "observer")}
SECURITY = Security(users=USERS)
QUICK = JobsProfile(retry_after=Duration(1_000), publish_every=Duration(10_000))
SITE = JobsProfile(name="site", most_orders=5, longest=64, most_pairs=10, answer_within=Duration(20_000_000),
                   equipment=("L1", "L2"), materials=("04012345678901",), work_masters=("carton",),
                   material_classes=("saleable",), assets=("cartoner-7",), personnel=("operator",))
ORDER = JobOrder("J1", "04012345678901", "LOT-7", "271231", 5000, "L1", 60_000_000, (("Customer", "ACME"),))
_TARGETS = {move.command: (move.sources, move.target) for move in MOVES.values()}


class Book:
    """An owner in memory that keeps to the port and to the states of the standard.

    Attributes:
        heard: every question, also a repeated one.
        orders: what was ordered, by job.
        responses: what became of it, by job.
        holds: whether answers wait until ``answer`` is called.
        before: called before each answer is told.
        refuses: status by job, for orders that are not taken.

    """

    def __init__(self):
        self.tell = None
        self.fresh()

    def fresh(self):
        self.heard, self.waiting = [], []
        self.orders, self.responses, self.refuses = {}, {}, {}
        self.holds = False
        self.before = lambda: None
        self._came = asyncio.Event()

    def hear(self, question):
        self.heard.append(question)
        self.waiting.append(question)
        self._came.set()
        if not self.holds:
            asyncio.get_running_loop().call_soon(self.answer)

    async def asked(self, number=1):
        """Wait for so many questions that wait for an answer."""
        while len(self.waiting) < number:
            self._came.clear()
            await self._came.wait()

    def answer(self):
        """Answer everything that waits."""
        waiting, self.waiting = self.waiting, []
        for question in waiting:
            told = self._answers(question)
            self.before()
            for each in told:
                self.tell(each)

    def moves(self, job, state, **more):
        """A job order goes on by itself, or is put into a state; the planner is told."""
        self.responses[job] = JobResponse(job, state, **more)
        self.tell(self.responses[job])

    def _answers(self, question):
        if isinstance(question, JobOrder):
            return [JobAnswer(question.job, question.job, self._order(question), "as the book says")]
        if isinstance(question, JobCommand):
            return [JobAnswer(question.request, question.job, self._command(question), "as the book says")]
        found = [each for each in self.responses.values()
                 if question.job in ("", each.job) and question.state in ("", each.state)]
        known = not question.job or question.job in self.responses
        return [*found, JobAnswer(question.request, question.job, "ok" if known else "unknown_job")]

    def _order(self, order):
        if order.job in self.refuses:
            return self.refuses[order.job]
        if order.update:
            return self._update(order)
        if order.job in self.orders:
            return "ok" if self.orders[order.job] == order else "duplicate"
        self.orders[order.job] = order
        self.responses[order.job] = JobResponse(
            order.job, "allowed_to_start" if order.start else "not_allowed_to_start")
        return "ok"

    def _update(self, order):
        if order.job not in self.responses:
            return "unknown_job"
        if self.responses[order.job].state not in ("not_allowed_to_start", "allowed_to_start"):
            return "wrong_state"
        self.orders[order.job] = order
        return "ok"

    def _command(self, said):
        if said.job not in self.responses:
            return "unknown_job"
        sources, target = _TARGETS[said.command]
        if self.responses[said.job].state not in sources:
            return "wrong_state"
        if target:
            self.responses[said.job] = JobResponse(said.job, target)
        else:
            del self.responses[said.job]
            self.orders.pop(said.job, None)
        return "ok"


class Heard:
    """What a planner heard, and waiting for it."""

    def __init__(self):
        self.all = []
        self._came = asyncio.Event()

    def take(self, said):
        self.all.append(said)
        self._came.set()

    async def until(self, ready):
        while not ready(self.all):
            self._came.clear()
            await self._came.wait()


class Bench:
    """A site with its book, and the library's client at it."""

    def __init__(self):
        self.book, self.clock, self.notes = Book(), Clock(), []
        self._stack = AsyncExitStack()

    async def begin(self):
        self.server = await self._stack.enter_async_context(self.serving())
        self.client = await self._stack.enter_async_context(self.session())

    async def end(self):
        await self._stack.aclose()

    def fresh(self):
        """An empty book, and nothing shown."""
        self.book.fresh()
        self.book.tell = self.server.tell
        self.notes.clear()
        self.clock.us = 0
        self.server._shown._orders.clear()
        self.server._show("", event=False)

    def setting(self):
        return Setting(name="site", now=self.clock)

    def serving(self, profile=SITE, security=SECURITY, endpoint=None):
        server = JobsServer(endpoint or Endpoint(), security, hear=self.book.hear, setting=self.setting(),
                            profile=profile, note=self.notes.append)
        self.book.tell = server.tell
        return server

    def ours(self, server=None, *, hear=None, profile=QUICK, user="mes", url=None, note=None):
        """The bench's own client."""
        access = Access(user=user, password=USERS[user][0], name="mes") if user else Access(name="mes")
        return JobsClient(url or (server or self.server).url, access, hear=hear or [].append,
                          setting=self.setting(), profile=profile, note=note)

    @asynccontextmanager
    async def pair(self, *, hear=None, profile=QUICK, note=None, site=SITE):
        """A site and a client of its own, so that connections can be cut."""
        async with self.serving(site) as server, self.ours(server, hear=hear, profile=profile, note=note) as client:
            yield server, client

    @asynccontextmanager
    async def session(self, *, user="mes", server=None):
        """The library's client as it is."""
        client = Client((server or self.server).url, timeout=GUARD_S)
        if user is not None:
            client.set_user(user)
            client.set_password(USERS[user][0])
        await client.connect()
        try:
            yield client
        finally:
            await client.disconnect()

    def cut(self, server):
        """Every connection is gone at once, without a word."""
        for transport in list(server.opcua.core.asyncio_transports):
            transport.abort()

    # Structures and calls, as a client makes them

    def make(self, name, **fields):
        return self.server.types.make(f"JobControl.{name}", **fields)

    def order(self, job="J1", **fields):
        """An order as an MES writes it, with single fields replaced."""
        material = self.make(
            "ISA95MaterialDataType", MaterialDefinitionID="04012345678901", MaterialLotID="LOT-7", Quantity="5000",
            MaterialUse="Material Produced", Properties=[self.property("ExpirationDate", "271231")])
        return self.make("ISA95JobOrderDataType", **{
            "JobOrderID": job, "MaterialRequirements": [material],
            "EquipmentRequirements": [self.make("ISA95EquipmentDataType", ID="L1")],
            "JobOrderParameters": [self.parameter("Customer", "ACME")], **fields})

    def parameter(self, own, value, kind=ua.VariantType.String, **more):
        return self.make("ISA95ParameterDataType", ID=own, Value=ua.Variant(value, kind), **more)

    def property(self, own, value, kind=ua.VariantType.String):
        return self.make("ISA95PropertyDataType", ID=own, Value=ua.Variant(value, kind))

    def state(self, word):
        return self.make("ISA95StateDataType", StateText=ua.LocalizedText(NAMES[word]), StateNumber=NUMBERS[word])

    def arguments(self, method, job="J1"):
        """Input arguments that fit a method."""
        if method in ("Store", "StoreAndStart", "Update"):
            return [structure(self.order(job)), comments("why not")]
        if method == "RequestJobResponseByJobOrderID":
            return [text(job)]
        if method == "RequestJobResponseByJobOrderState":
            return [structures([self.state("running")])]
        return [text(job), comments("why not")]

    def node(self, method, server=None):
        """The object of a method and the method."""
        nodes = (server or self.server).nodes
        part = nodes.provider if method.startswith("Request") else nodes.receiver
        return part[""], part[method]

    async def call(self, method, arguments=None, *, node=None, client=None, server=None):
        """Status, codes of arguments and output arguments."""
        parent, own = self.node(method, server)
        given = self.arguments(method) if arguments is None else arguments
        request = ua.CallMethodRequest(parent, node or own, list(given))
        result, = await (client or self.client).uaclient.call([request])
        return (result.StatusCode.name, [each.name for each in result.InputArgumentResults],
                [each.Value for each in result.OutputArguments])

    def listed(self):
        """Jobs with their states, as JobOrderList shows them."""
        shown = self.server.nodes.receiver._instance.value("JobOrderList")
        return [(each.JobOrder.JobOrderID, [one.StateText.Text for one in each.State]) for each in shown]


def wish(job="", state=""):
    return JobWish("W1", job, state)


def text(value):
    return ua.Variant(value, ua.VariantType.String)


def comments(*values):
    return ua.Variant([ua.LocalizedText(each) for each in values], ua.VariantType.LocalizedText, is_array=True)


def structure(value):
    return ua.Variant(value, ua.VariantType.ExtensionObject)


def structures(values):
    return ua.Variant(values, ua.VariantType.ExtensionObject, is_array=True)
