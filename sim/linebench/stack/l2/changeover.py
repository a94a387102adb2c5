"""From one batch to the next: order, serials, devices, and the reconciliation at the end."""

from collections.abc import Mapping
from typing import Any

from linebench.ports.camera import CameraJob, CameraState
from linebench.ports.l3 import Order, OrderRefused, OrderRequest, Serials, SerialsRefused
from linebench.ports.plc import Command, Setup, SetupTold
from linebench.ports.printer import ClearQueue, JobTold
from linebench.product.keys import GsKeyError, checked_gtin
from linebench.stack.l2.batch import Batch
from linebench.stack.l2.closing import close_batch
from linebench.stack.l2.config import L2Config
from linebench.stack.l2.desk import Desk
from linebench.stack.l2.inspection import Inspection
from linebench.stack.l2.peers import Peers
from linebench.stack.l2.plc import ME, Plc
from linebench.stack.l2.printing import job_of
from linebench.stack.l2.production import Production
from linebench.stack.l2.read_back import ReadBack
from linebench.stack.machine import Arm, Cancel, Effect, Send, Store

__all__ = ["Changeover"]

_JOB_WRONG = "camera job wrong"


class Changeover:
    """Brings a batch to readiness step by step and answers the person who asked when it is there.

    ``phase``: ``none``, ``order``, ``serials``, ``devices`` (each waiting for an answer) or ``ready``.
    ``clearance``: who saw the line empty, ``""`` when nobody did since the last batch. ``stale``: devices or L1
    lost what they were set to, so they are set again before the line starts. ``inspection``: the camera's counters.
    No batch begins while a peer on the line is lost.
    """

    def __init__(self, config: L2Config, desk: Desk, plc: Plc, production: Production,
                 inspection: Inspection, *, peers: Peers) -> None:
        self._config = config
        self._desk = desk
        self._plc = plc
        self._production = production
        self._peers = peers
        self.inspection = inspection
        self._read_back = ReadBack(production.decisions)
        self._by = ""
        self._set = False
        self._batch: Batch | None = None
        self.phase = "none"
        self.clearance = ""
        self.stale = False

    def restore(self, restored: Mapping[str, Any], out: list[Effect], t: int) -> None:
        """Take up the batch that was running when power was lost."""
        self.clearance = restored.get("clearance", "")
        order: Order | None = restored.get("order")
        if order is None:
            return
        batch = self._batch_of(order)
        self._production.restore(batch, restored, out, t)
        out.append(Send("printer", job_of(batch)))  # what speaks to the printer was without power too
        self._batch = batch
        self.phase = "ready"
        self._production.arm(out)
        self._show(batch, out)

    def _batch_of(self, order: Order) -> Batch:
        recipe = self._config.recipes[order.gtin]
        return Batch(order, recipe, self._production.decisions.form_of(recipe.form))

    def clear(self, by: str, out: list[Effect]) -> None:
        """A person saw the line to be empty."""
        self.clearance = by
        out.append(Store("clearance", by))

    def begin(self, order: str, by: str, out: list[Effect]) -> str:
        """A person wants to start a batch. Returns why not, ``""`` when it is on its way."""
        if self.phase != "none":
            return "a batch is open already" if self.phase == "ready" else "a batch is being started"
        if not self._production.decisions.is_cleared(self.clearance):
            return "line clearance is not confirmed"
        if not self._plc.stands():
            return "the line runs"
        if missing := self._peers.missing():
            return missing
        self._by = by
        self.phase = "order"
        out.append(Send("l3", OrderRequest(order)))
        self._wait(out)
        return ""

    def ordered(self, order: Order, out: list[Effect]) -> None:
        """L3 gave the order."""
        if self.phase != "order":
            return
        order = self._production.decisions.taken(order)
        reason = self._unfit(order)
        if reason:
            self._fail(reason, out)
            return
        self._batch = self._batch_of(order)
        self.phase = "serials"
        self._production.supply.ask(self._batch, out)
        self._wait(out)

    def order_refused(self, message: OrderRefused, out: list[Effect]) -> None:
        """L3 gave no order."""
        if self.phase == "order":
            self._fail(message.reason, out)

    def supplied(self, message: Serials, out: list[Effect]) -> None:
        """Serial numbers came."""
        production = self._production
        batch = self._batch
        if batch is None or not production.supply.arrived(batch, message, out):
            production.return_orphans(message, out)
            return
        if self.phase == "serials":
            self.phase = "devices"
            self._set_devices(batch, out)
        elif self.phase == "ready":
            self._desk.cause_gone("serials low", out)
            self._desk.cause_gone("serials empty", out)
            production.printing.fill(out)

    def serials_refused(self, message: SerialsRefused, out: list[Effect]) -> None:
        """L3 allocated nothing."""
        if not self._production.supply.refused(message, out):
            return
        if self.phase == "serials":
            self._production.supply.forget(out)
            self._fail(f"no serial numbers: {message.reason}", out)

    def camera_says(self, message: CameraState, out: list[Effect], t: int) -> None:
        """The camera reports its job: the last thing to be right before a start."""
        batch = self._batch
        if batch is None:
            return
        right = message.online and message.job == batch.order.gtin
        if self.phase == "devices":
            self._camera_answered(batch, message, out, t, right=right)
        elif not right:
            self._camera_changed(message, out)

    def prepare(self, out: list[Effect], by: str) -> bool:
        """Set the devices again before a start when they lost it. False when nothing was to be done."""
        if not self.stale or self._batch is None:
            return False
        self._by = by
        self.phase = "devices"
        self._set_devices(self._batch, out)
        return True

    def overdue(self, out: list[Effect]) -> None:
        """Somebody did not answer in time."""
        untold = self._read_back.silent()
        silent = {"order": "the site server does not answer", "serials": "no serial numbers: no answer",
                  "devices": f"not read back: {untold}" if untold else "the camera does not answer"}
        if self.phase in silent:
            if self.phase == "serials":
                self._production.supply.forget(out)
            self._fail(silent[self.phase], out)

    def end(self, by: str, reason: str, out: list[Effect], t: int) -> None:
        """Close the batch; whoever asked had the right to."""
        batch = self._batch
        assert batch is not None
        self._desk.record(by, f"batch {batch.order.order} ended{': ' + reason if reason else ''}", out, t)
        self.inspection.ask(out)
        close_batch(self._production, batch, reason, out, t)
        out.extend((Store("order", None), Store("handed", None), Store("reported", None), Store("labels", None),
                    Store("unread", None)))
        self._batch = None
        self.phase = "none"
        self._desk.show("batch", "", out)

    def _unfit(self, order: Order) -> str:
        try:
            checked_gtin(order.gtin)
        except GsKeyError as fault:
            return f"order {order.order}: {fault}"
        if order.gtin not in self._config.recipes:
            return f"order {order.order}: no recipe for GTIN {order.gtin}"
        return "" if order.quantity > 0 else f"order {order.order}: quantity {order.quantity}"

    def _set_devices(self, batch: Batch, out: list[Effect]) -> None:
        order = batch.order
        if not self.stale:
            out.append(Send("printer", ClearQueue()))
        job = job_of(batch)
        setup = Setup(batch.recipe.weight_low, batch.recipe.weight_high, self._config.consecutive_limit)
        out.extend((Send("printer", job), Send("camera", CameraJob(order.gtin)), Send("l1", setup),
                    Send("l1", Command("restart_count", ME))))
        self._set = False
        if self._config.read_back:
            self._read_back.begin(job, setup, out)
        self._wait(out)

    def told(self, seat: str, message: JobTold | SetupTold, out: list[Effect], t: int) -> None:
        """A device tells what it was set to; a batch does not start on anything else."""
        if self.phase != "devices":
            return
        fault = self._read_back.told(seat, message)
        if fault:
            self._desk.alarm(fault.partition(":")[0], out, latched=True)
            self._fail(fault, out)
        elif self._set and self._batch is not None:
            self._all_set(self._batch, out, t)

    def _camera_answered(self, batch: Batch, message: CameraState, out: list[Effect], t: int, *,
                         right: bool) -> None:
        if self._production.decisions.setup_fault("" if right else _JOB_WRONG):
            self._desk.alarm(_JOB_WRONG, out, latched=True)
            self._fail(f"{_JOB_WRONG}: {message.job!r} instead of {batch.order.gtin!r}", out)
            return
        self._set = True
        self._all_set(batch, out, t)

    def _all_set(self, batch: Batch, out: list[Effect], t: int) -> None:
        """The camera is right, and so is what was read back; or something is still to be told."""
        if self._read_back.wanted:
            return
        out.append(Cancel("changeover"))
        self.phase = "ready"
        if self.stale:
            self.stale = False
            production = self._production
            production.finish(production.tracks.abandon(), "rejected", "tracking lost", out, t)
            production.fates.recount()
            production.printing.fill(out)
            self._plc.ask("start", "start_line", self._by, out)
            return
        self._ready(batch, out, t)

    def _ready(self, batch: Batch, out: list[Effect], t: int) -> None:
        self.clearance = ""
        out.extend((Store("clearance", None), Store("order", batch.order)))
        self._production.begin(batch)
        self._production.printing.fill(out)
        self._production.arm(out)
        self._show(batch, out)
        self._desk.record(self._by, f"batch {batch.order.order} started", out, t)
        self._desk.answer("start_batch", "", out)

    def _camera_changed(self, message: CameraState, out: list[Effect]) -> None:
        if self.phase == "ready":
            self._desk.alarm(_JOB_WRONG if message.online else "camera down", out, latched=True)
            self._plc.distrust(out)
            self.stale = True

    def _fail(self, reason: str, out: list[Effect]) -> None:
        out.append(Cancel("changeover"))
        self._read_back.wanted.clear()
        if self.stale:
            self.phase = "ready"
            self._desk.answer("start_line", reason, out)
            return
        batch, self._batch = self._batch, None
        if batch is not None and batch.book.serials:
            self._production.return_serials(batch.order.order, tuple(batch.book.serials), out)
            self._production.supply.forget(out)
        self.phase = "none"
        self._desk.answer("start_batch", reason, out)

    def _show(self, batch: Batch, out: list[Effect]) -> None:
        order = batch.order
        for item, value in (("batch", order.order), ("gtin", order.gtin), ("lot", order.lot),
                            ("expiry", order.expiry), ("quantity", str(order.quantity))):
            self._desk.show(item, value, out)

    def _wait(self, out: list[Effect]) -> None:
        out.append(Arm("changeover", self._config.answer_within_us))
