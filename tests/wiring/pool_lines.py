"""A pool of serials by itself on loopback, and lines whose site servers draw from it."""

import asyncio
import random
import shutil
import threading
from contextlib import contextmanager

from linebench.bench import Bench
from linebench.content import Content, library
from linebench.line.kinds import KINDS
from linebench.ports.serials import Drawn
from linebench.records.wire import Delivered
from linebench.scenario.load import load
from linebench.stack.pool import PoolConfig, PoolDecisions, PoolPlan
from linebench.wire.opcua.certificates import identity
from linebench.wiring.control import WireTo
from linebench.wiring.pool_desk import PoolDesk

GTIN = "09501101530003"
LINES = ("a", "b")
POLICY = "Aes128Sha256RsaOaep_SignAndEncrypt"
BLOCKS = (1_000, 700)
"""What a line draws at first, for its L2 asks for so many, and then, for little is left."""


def options(face, folder):
    """What the pool lets in, and how each line says who it is."""
    if face != "openscs":
        return ({"users": ", ".join(f"{name}=secret-{name}" for name in LINES)},
                {name: {"user": name, "password": f"secret-{name}"} for name in LINES})
    trusted = folder / "pool" / "trusted"
    trusted.mkdir(parents=True)
    for name in LINES:
        shutil.copy(identity(folder / name, name, f"urn:linebench:{name}").certificate, trusted)
    pool = {"policies": POLICY, "anonymous": "nobody", "folder": str(folder / "pool"),
            "users": ", ".join(f"{name}=operator:secret-{name}" for name in LINES)}
    return pool, {name: {"access": f"policy={POLICY}, user={name}, password=secret-{name}, name={name}, "
                                   f"folder={folder / name}"} for name in LINES}


@contextmanager
def serving(face, given, store):
    """A pool behind one face, in a thread of its own; yields its port."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def begin():
        desk = PoolDesk(
            PoolConfig(pools=(PoolPlan(form="SGTIN", criteria=(("GTIN", GTIN),)),)),
            [WireTo("pool", face, "", given, "127.0.0.1", 0)], chance=random.Random(1), store=store,
            epoch="2026-01-05T06:00:00Z", decisions=PoolDecisions(), note=lambda _what, _detail: None)
        return desk, (await desk.start())[0].port

    desk, port = asyncio.run_coroutine_threadsafe(begin(), loop).result(20)
    try:
        yield port
    finally:
        asyncio.run_coroutine_threadsafe(desk.stop(), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def line(folder, name, face, port, given, *, pace=10):
    """A world whose site server draws from a real pool, before anything is started."""
    file = folder / f"{name}.toml"
    said = ", ".join(f"{key} = '{value}'" for key, value in given.items())
    file.write_text(f"""id = "{name}"
draw_low = 500
draw_block = {BLOCKS[1]}
[[seat]]
id = "serials"
nature = "real"
[[wire]]
id = "serials-l3"
dialect = "{face}"
dials = true
port = {port}
options = {{ {said} }}
""", encoding="utf-8", newline="\n")
    plan = load("carton-serials", Content((library(),)), KINDS, stack=str(file), settings={"pace": f"real:{pace}"})
    return Bench(plan.scenario, seed=1)


def draws(bench, until):
    """Start the batch; returns when the draw of this token has been answered."""
    for action, subject in (("confirm_clearance", ""), ("start_batch", "PO-1001")):
        bench.ask(action, subject)
        bench.advance(None, 1_000_000)
    return bench.advance(lambda record: isinstance(record, Delivered) and isinstance(record.message, Drawn)
                         and record.message.request == until, 120_000_000, since=0)
