"""The store behind an enterprise repository: captures taken, and a hierarchy replayed."""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CASE, PALLET = 10, 30
"""Packs of a case, cases of a pallet."""
TOGETHER = 100
"""Packs of one commissioning event."""
BATCH = 1_000
"""Events of one capture."""
CAPTURES = 20
DRAW = 10_000
"""Serials of one draw."""


def _event(kind: str, step: str, **fields: Any) -> Any:
    from linebench.epcis.model import Event, Place

    return Event(type=kind, action="ADD", biz_step=step, event_time="2026-01-31T12:00:00.000+01:00",
                 event_time_zone_offset="+01:00", read_point=Place("urn:epc:id:sgln:9501101.00001.0"), **fields)


def _pack(number: int) -> str:
    return f"urn:epc:id:sgtin:9501101.053000.{number:09}"


def _container(number: int) -> str:
    return f"urn:epc:id:sscc:9501101.3{number:09}"


def _packed(parent: int, children: tuple[str, ...], **fields: Any) -> Any:
    return _event("AggregationEvent", "packing", parent_id=_container(parent), child_epcs=children, **fields)


def stock(packs: int) -> Iterator[Any]:
    """Events of so many packs: commissioned by the hundred, packed in cases, these on pallets."""
    cases, pallets = packs // CASE, packs // (CASE * PALLET)
    for count, name in ((packs, _pack), (cases + pallets, _container)):
        for first in range(0, count, TOGETHER):
            yield _event("ObjectEvent", "commissioning",
                         epc_list=tuple(name(number) for number in range(first, min(first + TOGETHER, count))))
    for case in range(cases):
        yield _packed(case, tuple(_pack(number) for number in range(case * CASE, (case + 1) * CASE)))
    for pallet in range(pallets):
        first = pallet * PALLET
        yield _packed(cases + pallet, tuple(_container(number) for number in range(first, first + PALLET)))


def single(batch: int) -> tuple[Any, ...]:
    """One capture's events: a pack each with its lot, and a case with its packs behind every ten."""
    ilmd = {"{urn:epcglobal:cbv:mda}lotNumber": "LOT1",
            "{urn:epcglobal:cbv:mda}itemExpirationDate": "2027-12-31"}
    names = (f"https://example.com/event/{batch}/{number}" for number in range(BATCH))

    def born(epc: str, **fields: Any) -> Any:
        return _event("ObjectEvent", "commissioning", disposition="active", epc_list=(epc,), event_id=next(names),
                      **fields)

    found: list[Any] = []
    for case in range(batch * BATCH, (batch + 1) * BATCH, CASE):
        packs = tuple(_pack(number) for number in range(case, case + CASE))
        if len(found) + CASE + 2 > BATCH:
            return (*found, *(born(pack, ilmd=ilmd) for pack in packs[:BATCH - len(found)]))
        found += [*(born(pack, ilmd=ilmd) for pack in packs), born(_container(case)),
                  _packed(case, packs, event_id=next(names))]
    return tuple(found)


def hierarchy(packs: int) -> dict[str, float]:
    """A history of a million packs, from its events in memory."""
    from probes import cpu, peak_mib

    from linebench.epcis.history import History

    events, history = list(stock(packs or 1_000_000)), History()
    wrong: list[Any] = []
    seconds = cpu(lambda: wrong.extend(history.replay(events)))
    return {"packs": packs or 1_000_000, "events": len(events), "cpu_s": seconds, "wrong": len(wrong),
            "inside": len(history.parents), "mib": peak_mib()}


def serials(packs: int) -> dict[str, float]:
    """A pool gives out a million serials by chance, to three who ask in turn; then all are compared."""
    from random import Random as Chance

    from probes import cpu, peak_mib

    from linebench.ports.serials import Draw
    from linebench.stack.machine import Send
    from linebench.stack.pool import PoolConfig, PoolPlan, Random, SerialPool

    wanted, criteria, seen = packs or 1_000_000, (("GTIN", "09501101530003"),), set[str]()
    plan = PoolPlan(form="SGTIN", criteria=criteria, size=2 * wanted, source=Random(14))
    pool = SerialPool(PoolConfig(pools=(plan,), most=DRAW), Chance(7))

    def draw() -> None:
        for number in range(wanted // DRAW):
            asked = Draw(f"line {number % 3}, request {number}", DRAW, "SGTIN", criteria)
            for effect in pool.receive("l3", asked, 0):
                if isinstance(effect, Send):
                    seen.update(effect.message.serials)

    seconds = cpu(draw)
    return {"given": wanted // DRAW * DRAW, "different": len(seen), "cpu_s": seconds, "mib": peak_mib()}


def capture(packs: int) -> dict[str, float]:
    """Documents in JSON read, their events judged and stored in SQLite, on the disk after each."""
    del packs
    from wires_probes import load

    from linebench.epcis.convert import written
    from linebench.epcis.model import Document

    batches = [single(batch) for batch in range(CAPTURES)]
    documents = [written(Document(version="2.0", created="2026-01-31T12:00:00Z", events=events), "json")
                 for events in batches]
    with tempfile.TemporaryDirectory() as folder:
        return {"load": load(), **_captured(documents, Path(folder)), "sync_ms": _bare_sync(Path(folder))}


def _captured(documents: list[bytes], folder: Path) -> dict[str, float]:
    from linebench.epcis.reading import read
    from linebench.ports.l4 import Capture
    from linebench.stack.l4.config import L4Config
    from linebench.stack.l4.enterprise import EnterpriseRepository
    from linebench.store import open_repository

    repository = open_repository(f"sqlite:///{folder / 'stock.db'}")
    level = EnterpriseRepository(L4Config(), repository)
    level.start({}, 0)
    answers: list[Any] = []
    begin, used = time.perf_counter(), time.process_time()
    for number, data in enumerate(documents, 1):
        answers.append(level.receive("l3", Capture(number, read(data).events), number))
    wall, cpu_s = time.perf_counter() - begin, time.process_time() - used
    stored = repository.count()
    repository.close()
    refused = sum(not answer.message.success for answer in answers)
    return {"events": stored, "wall_s": wall, "cpu_s": cpu_s, "per_s": stored / wall, "refused": refused,
            **_restarted(folder)}


def _restarted(folder: Path) -> dict[str, float]:
    """How long the level takes to stand up from what is stored."""
    from linebench.stack.l4.config import L4Config
    from linebench.stack.l4.enterprise import EnterpriseRepository
    from linebench.store import open_repository

    repository = open_repository(f"sqlite:///{folder / 'stock.db'}")
    begin = time.process_time()
    EnterpriseRepository(L4Config(), repository).start({}, 0)
    seconds = time.process_time() - begin
    repository.close()
    return {"restart_s": seconds}


def _bare_sync(folder: Path, times: int = 50) -> float:
    """Milliseconds of the machine's own fsync of a page, for comparison."""
    with (folder / "page").open("wb") as file:
        begin = time.perf_counter()
        for _ in range(times):
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
        return (time.perf_counter() - begin) / times * 1000
