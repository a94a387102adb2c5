"""Aggregation at one station: a container's contents are checked, it is labelled, and the label is read back.

Only when everything agrees is the container reported; a refused one is ejected and its children are held.
"""

from collections.abc import Callable, Mapping
from typing import Any

from linebench.ports.packer import CloseNow, ContentsRead, LabelOrder, LabelRead, Release
from linebench.product.keys import container_epc, sscc
from linebench.stack.l2.batch import Batch
from linebench.stack.l2.book import COMMISSIONED, VERIFIED
from linebench.stack.l2.config import L2Config
from linebench.stack.l2.decisions import L2Decisions
from linebench.stack.l2.desk import Desk
from linebench.stack.l2.facts import Fact
from linebench.stack.machine import Arm, Cancel, Effect, Send, Store

__all__ = ["Station"]

_REPRINTS = 1
"""Labels printed again for one container before it is refused."""
_PEERS = {"case": "packer", "pallet": "palletizer"}

Learn = Callable[[Fact, list[Effect], int], None]


class Station:
    """Case packer or palletizer. ``stage``: ``idle``, ``contents`` (waiting for fates of children) or ``label``.

    ``partial``: why the next container may be closed before it is full, ``""`` when it may not.
    """

    __slots__ = ("_accepted", "_children", "_config", "_decisions", "_desk", "_learn", "_released", "_reprints",
                 "_serials", "_short", "_sscc", "_trigger", "batch", "partial", "stage", "word")

    def __init__(self, word: str, config: L2Config, decisions: L2Decisions, desk: Desk, learn: Learn) -> None:
        self.word = word
        self._decisions = decisions
        self._config = config
        self._desk = desk
        self._learn = learn
        self.batch: Batch | None = None
        self.stage = "idle"
        self.partial = ""
        self._serials: tuple[str, ...] = ()
        self._accepted = False
        self._released = 0
        self._begin_container(0, ())

    @property
    def peer(self) -> str:
        """The seat that fills its containers."""
        return _PEERS[self.word]

    def begin(self, batch: Batch | None) -> None:
        """Aggregate for this batch from now on."""
        self.batch = batch
        self.stage = "idle"
        self.partial = ""
        self._accepted = False
        self._released = 0
        self._begin_container(0, ())

    def contents(self, message: ContentsRead, out: list[Effect], t: int) -> None:
        """The station read what is in the container."""
        if self.batch is None:
            out.append(self._release(message.trigger, accept=False))
            return
        if self.stage != "idle":
            self._hold(self._children, out, t)  # cleared away by hand before it was finished
        self._begin_container(message.trigger, message.contents)
        out.append(Store(self.word, (message.trigger, self._children)))
        self.stage = "contents"
        if self._undecided():
            out.append(Arm(self.word, self._config.settle_within_us))
        else:
            self.decide(out, t)

    def settled(self, out: list[Effect], t: int) -> None:
        """Fates of packs became known: perhaps the container can be decided now."""
        if self.stage == "contents" and not self._undecided():
            out.append(Cancel(self.word))
            self.decide(out, t)

    def decide(self, out: list[Effect], t: int) -> None:
        """Decide on the contents with what is known."""
        if self.stage != "contents":
            return
        fault = self._decisions.child_fault(self._fault())
        if fault:
            self._refuse(fault, out, t)
        else:
            self.stage = "label"
            self._label(out)

    def label(self, message: LabelRead, out: list[Effect], t: int) -> bool:
        """The station read the label back. True when the container is closed and reported."""
        if self.batch is None or self.stage != "label" or message.trigger != self._trigger:
            return False
        ordered = container_epc(self._sscc)
        if self._decisions.label_agrees(message.content, ordered):
            self._learn(("packed", t, ordered, self._children, self.word), out, t)
            self._finish(out, accept=True)
            return True
        self._desk.record("l2", f"{self.word} label {self._sscc} void: {message.content or 'unreadable'}", out, t)
        if self._reprints < _REPRINTS:
            self._reprints += 1
            self._label(out)
        else:
            self._refuse("label not verified", out, t)
        return False

    def close_now(self, reason: str, out: list[Effect]) -> None:
        """Close the open container though it is not full; at once, or when the one before is out of the way."""
        self.partial = reason
        # a wish that meets nothing to close must not excuse a short container later
        out.append(Arm(f"{self.word}:partial", self._config.settle_within_us))
        if self.stage == "idle":
            out.append(Send(self.peer, CloseNow(self.word)))

    def partial_over(self, out: list[Effect], t: int) -> None:  # noqa: ARG002  # all timers alike
        """Nothing was there to be closed early."""
        self.partial = ""

    def regained(self, out: list[Effect], t: int) -> None:
        """The station was lost and is within reach again: nobody knows what got through meanwhile.

        A container under way is refused, the decision on one that is finished is said again, and those behind it,
        whose contents may have been told to nobody, are ejected: the next, and when the station was lost again
        before it said anything, the one behind that too, for it may have been closed meanwhile.
        """
        if self.batch is None:
            return
        if self.stage != "idle":
            self._refuse("its station was not reached", out, t)
        elif self._trigger:
            out.append(self._release(self._trigger, accept=self._accepted))
        behind = range(self._trigger + 1, max(self._released, self._trigger) + 2)
        out += [self._release(trigger, accept=False) for trigger in behind]

    def unlabelled(self, out: list[Effect], t: int) -> None:
        """No label was read back in time: the order or the reading got lost."""
        if self.stage == "label":
            self._refuse("no label was read back", out, t)

    def recover(self, restored: Mapping[str, Any], out: list[Effect], t: int) -> None:
        """After a power loss: eject a container whose label nobody saw, and hold what is known of it."""
        trigger, children = restored.get(self.word, (0, ()))
        out.append(self._release(trigger, accept=False))
        out.append(self._release(trigger + 1, accept=False))
        if children:
            self._hold(children, out, t)
        out.append(Store(self.word, (trigger, ())))

    def go_on(self, restored: Mapping[str, Any]) -> None:
        """After an ordered shutdown: no container was under way, and the last one went on as it was decided."""
        self._trigger, _ = restored.get(self.word, (0, ()))
        self._released = self._trigger
        self._accepted = bool(self._trigger)

    def _fault(self) -> str:
        children = self._children
        size = self._size()
        count = len(children)
        if "" in children:
            return "a code in it could not be read or is not of this batch"
        if len(set(children)) != count:
            return "the same code twice"
        if count > size or count == 0 or (count < size and not self._short):
            return f"{count} inside instead of {size}"
        return self._wrong_child()

    def _size(self) -> int:
        if self.batch is None:
            return 0
        return self.batch.order.case_size if self.word == "case" else self.batch.order.pallet_size

    def _wrong_child(self) -> str:
        batch = self.batch
        assert batch is not None
        for known, what in ((batch.parents, "is packed already"), (batch.held, "is held")):
            if not known.keys().isdisjoint(self._children):
                return f"{next(child for child in self._children if child in known)} {what}"
        if self.word == "pallet":
            unknown = [child for child in self._children if child not in batch.closed]
        else:
            statuses = self._statuses()
            if statuses.count(COMMISSIONED) == len(statuses):
                return ""
            unknown = [child for child, status in zip(self._children, statuses, strict=True)
                       if status != COMMISSIONED]
        return f"{unknown[0]} is not commissioned" if unknown else ""

    def _statuses(self) -> list[int | None]:
        """Status of each pack in the case."""
        batch = self.batch
        assert batch is not None
        return list(map(batch.book.status.get, self._serials))

    def _undecided(self) -> bool:
        """Whether L1 has yet to say what became of a child that was verified."""
        return self.word == "case" and VERIFIED in self._statuses()

    def _begin_container(self, trigger: int, contents: tuple[str, ...]) -> None:
        self._trigger = trigger
        batch = self.batch
        self._children, self._serials = contents, ()
        if self.word == "case" and batch is not None:
            self._serials = batch.serials_of(contents)
            self._children = tuple([batch.epc_prefix + serial if serial else "" for serial in self._serials])
        self._short = bool(self.partial) and len(contents) < self._size()
        if self._short:
            self.partial = ""
        self._reprints = 0
        self._sscc = ""

    def _label(self, out: list[Effect]) -> None:
        batch = self.batch
        assert batch is not None
        order = batch.order
        self._sscc = sscc(order.sscc_prefix[1:], order.first_sscc + batch.labels,
                          extension=int(order.sscc_prefix[0]))
        batch.labels += 1
        out.append(Store("labels", batch.labels))
        out.append(Send(self.peer, LabelOrder(self.word, self._trigger, self._sscc)))
        out.append(Arm(f"{self.word}:label", self._config.label_within_us))

    def _refuse(self, reason: str, out: list[Effect], t: int) -> None:
        self._desk.alarm(f"{self.word} refused", out)
        self._desk.record("l2", f"{self.word} {self._trigger} refused: {reason}", out, t)
        self._hold(self._children, out, t)
        self._finish(out, accept=False)

    def _hold(self, children: tuple[str, ...], out: list[Effect], t: int) -> None:
        """Nobody may pack these any more; a child that is packed elsewhere is no child of this container."""
        batch = self.batch
        assert batch is not None
        members = tuple(child for child in children if child and child not in batch.parents)
        self._learn(("held", t, "", members, self.word), out, t)

    def _finish(self, out: list[Effect], *, accept: bool) -> None:
        if self.stage == "label":
            out.append(Cancel(f"{self.word}:label"))
        self.stage, self._accepted = "idle", accept
        out.append(Store(self.word, (self._trigger, ())))
        out.append(self._release(self._trigger, accept=accept))
        if self.partial:
            out.append(Send(self.peer, CloseNow(self.word)))

    def _release(self, trigger: int, *, accept: bool) -> Send:
        self._released = max(self._released, trigger)
        return Send(self.peer, Release(self.word, trigger, accept))
