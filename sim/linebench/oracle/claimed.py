"""The ledger's part on claims and containers: what the levels say, beside what is physically in each case."""

from collections.abc import Callable
from itertools import repeat
from operator import lt
from typing import Any

from linebench.oracle.book import Book
from linebench.oracle.facts import PASSED, Container, Packing, Status, Track
from linebench.oracle.serials import CLAIM_SHIFT, COMMISSIONED, GOOD, PACKED, READ, STATUS
from linebench.records import claim, truth

__all__ = ["Claimed", "commissioned_by"]

_SOUND = GOOD | READ


class Claimed:
    """Follows claims and the containers they are about."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._serials = book.serials
        limit = book.world.limit("URS-REP-003")
        self._limit = limit.high if limit is not None and limit.high is not None else 1 << 62

    def handlers(self) -> dict[type, Callable[[Any, int], None]]:
        """The record types this part reads."""
        return {claim.SerialsClaimed: self._status, claim.PackedClaimed: self._packed,
                claim.UnpackedClaimed: self._unpacked, claim.BatchClaimed: self._batch,
                claim.AllClaimed: self._all, claim.WithdrawnClaimed: self._withdrawn,
                claim.TracksClaimed: self._tracks, truth.PackCased: self._cased,
                truth.CaseFilled: self._filled, truth.ContainerLabelled: self._labelled,
                truth.CaseEjected: self._ejected, truth.PalletFilled: self._stacked}

    def _status(self, said: claim.SerialsClaimed, at: int) -> None:
        book, serials = self._book, self._serials
        if said.source not in CLAIM_SHIFT or book.repeat == (said.source, said.t):
            return
        book.sources[said.source] = book.sources.get(said.source, 0) + 1
        status = Status(said, at, serials)
        book.tell("status", status)
        if said.status == "commissioned":
            self._commissioned(status)
        else:
            book.tell("serials", status)
        serials.add(status.keys, status.before, STATUS.get(said.status, 0) << CLAIM_SHIFT[said.source])

    def _commissioned(self, status: Status) -> None:
        """Rules hear of it unless all is as usual: on good packs that were read, for the first time and in time."""
        book, said, keys = self._book, status.claim, status.keys
        status.left = list(map(book.awaiting.pop, keys, repeat(None)))
        status.viewed = list(map(book.viewed_at.pop, keys, repeat(0)))
        gone = [left for left in status.left if left is not None]
        book.tally.lags.extend([said.t - left for left in gone])
        book.tally.commissioned_at.setdefault(said.source, {}).update(zip(keys, said.times_us, strict=False))
        again = status.some & COMMISSIONED << CLAIM_SHIFT[said.source]
        if (status.every & _SOUND != _SOUND or again or min(gone, default=said.t) < said.t - self._limit
                or any(map(lt, said.times_us, status.viewed))):
            book.tell("serials", status)
        book.tally.commissioned += len(keys)

    def _packed(self, said: claim.PackedClaimed, at: int) -> None:
        book, serials = self._book, self._serials
        if said.source not in CLAIM_SHIFT or book.repeat == (said.source, said.t):
            return
        book.sources[said.source] = book.sources.get(said.source, 0) + 1
        box = book.by_sscc.get(said.parent[2:])
        packing = Packing(said, at, serials, box)
        keys = packing.keys
        book.tell("packed", packing)
        serials.add(keys, packing.before, PACKED << CLAIM_SHIFT[said.source])
        if box is not None and not (box.handled and (box.children is None or said.source in box.claimed)):
            self._compare(box, said, keys, at)

    def _compare(self, box: Container, said: claim.PackedClaimed, keys: list[str], at: int) -> None:
        box.claimed.add(said.source)
        if box.children is None:
            box.waiting.append((said.source, tuple(keys), said.t, at))
        else:
            self._book.tell("contents", said.source, box, keys, said.t, at)

    def _unpacked(self, said: claim.UnpackedClaimed, _: int) -> None:
        if said.source not in CLAIM_SHIFT:
            return
        flag = PACKED << CLAIM_SHIFT[said.source]
        for epc in said.children:
            key = self._serials.key(epc)
            self._serials[key] = self._serials.get(key, 0) & ~flag

    def _withdrawn(self, said: claim.WithdrawnClaimed, _: int) -> None:
        """What was said does not hold: a status is none, what was unpacked is in there."""
        if said.source not in CLAIM_SHIFT:
            return
        bit = PACKED if said.what in ("packed", "unpacked") else STATUS.get(said.what, 0)
        flag = bit << CLAIM_SHIFT[said.source]
        for key in self._serials.keys_of(said.epcs):
            state = self._serials.get(key, 0)
            self._serials[key] = state | flag if said.what == "unpacked" else state & ~flag

    def _batch(self, said: claim.BatchClaimed, at: int) -> None:
        book = self._book
        if book.repeat == (said.source, said.t):
            return
        batch = next((one for one in reversed(book.batches) if one.order == said.order), book.batch)
        if batch is not None:
            batch.claims.append((said, at))

    def _all(self, said: claim.AllClaimed, at: int) -> None:
        self._book.told_all[said.source] = (said.t, at)
        self._book.tell("told_all", said.source, said.t, at)

    def _tracks(self, said: claim.TracksClaimed, at: int) -> None:
        book = self._book
        book.tracks_seen = True
        book.tally.tracks += len(said.results)
        book.tally.newest_track = max(book.tally.newest_track, max(said.results, default=(0,))[0])
        pop, odd = book.outcomes.pop, []
        for result in said.results:
            outcome = pop(result[0], 0)
            if outcome & 3 != PASSED or result[1] != "passed":
                odd.append(Track(*result, outcome))
                if not outcome and result[0] in book.by_trigger:
                    book.by_trigger[result[0]].track = result[1]
        if odd:
            book.tell("tracks", said, at, odd)

    def _cased(self, cased: truth.PackCased, _: int) -> None:
        self._book.children[cased.pack] = self._book.out.pop(cased.pack, "")

    def _filled(self, filled: truth.CaseFilled, at: int) -> None:
        children = self._book.children
        keys = dict(zip(filled.packs, map(children.pop, filled.packs, repeat("")), strict=True))
        self._close("case", filled.case, tuple(keys.values()), filled.t, at)
        self._book.boxed.append((self._container("case", filled.case), keys))

    def _stacked(self, filled: truth.PalletFilled, at: int) -> None:
        cases = (self._container("case", case) for case in filled.cases)
        pallet = self._container("pallet", filled.pallet)
        children = []
        for case in cases:
            case.parent = pallet
            children.append("00" + case.sscc)
        self._close("pallet", filled.pallet, tuple(children), filled.t, at)

    def _close(self, kind: str, number: int, children: tuple[str, ...], t: int, at: int) -> None:
        box = self._container(kind, number)
        box.children, box.t, box.at, box.batch = children, t, at, self._book.batch
        self._count(kind)
        for source, keys, claimed_t, claimed_at in box.waiting:
            self._book.tell("contents", source, box, keys, claimed_t, claimed_at)
        box.waiting.clear()

    def _count(self, kind: str) -> None:
        batch = self._book.batch
        if batch is not None:
            batch.cases += kind == "case"
            batch.pallets += kind == "pallet"

    def _container(self, kind: str, number: int) -> Container:
        return self._book.containers.setdefault((kind, number), Container(kind, number))

    def _labelled(self, label: truth.ContainerLabelled, _: int) -> None:
        box = self._container(label.container, label.number)
        box.sscc = label.sscc
        self._book.by_sscc[label.sscc] = box

    def _ejected(self, ejected: truth.CaseEjected, _: int) -> None:
        self._book.eject(self._container("case", ejected.case))


def commissioned_by(state: int, source: str) -> bool:
    """Whether a level has claimed that the serial of this state is commissioned."""
    return bool(state & COMMISSIONED << CLAIM_SHIFT[source])
