"""What hands do when L3 asks for it: each act by the words in ``ports.desk.Ask.act``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from linebench.site.store import Store
from linebench.site.unit import Unit, Why

__all__ = ["ACTS", "Hand"]


@dataclass(slots=True)
class Hand:
    """What somebody deals with.

    Attributes:
        subject: what they began about.
        pack: the single thing that it is about, where the subject is what that is in.
        other: another thing that is needed, such as the pack that takes a place.
        held: what they had in their hands last, and scan when a scan is asked for.
        loose: what they took out of the subject.

    """

    subject: Unit
    pack: Unit | None = None
    other: Unit | None = None
    held: Unit | None = None
    loose: list[Unit] = field(default_factory=list)

    @property
    def one(self) -> Unit:
        """The single thing, else the subject."""
        return self.pack or self.subject


Act = Callable[[Store, int, str, Hand, str], None]


def _label_pack(store: Store, t: int, who: str, hand: Hand, shown: str) -> None:
    hand.held = hand.one
    store.label(t, who, hand.one, shown)


def _label_subject(store: Store, t: int, who: str, hand: Hand, shown: str) -> None:
    hand.held = hand.subject
    store.label(t, who, hand.subject, shown)


def _empty(store: Store, t: int, who: str, hand: Hand, shown: str) -> None:  # noqa: ARG001  # acts are called alike
    hand.loose = list(hand.subject.inside)
    for unit in hand.loose:
        store.take_out(t, who, unit)


def _fill_new(store: Store, t: int, who: str, hand: Hand, shown: str) -> None:
    """The old case goes off its pallet and away; the new one takes its place."""
    old, pallet = hand.subject, hand.subject.box
    store.take_out(t, who, old)
    store.let_go(t, who, old, "destroyed")
    hand.held = store.new_case(t, who, shown)
    for unit in hand.loose:
        store.put_in(t, who, unit, hand.held)
    if pallet is not None:
        store.put_in(t, who, hand.held, pallet)


def _take_pack(store: Store, t: int, who: str, hand: Hand, shown: str) -> None:  # noqa: ARG001  # as above
    hand.held = hand.one
    store.take_out(t, who, hand.one)


def _fetch(store: Store, t: int, who: str, hand: Hand, shown: str) -> None:  # noqa: ARG001  # as above
    hand.held = hand.other


def _swap(store: Store, t: int, who: str, hand: Hand, shown: str) -> None:  # noqa: ARG001  # as above
    assert hand.other is not None
    store.let_go(t, who, hand.one, "destroyed")
    store.take_out(t, who, hand.other)
    store.put_in(t, who, hand.other, hand.subject)


def _leaving(why: Why) -> Act:
    def act(store: Store, t: int, who: str, hand: Hand, shown: str) -> None:  # noqa: ARG001  # as above
        store.take_out(t, who, hand.one)
        store.let_go(t, who, hand.one, why)

    return act


def _coming(why: str) -> Act:
    def act(store: Store, t: int, who: str, hand: Hand, shown: str) -> None:  # noqa: ARG001  # as above
        store.take_out(t, who, hand.subject)  # what comes by itself was unpacked where it has been
        store.take_back(t, who, hand.subject, why)

    return act


ACTS: Mapping[str, Act] = MappingProxyType({
    "label the pack": _label_pack,
    "label the pallet": _label_subject,
    "empty the case": _empty,
    "fill a new case": _fill_new,
    "take out the pack": _take_pack,
    "fetch another pack": _fetch,
    "fetch the right one": _fetch,
    "swap the packs": _swap,
    "take the sample": _leaving("sample"),
    "destroy the pack": _leaving("destroyed"),
    "load it": _leaving("shipped"),
    "unload it": _coming("unloaded"),
    "take it back": _coming("returned"),
})
"""Every act, by its words."""
