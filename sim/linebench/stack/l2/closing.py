"""The end of a batch: every allocated serial gets its end state, and the balance is drawn."""

from linebench.ports.l3 import BatchReport
from linebench.ports.printer import ClearQueue
from linebench.stack.l2.batch import Batch
from linebench.stack.l2.book import ALLOCATED, COMMISSIONED, DESTROYED, REJECTED, RETURNED, SAMPLED
from linebench.stack.l2.production import Production
from linebench.stack.machine import Effect, Send

__all__ = ["close_batch", "open_things"]


def open_things(production: Production, batch: Batch, *, empty: bool) -> str:
    """What speaks against ending the batch, ``""`` when nothing does. ``empty``: L1 let the belt run empty."""
    tracks = production.tracks
    packs = tracks.unsettled()
    if not empty:
        packs += max(0, production.printing.done - max(tracks.top, production.fates.swept))
    if packs:
        return f"{packs} packs are on the line"
    for word, station in production.stations.items():
        if station.stage != "idle":
            return f"a {word} is being closed"
    if production.packs_cases() and batch.unpacked():
        return f"a case is open with {len(batch.unpacked())} packs"
    if production.packs_pallets() and batch.unpalletized():
        return f"a pallet is open with {len(batch.unpalletized())} cases"
    return ""


def close_batch(production: Production, batch: Batch, reason: str, out: list[Effect], t: int) -> None:
    """Give every serial its end state and report the balance.

    Printed and never read: rejected. Sent to the printer and not reported as printed: destroyed, for nobody
    can say that it was not printed. Never sent to the printer: back to the pool.
    """
    book = batch.book
    if production.packs_cases():
        production.note(f"commissioned and in no case: {len(batch.unaccounted())}", out, t)
    out.append(Send("printer", ClearQueue()))
    production.fates.sweep(production.printing.done, out, t)
    production.finish(book.between(1, book.handed), "destroyed", "not printed", out, t)
    production.finish(production.tracks.abandon(), "rejected", reason or "no fate reported", out, t)
    unused = tuple(serial for serial, status in book.status.items() if status == ALLOCATED)
    production.finish(unused, "returned", "", out, t)
    production.report(out)
    production.return_serials(batch.order.order, unused, out)
    production.outbox.post(lambda sequence: production.balanced(_balance(batch, sequence)), out)
    production.show(out)
    production.over(out)


def _balance(batch: Batch, sequence: int) -> BatchReport:
    counts = batch.book.counts
    allocated = len(batch.book.serials)
    return BatchReport(
        batch.order.order, allocated, counts[COMMISSIONED], counts[REJECTED], counts[SAMPLED], counts[DESTROYED],
        counts[RETURNED], allocated - sum(counts.values()), batch.cases, batch.pallets, sequence)
