"""What the tests of OPEN-SCS share: a pool in memory as the owner, a server in front of it, and clients."""

import asyncio
import shutil
from contextlib import AsyncExitStack, asynccontextmanager

from asyncua import Client, ua
from asyncua.crypto import security_policies

from linebench.ports.l4 import Capture, Captured
from linebench.ports.serials import Draw, Drawn, Inspect, Move, Moved, Pack
from linebench.units import Duration
from linebench.wire.opcua.certificates import identity
from linebench.wire.opcua.client import Access
from linebench.wire.opcua.security import Security
from linebench.wire.opcua.server import Endpoint
from linebench.wire.openscs.client import ClientOptions, OpenScsClient
from linebench.wire.openscs.offer import Offer, SerialClass
from linebench.wire.openscs.server import OpenScsServer
from linebench.wire.openscs.words import DRAWS, EVENTS, MOVES
from tests.wire.opcua.running import GUARD_S

POLICIES = ("Basic256Sha256_Sign", "Basic256Sha256_SignAndEncrypt", "Aes128Sha256RsaOaep_Sign",
            "Aes128Sha256RsaOaep_SignAndEncrypt")
CLASSES = {"Basic256Sha256": security_policies.SecurityPolicyBasic256Sha256,
           "Aes128Sha256RsaOaep": security_policies.SecurityPolicyAes128Sha256RsaOaep}
USERS = {"l2": ("right", "operator"), "l2-b": ("other", "operator"), "guest": ("look", "observer")}
PACKS = ("AggregationPackingEvent", "AggregationUnpackingEvent")
METHODS = (*DRAWS, *MOVES, *EVENTS, *PACKS)
GTIN = (("GTIN", "04012345678901"),)
OFFER = Offer(
    name="pools", formats=("SGTIN", "SSCC"), criteria=GTIN, most_requested=1000, most_returned=900, most_pushed=800,
    most_events=700, most_aggregations=60, most_object_sids=50, most_aggregation_events=40,
    answer_within=Duration(20_000_000), most_bytes=20_000,
    classes=(SerialClass(name="SGTIN", id="SGTIN", owner="GS1", characters="0-9A-Z", syntax="(01)n14(21)an..20",
                         use="saleable units", properties=(("MAX", "longest serial", "20"),)),))
QUICK = ClientOptions(retry_after=Duration(1_000))
REFUSED = "https://example.com/refused"
"""The disposition of an event that the pool does not take."""
STATUSES = {"no-gtin": "unknown_criteria", "no-lot": "unknown_collection", "not-here": "not_accepted",
            "not-you": "no_privilege", "not-said": "closed for stocktaking"}
"""Values of a criterion or of a context that the pool refuses with a status."""


class Pool:
    """An owner in memory that keeps to the port: the same request, the same answer; all or nothing.

    Attributes:
        heard: every question, also a repeated one.
        states: state by serial.
        crypto: whether serials have codes.
        holds: whether answers wait until ``answer`` is called.
        before: called before each answer is told.

    """

    def __init__(self):
        self.tell = None
        self.fill()

    def fill(self):
        self.heard, self.waiting = [], []
        self.states = {f"S{number:04}": "unassigned" for number in range(2000)}
        self.captured, self.packed, self._answers = {}, {}, {}
        self.given = set()
        self.crypto = self.holds = False
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
            answer = self._answer(question)
            self.before()
            self.tell(answer)

    def _answer(self, question):
        if isinstance(question, Capture):
            known = self.captured.setdefault(question.capture, question.events)
            good = all(event.disposition != REFUSED for event in known)
            return Captured(question.capture, good, len(known) if good else 0)
        before, answer = self._answers.get(question.request, (question, None))
        if before != question:
            return Drawn(question.request, "bad_request")
        if answer is None:
            answer = self._draw(question) if isinstance(question, Draw) else self._take(question)
            self._answers[question.request] = question, answer
        return answer

    def _draw(self, asked):
        refused = STATUSES.get(dict(asked.criteria).get("GTIN"), STATUSES.get(asked.collection))
        free = [serial for serial, state in self.states.items()
                if state == "unassigned" and serial not in self.given][:asked.count]
        if refused or not asked.criteria:
            return Drawn(asked.request, refused or "unknown_criteria", asked.collection)
        self.states.update(dict.fromkeys(free, asked.state))
        self.given.update(free)
        extra = (("crypto", tuple(f"92{serial}" for serial in free)),) if self.crypto else ()
        return Drawn(asked.request, "ok" if len(free) == asked.count else "insufficient", asked.collection or "C1",
                     asked.state, tuple(free), extra)

    def _take(self, said):
        pairs = dict(said.context) if isinstance(said, Pack) else dict(said.criteria + said.context)
        if refused := next((STATUSES[value] for value in pairs.values() if value in STATUSES), ""):
            return Moved(said.request, refused)
        serials = ([each for _, inside in said.elements for each in inside] if isinstance(said, Pack)
                   else said.serials)
        if unknown := tuple(each for each in serials if each not in self.states):
            return Moved(said.request, "unknown_serial", unknown)
        if isinstance(said, Move):
            if same := tuple(each for each in serials if self.states[each] == said.state):
                return Moved(said.request, "not_allowed", same)
            self.states.update(dict.fromkeys(serials, said.state))
            if said.state == "unassigned":
                self.given -= set(serials)
        elif not isinstance(said, Inspect):
            self.packed.update(said.elements if said.packed else [(parent, ()) for parent, _ in said.elements])
        return Moved(said.request, "ok")


class Bench:
    """A server with its pool, and certificates of a client that it trusts."""

    def __init__(self, folder):
        self.folder = folder
        self.pool = Pool()
        self.security = Security(policies=POLICIES, anonymous=None, users=USERS, folder=str(folder / "server"))
        self.known = self.certificate("l2")
        trusted = folder / "server" / "trusted"
        trusted.mkdir(parents=True)
        shutil.copy(self.known.certificate, trusted / "l2.der")
        self._stack = AsyncExitStack()

    def certificate(self, name):
        return identity(self.folder / name, name, f"urn:linebench:{name}")

    async def begin(self):
        self.server = await self._stack.enter_async_context(self.serving(OFFER))
        self.client = await self._stack.enter_async_context(self.session())

    async def end(self):
        await self._stack.aclose()

    def serving(self, offer):
        server = OpenScsServer(Endpoint(), self.security, hear=self.pool.hear, offer=offer)
        self.pool.tell = server.tell
        return server

    def ours(self, user="l2", options=QUICK, server=None):
        """The bench's own client."""
        return OpenScsClient((server or self.server).url, Access(
            policy="Basic256Sha256_SignAndEncrypt", user=user, password=USERS[user][0], name="l2",
            folder=str(self.folder / "l2")), options)

    @asynccontextmanager
    async def session(self, policy=POLICIES[1], *, user="l2", password=None, own=None, server=None):
        """The library's client as it is."""
        own = own or self.known
        client = Client((server or self.server).url, timeout=GUARD_S)
        client.application_uri = own.uri
        name, mode = policy.split("_")
        await client.set_security(CLASSES[name], str(own.certificate), str(own.key),
                                  mode=ua.MessageSecurityMode[mode])
        if user is not None:
            client.set_user(user)
            client.set_password(USERS[user][0] if password is None else password)
        await client.connect()
        try:
            yield client
        finally:
            await client.disconnect()

    @asynccontextmanager
    async def pair(self, options=QUICK):
        """A server and a client of its own, so that connections can be cut."""
        async with self.serving(Offer(name="pools")) as server, self.ours(options=options, server=server) as client:
            yield server, client

    def cut(self, server):
        """Every connection is gone at once, without a word."""
        for transport in list(server.opcua.core.asyncio_transports):
            transport.abort()

    # Structures and calls, as a client makes them

    def make(self, name, **fields):
        return self.server.types.make(f"OPENSCS.{name}", **fields)

    def pairs(self, pairs):
        return [self.make("OPENSCSKeyValueDataType", Key=key, Value=value) for key, value in pairs]

    def collection(self, serials, state=1, name="C1"):
        return self.make("OPENSCSSNCollectionDataType", ID=name, Description="", State=state, AssociatedPoolID="",
                         SerialNumbers=list(serials))

    def labels(self, serials, state=4, name="C1", about=None):
        labels = [self.make("OPENSCSLabelDataType", ID=each, LabelProperties=self.pairs([("LANE", "2")]))
                  for each in serials]
        return self.make("OPENSCSLabelCollectionDataType", ID=name, Description="", State=state,
                         AssociatedPoolID="", SerialNumbers=[], LabelCollection=labels,
                         LabelCollectionProperties=about)

    def element(self, parent, serials):
        return self.make("OPENSCSAggregationDataType", ParentElementCollection=self.labels(serials, state=7),
                         ParentElement=self.make("OPENSCSLabelDataType", ID=parent, LabelProperties=[]))

    def arguments(self, method, serials=("S0001",), value="04012345678901", form="SGTIN"):
        """Input arguments that fit a method."""
        pairs = structures(self.pairs([("GTIN", value)]))
        if method.startswith("SNRequest"):
            return [text("C1"), count(3), text(form), pairs, text("T1")]
        if method.startswith("Aggregation"):
            return [structures([self.element("C-1", serials)]), text("SSCC"), text(form), pairs]
        if method.startswith(("Labels", "SID")):
            return [structure(self.labels(serials)), text(form), pairs]
        if method == "SNInvalidatingEvent":
            return [structure(self.collection(serials)), text(form), pairs]
        return [structure(self.collection(serials)), pairs, text(form)]

    def manager(self, method):
        managers = self.server.pool, self.server.events, self.server.aggregation
        return next(each for each in managers if method in each)

    async def call(self, method, arguments, *, node=None, client=None):
        """Status, codes of arguments and output arguments."""
        manager = self.manager(method)
        request = ua.CallMethodRequest(manager[""], node or manager[method], list(arguments))
        result, = await (client or self.client).uaclient.call([request])
        return (result.StatusCode.name, [each.name for each in result.InputArgumentResults],
                [each.Value for each in result.OutputArguments])


def asked(request="R1", count=3, **more):
    return Draw(request, count, "SGTIN", GTIN, **more)


def text(value):
    return ua.Variant(value, ua.VariantType.String)


def count(value):
    return ua.Variant(value, ua.VariantType.UInt32)


def structure(value):
    return ua.Variant(value, ua.VariantType.ExtensionObject)


def structures(values):
    return ua.Variant(values, ua.VariantType.ExtensionObject, is_array=True)
