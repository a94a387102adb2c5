import asyncio
import subprocess
import sys

import pytest

from linebench.ports.serials import Draw, Drawn, Inspect, Move, Moved, Pack
from linebench.units import Duration
from linebench.wire.opcua.client import Access
from linebench.wire.opcua.security import Security
from linebench.wire.opcua.server import Endpoint, OpcUaServer
from linebench.wire.openscs.client import ClientOptions, OpenScsClient, OpenScsError
from linebench.wire.openscs.offer import Offer
from linebench.wire.openscs.words import EVENTS
from tests.wire.openscs.running import GTIN, USERS, asked

ORDER = (("ORDER", "4711"),)
LABELS = (("S0001", (("LANE", "2"),)), ("S0002", (("LABEL_ID", "L-2"), ("LANE", "3"))))


@pytest.mark.parametrize("state", ["unassigned", "unallocated", "allocated"])
def test_what_is_drawn_is_what_the_owner_gave(run, bench, ours, state):
    """In each state, with codes, and only so many as there are."""
    bench.pool.crypto = True
    bench.pool.states = dict.fromkeys(["S0000", "S0001"], "unassigned")
    extra = (("crypto", ("92S0000", "92S0001")),)
    assert run(ours.draw(asked(count=2, state=state, collection="C7"))) == Drawn(
        "R1", "ok", "C7", state, ("S0000", "S0001"), extra)
    dry = run(ours.draw(asked("R2", state=state)))
    assert (dry.status, dry.serials) == ("insufficient", ())
    assert bench.pool.heard[0] == asked("l2/R1", count=2, state=state, collection="C7")


ELSEWHERE = """
import asyncio, sys
from linebench.ports.serials import Draw, Move, Pack
from linebench.wire.opcua.client import Access
from linebench.wire.openscs.client import OpenScsClient

async def ask(url, folder):
    access = Access(policy="Aes128Sha256RsaOaep_Sign", user="l2", password="right", name="l2", folder=folder)
    async with OpenScsClient(url, access) as client:
        drawn = await client.draw(Draw("R1", 2, "SGTIN", (("GTIN", "04012345678901"),)))
        moved = await client.move(Move("R2", drawn.serials, "encoded", "SGTIN", properties=(
            (drawn.serials[0], (("LANE", "2"),)),)))
        packed = await client.pack(Pack("R3", (("C-1", drawn.serials),), True, "SSCC", "SGTIN"))
        print(drawn, moved.status, packed.status)

asyncio.run(ask(*sys.argv[1:]))
"""


def test_it_needs_no_server_in_its_own_process(run, bench):
    """It learns the structures from the server that it finds."""
    async def ask():
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", ELSEWHERE, bench.server.url, str(bench.folder / "l2"),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, err = await process.communicate()
        return (out if process.returncode == 0 else err).decode().strip()

    assert run(ask()) == f"{Drawn('R1', 'ok', 'C1', 'allocated', ('S0000', 'S0001'))} ok ok"
    assert bench.pool.packed == {"C-1": ("S0000", "S0001")}


def test_the_serials_of_a_batch_go_in_one_call(run, bench):
    """As many as a server takes unless told otherwise: given, and given back."""
    serials = tuple(f"SERIAL{number:014}" for number in range(100_000))
    bench.pool.states = dict.fromkeys(serials, "unassigned")

    async def draw():
        async with bench.pair() as (_, client):
            drawn = await client.draw(asked(count=100_000))
            return drawn, await client.move(Move("R", drawn.serials, "unassigned", "SGTIN", GTIN))

    drawn, moved = run(draw())
    assert (drawn, moved) == (Drawn("R1", "ok", "C1", "allocated", serials), Moved("R", "ok"))


@pytest.mark.parametrize(("status", "gtin"), [
    ("unknown_criteria", "no-gtin"), ("unknown_collection", "no-lot"), ("not_accepted", "not-here"),
    ("no_privilege", "not-you"), ("undefined", "not-said")])
def test_a_refused_draw_says_why(run, ours, status, gtin):
    """With the words of the port."""
    assert run(ours.draw(Draw("R1", 1, "SGTIN", (("GTIN", gtin),)))) == Drawn("R1", status, state="allocated")


@pytest.mark.parametrize(("said", "by"), [
    (Move("R", ("S0001",), "unassigned", "SGTIN", GTIN, (), "C1"), ""),
    (Move("R", ("S0001",), "unallocated", "SGTIN", GTIN, (), "C1"), ""),
    (Move("R", ("S0001",), "unallocated", "SGTIN", GTIN, (), "C1"), "SNtoUnallocated"),
    (Move("R", ("S0001",), "allocated", "SGTIN", GTIN), ""),
    (Move("R", ("S0001",), "encoded", "SGTIN", GTIN), "SNtoEncoded"),
    (Move("R", ("S0001",), "invalid", "SGTIN", GTIN, ORDER), ""),
    *((Move("R", ("S0001", "S0002"), state, "SGTIN", GTIN, ORDER, "C1", LABELS), "")
      for state, group in EVENTS.values() if state and group != "sn"),
])
def test_what_is_reported_is_what_the_owner_hears(run, bench, ours, said, by):
    """Every state that the standard has a method for; the request is the server's own."""
    bench.pool.states.update(dict.fromkeys(said.serials, "sampled"))
    assert run(ours.move(said, by)) == Moved("R", "ok")
    heard, = bench.pool.heard
    assert heard == Move(heard.request, *(getattr(said, name) for name in said.__struct_fields__[1:]))


@pytest.mark.parametrize("labels", [True, False])
def test_what_was_looked_at_keeps_its_state(run, bench, ours, labels):
    """As labels or as items."""
    said = Inspect("R", ("S0001", "S0002"), "encoded", "SGTIN", GTIN, ORDER, "C1", LABELS)
    before = dict(bench.pool.states)
    assert run(ours.inspect(said, labels=labels)) == Moved("R", "ok")
    heard, = bench.pool.heard
    assert heard == Inspect(heard.request, *(getattr(said, name) for name in said.__struct_fields__[1:]))
    assert bench.pool.states == before


@pytest.mark.parametrize("packed", [True, False])
def test_what_is_packed_is_what_the_owner_hears(run, bench, ours, packed):
    """With what is said of containers and of what is in them."""
    properties = (("C-1", (("WEIGHT", "9"),)), *LABELS)
    said = Pack("R", (("C-1", ("S0001", "S0002")),), packed, "SSCC", "SGTIN", ORDER, properties)
    assert run(ours.pack(said)) == Moved("R", "ok")
    heard, = bench.pool.heard
    assert heard == Pack(heard.request, *(getattr(said, name) for name in said.__struct_fields__[1:]))
    assert bench.pool.packed == {"C-1": ("S0001", "S0002") if packed else ()}


@pytest.mark.parametrize(("call", "status"), [
    (lambda ours: ours.move(Move("R", ("X1",), "unallocated", "SGTIN", GTIN)), "not_accepted"),
    (lambda ours: ours.move(Move("R", ("X1",), "destroyed", "SGTIN", GTIN)), "not_accepted"),
    (lambda ours: ours.move(Move("R", ("S0001",), "destroyed", "GRAI", GTIN)), "unknown_form"),
    (lambda ours: ours.pack(Pack("R", (("C-1", ("X1",)),), True, "SSCC", "SGTIN")), "unknown_serial"),
])
def test_a_refused_report_says_why(run, ours, call, status):
    """As far as the standard has a number for it."""
    assert run(call(ours)) == Moved("R", status)


@pytest.mark.parametrize(("call", "message"), [
    (lambda ours: ours.draw(asked(state="encoded")), "no method for the state 'encoded'; expected one of un"),
    (lambda ours: ours.move(Move("R", ("S1",), "sampled", "SGTIN")), "no method for the state 'sampled'"),
    (lambda ours: ours.move(Move("R", ("S1",), "allocated", "SGTIN", GTIN, ORDER)), "no place for context"),
    (lambda ours: ours.move(Move("R", ("S1",), "allocated", "SGTIN"), "Allocate"), "no event of OPC 30260"),
    (lambda ours: ours.move(Move("R", ("S1",), "invalid", "SGTIN", properties=LABELS)), "no place for properties"),
])
def test_what_cannot_be_said_is_told_before(run, bench, ours, call, message):
    """Nothing is sent that would arrive as something else."""
    with pytest.raises(ValueError, match=message):
        run(call(ours))
    assert bench.pool.heard == []


def test_a_call_that_is_refused_names_the_argument(run, ours):
    """By its place, with its code."""
    with pytest.raises(OpenScsError, match=r"^SNRequestAllocated: BadInvalidArgument, argument 2 BadOutOfRange$"):
        run(ours.draw(asked(count=0)))


def test_many_requests_at_once_share_one_connection(run, bench):
    """And connect once."""
    async def draw():
        async with bench.pair() as (server, client):
            drawn = await asyncio.gather(*(client.draw(asked(f"R{each}")) for each in range(30)))
            return [serial for each in drawn for serial in each.serials], len(server.opcua.core._external_sessions)

    serials, sessions = run(draw())
    assert (len(serials), len(set(serials)), sessions) == (90, 90, 1)


def test_an_owner_that_is_slow_is_asked_again(run, bench):
    """BadTimeout of a call is no end of the connection."""
    async def draw():
        quick = Offer(name="pools", answer_within=Duration(30_000))
        async with bench.serving(quick) as server, bench.ours(server=server) as client:
            bench.pool.holds = True
            drawing = asyncio.create_task(client.draw(asked()))
            await bench.pool.asked()
            before = set(server.opcua.core._external_sessions)
            await bench.pool.asked(2)
            bench.pool.holds = False
            bench.pool.answer()
            return (await drawing).serials, set(server.opcua.core._external_sessions) == before

    assert run(draw()) == (("S0000", "S0001", "S0002"), True)


def test_a_server_that_is_not_there_is_named(run, bench):
    """With what was asked, how often, and why it failed."""
    client = OpenScsClient("opc.tcp://127.0.0.1:9/linebench", Access(), ClientOptions(
        attempts=2, retry_after=Duration(1_000)))
    with pytest.raises(OpenScsError, match=r"127.0.0.1:9/linebench: SNRequestAllocated was not answered in 2 att"):
        run(client.draw(asked()))


def test_a_wrong_password_is_not_tried_again(run, bench):
    """It is told at once."""
    client = OpenScsClient(bench.server.url, Access(
        policy="Basic256Sha256_SignAndEncrypt", user="l2", password="wrong", name="l2",
        folder=str(bench.folder / "l2")), ClientOptions(retry_after=Duration(3_600_000_000)))
    with pytest.raises(OpenScsError, match="BadUserAccessDenied"):
        run(client.draw(asked()))


def test_another_server_is_told_from_one_of_serials(run, bench):
    """What it has not is named."""
    async def ask():
        async with OpcUaServer(Endpoint(), Security(users=USERS), "tags") as server, OpenScsClient(
                server.url, Access()) as client:
            await client.draw(asked())

    with pytest.raises(OpenScsError, match=r"has not the namespace http://opcfoundation\.org/UA/OPENSCS-SER/"):
        run(ask())
