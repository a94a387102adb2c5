"""A store that was restored from a backup: what the site has heard since is put into it.

What the site knows is certain. Which other serial numbers were used since the backup nobody can say, so every open
one counts as used and is void; new ones are asked for.
"""

from collections.abc import Iterator, MutableMapping
from typing import Any

from linebench.ports.l3 import AggregationEvent, AskStanding, CodedSerials, Event, Order, Standing
from linebench.stack.l2.facts import BROKEN, PUT_IN, Fact

__all__ = ["BACKUP", "ask_of", "bring_up_to_date"]

BACKUP = "backup"
"""Key that a backup has and a store in use has not."""
_STATUS = {"commissioning": "commissioned", "decommissioning": "rejected", "sampling": "sampled",
           "destroying": "destroyed"}
_SKIPPED = 100
"""Numbers of containers left out behind the last that the site knows: labels that were refused are not reported."""

Store = MutableMapping[str, Any]


def ask_of(store: Store) -> AskStanding:
    """What a restored line asks its site."""
    order: Order | None = store.get("order")
    return AskStanding(order.order if order else "", store.get("sequence", 0), store.get("request", 0))


def bring_up_to_date(store: Store, told: Standing) -> None:
    """Put into the store what the site told; what it has heard is not sent again."""
    newer = told.sequence > store.get("sequence", 0)
    order: Order | None = store.get("order")
    for number in [each.sequence for key, each in store.items() if key.startswith("document:")]:
        if number <= told.sequence:
            store.pop(f"document:{number}")
    store["sequence"] = max(told.sequence, store.get("sequence", 0))
    store["request"] = max(told.request, store.get("request", 0))
    if order is None:
        return
    if told.finished:
        _drop(store)
        return
    _add_blocks(store, told)
    if newer:
        _add_facts(store, told, order)
    store["handed"] = sum(len(block) for block in _numbered(store, "block"))
    store["labels"] = store.get("labels", 0) + _SKIPPED + len(told.reports)


def _drop(store: Store) -> None:
    """The batch of the backup has ended since."""
    names = ("fact:", "block:", "beside:", "track:")
    for key in [key for key in store if key.startswith(names)]:
        store.pop(key)
    for key in ("order", "handed", "reported", "labels", "unread"):
        store.pop(key, None)


def _add_blocks(store: Store, told: Standing) -> None:
    count = len(list(_numbered(store, "block")))
    for number, block in enumerate(told.blocks, count):
        store[f"block:{number}"] = block.serials
        if isinstance(block, CodedSerials):
            store[f"beside:{number}"] = block.extra


def _add_facts(store: Store, told: Standing, order: Order) -> None:
    """What was certain and in no report at the time of the backup is in those that came behind it."""
    count = len(list(_numbered(store, "fact")))
    reported = min(store.get("reported", 0), count)
    for number in range(reported, count):
        store.pop(f"fact:{number}")
    known = {fact[2] for fact in _numbered(store, "fact") if fact[0] == "packed"}
    facts = [fact for report in told.reports for event in report.events for fact in _facts(event, order, known)]
    for number, fact in enumerate(facts, reported):
        store[f"fact:{number}"] = fact
    store["reported"] = reported + len(facts)


def _facts(event: Event, order: Order, known: set[str]) -> Iterator[Fact]:
    """What an event says that L2 once reported."""
    if isinstance(event, AggregationEvent):
        yield _aggregated(event, known)
        return
    head = f"01{order.gtin}21"
    if event.epcs[0].startswith(head):
        serials = tuple(epc.removeprefix(head) for epc in event.epcs)
        yield _STATUS[event.step], event.times_us[0], "", serials, event.reason
    elif event.action == "DELETE":
        yield BROKEN, event.times_us[0], event.epcs[0], (), event.reason


def _aggregated(event: AggregationEvent, known: set[str]) -> Fact:
    word = "case" if event.children[0].startswith("01") else "pallet"
    if event.action == "DELETE":
        return "unpacked", event.time_us, event.parent, event.children, word
    kind = PUT_IN if event.parent in known else "packed"
    known.add(event.parent)
    return kind, event.time_us, event.parent, event.children, word


def _numbered(store: Store, name: str) -> Iterator[Any]:
    number = 0
    while (value := store.get(f"{name}:{number}")) is not None:
        yield value
        number += 1
