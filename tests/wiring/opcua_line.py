"""A line served in a process of its own, and clients of others that look at it."""

import asyncio
import json
import shutil
import subprocess
from contextlib import asynccontextmanager, contextmanager, suppress

from asyncua import Client, ua

from linebench.wire.opcua.certificates import identity
from linebench.wire.opcua.types import SPECIFICATIONS
from tests.served import LINEBENCH
from tests.served import served as serving

__all__ = ["ALIAS", "PASSWORD", "Events", "client", "events", "members", "served", "states", "structure", "visited",
           "write_stack"]

VISION = SPECIFICATIONS["MachineVision"]
TRIMMED = VISION.types["TrimmedString"].id
ALIAS = 'ns=3;s="DB_L2"."State"'
PASSWORD = "serial-7"
STACK = """id = "opcua"
[[seat]]
id = "l2"
nature = "real"
[[wire]]
id = "l2-l1"
dialect = "opcua"
options = { file = "plc.toml" }
[[wire]]
id = "l2-camera"
dialect = "dmcc"
also = ["opcua", "insight", "native"]
options = { "opcua.file" = "camera.toml" }
[[wire]]
id = "l2-printer"
dialect = "codenet"
also = ["zpl", "opcua"]
"""
PLC = f"""policies = ["None", "Basic256Sha256_SignAndEncrypt"]
anonymous = "observer"
folder = "pki"
namespaces = ["http://www.siemens.com/simatic-s7-opcua"]
by_alias = true
[users]
l2 = ["{PASSWORD}", "operator"]
[access]
user = "l2"
password = "{PASSWORD}"
policy = "Basic256Sha256_SignAndEncrypt"
folder = "l2"
trusted = "servers"
[aliases]
'{ALIAS}' = "Status.StateCurrent"
'ns=3;i=1001' = "Command.CntrlCmd"
"""
CAMERA = """[nameplate]
manufacturer = "Optics of the Bench"
serial = "C-17"
[reader]
kind = "verifier"
"""


def write_stack(folder):
    """The files of a stack; the bench's own level is trusted by the PLC."""
    for name, text in (("stack.toml", STACK), ("plc.toml", PLC), ("camera.toml", CAMERA)):
        (folder / name).write_text(text, encoding="utf-8")
    own = identity(folder / "l2", "linebench-l2", "urn:linebench:linebench-l2")
    (folder / "pki" / "trusted").mkdir(parents=True)
    shutil.copy(own.certificate, folder / "pki" / "trusted")


@contextmanager
def served(folder, *words, stack="stack.toml"):
    """``linebench serve`` and its document by seat; its text as it was printed is in ``served.json``."""
    with serving(folder, "--stack", stack, *words) as (_, text):
        (folder / "served.json").write_text(text, encoding="utf-8")
        yield {each["seat"]: each for each in json.loads(text)["endpoints"]}


@contextmanager
def visited(folder, *words):
    """``linebench stack`` in a further process, which trusts the server of the PLC."""
    (folder / "servers").mkdir()
    shutil.copy(folder / "pki" / "l1.der", folder / "servers")
    process = subprocess.Popen([*LINEBENCH, "stack", "carton-line", "--endpoints", "served.json", *words],
                               cwd=folder)
    try:
        yield
    finally:
        process.kill()
        process.wait()


@asynccontextmanager
async def client(endpoint, user="", password=""):
    """A public client with all structures of the server loaded."""
    one = Client(endpoint["opcua"]["url"], timeout=20)
    if user:
        one.set_user(user)
        one.set_password(password)
    async with one:
        # the library passes over a type that is called as a standard one, and all structures that have it
        with suppress(ValueError):
            ua.basetype_by_datatype[ua.NodeId(TRIMMED, await one.get_namespace_index(VISION.uri))] = "TrimmedString"
        await one.load_data_type_definitions()
        yield one


class Events:
    """What a client is told."""

    def __init__(self):
        self.queue = asyncio.Queue()

    def event_notification(self, event):
        self.queue.put_nowait(event)

    async def until(self, wanted, limit=60):
        """The first event that fits; those before it are forgotten."""
        async with asyncio.timeout(limit):
            while not wanted(event := await self.queue.get()):
                pass
        return event


@asynccontextmanager
async def events(one, *kinds):
    """Every event of these types that the server raises, ``(namespace, number)`` each."""
    ear = Events()
    subscription = await one.create_subscription(50, ear)
    nodes = [one.get_node(ua.NodeId(number, await one.get_namespace_index(uri))) for uri, number in kinds]
    await subscription.subscribe_events(one.nodes.server, evtypes=nodes)
    yield ear
    await subscription.delete()


async def members(node):
    """Children by name."""
    return {(await each.read_browse_name()).Name: each for each in await node.get_children()}


async def states(one, *paths, unit="l1"):
    """The states of machines of a unit; null: the machine is not active."""
    nodes = [ua.ReadValueId(ua.NodeId(f"{unit}/{path}/CurrentState", 2), ua.AttributeIds.Value) for path in paths]
    found = await one.uaclient.read(ua.ReadParameters(NodesToRead=nodes))
    return [each.Value.Value and each.Value.Value.Text for each in found]


def structure(index, number, **fields):
    """A value of a structure that a client loaded from its server."""
    return ua.extension_objects_by_datatype[ua.NodeId(number, index)](**fields)
