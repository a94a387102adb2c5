"""The methods of the managers: arguments into messages to the owner, and its answers into output arguments.

A wrong argument is BadInvalidArgument with a code for each argument; what the owner refuses is a ReturnStatus.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec
from asyncua import ua

from linebench.ports.serials import Draw, Drawn, Inspect, Move, Moved, Pack, Pairs
from linebench.wire.opcua.methods import CALLER, Handler, Outcome, Refused
from linebench.wire.openscs.asking import Asking, OtherQuestionError
from linebench.wire.openscs.offer import Offer
from linebench.wire.openscs.statements import Statement, Statements
from linebench.wire.openscs.structures import (
    Labels,
    Make,
    UnfitError,
    drawn_collection,
    read_collection,
    read_labels,
    read_pairs,
    sn_collection,
    text,
)
from linebench.wire.openscs.words import EVENTS, Group, ReturnStatus, number_of

__all__ = ["Handlers", "argument"]

_C = ua.StatusCodes


@contextmanager
def argument(place: int, number: int) -> Iterator[None]:
    """Inside the block the argument ``place`` of ``number`` is read; one that is unfit is BadOutOfRange."""
    try:
        yield
    except UnfitError as error:
        codes = [_C.BadOutOfRange if each == place else _C.Good for each in range(number)]
        raise Refused(_C.BadInvalidArgument, *codes) from error


class Handlers:
    """The methods of one server.

    Args:
        make: makes structures.
        offer: limits and names.
        asking: the owner.

    """

    def __init__(self, make: Make, offer: Offer, asking: Asking) -> None:
        self._make, self._offer, self._asking = make, offer, asking
        self._statements = Statements()

    def draw(self, state: str) -> Handler:
        """A method that gives numbers in ``state``."""
        async def handler(name: str | None, count: int, form: str | None, criteria: Sequence[Any] | None,
                          token: str | None) -> Outcome:
            with argument(1, 5):
                _within(count, self._offer.most_requested)
            with argument(3, 5):
                pairs = read_pairs(criteria)
            asked = Draw(f"{CALLER.get()}/{text(token)}", count, text(form), pairs, state, text(name))
            number, collection = await self._drawn(asked, text(token))
            return [_status(number), ua.Variant(collection, ua.VariantType.ExtensionObject),
                    ua.Variant(text(token), ua.VariantType.String)]

        return handler

    def move(self, state: str, most: int) -> Handler:
        """A method that takes at most ``most`` numbers, which are in ``state`` from then on."""
        async def handler(collection: Any, criteria: Sequence[Any] | None, form: str | None) -> Outcome:  # noqa: ANN401 - a structure made from the table
            with argument(0, 3):
                given = read_collection(collection, most)
            with argument(1, 3):
                pairs = read_pairs(criteria)
            return await self._said(Move("", given.serials, state, text(form), pairs, collection=given.name), "sn")

        return handler

    def event(self, name: str) -> Handler:
        """The event ``name``. Where it brings no state, something was only looked at."""
        state, group = EVENTS[name]
        read: Callable[[Any, int], Labels] = read_collection if group == "sn" else read_labels

        async def handler(collection: Any, form: str | None, context: Sequence[Any] | None) -> Outcome:  # noqa: ANN401 - as above
            with argument(0, 3):
                given = read(collection, self._offer.most_events)
            with argument(2, 3):
                criteria, rest = self._divided(read_pairs(context))
            kind = Move if state else Inspect
            return await self._said(kind("", given.serials, state or given.state, text(form), criteria,
                                         rest + given.about, given.name, given.properties), group)

        return handler

    def pack(self, *, packed: bool) -> Handler:
        """Packing or unpacking."""
        async def handler(elements: Sequence[Any] | None, parent_form: str | None, child_form: str | None,
                          context: Sequence[Any] | None) -> Outcome:
            with argument(0, 4):
                read, said = self._elements(elements or (), packed=packed)
            with argument(3, 4):
                pairs = read_pairs(context)
            return await self._said(Pack("", read, packed, text(parent_form), text(child_form), pairs, said),
                                    "aggregation")

        return handler

    async def _drawn(self, asked: Draw, token: str) -> tuple[ReturnStatus, Any]:
        """What is given, and its collection; an empty one where nothing is."""
        empty = sn_collection(self._make, asked.collection, asked.state, ())
        if not token:
            return ReturnStatus.BAD_TOKEN, empty  # without one a repeated request could not be told from a new one
        if not self._offer.takes(asked.form):
            return ReturnStatus.UNKNOWN_FORMAT, empty
        try:
            answer = await self._asked(asked)
        except OtherQuestionError:
            return ReturnStatus.BAD_TOKEN, empty
        assert isinstance(answer, Drawn), answer
        self._statements.drawn(CALLER.get(), asked.request, answer.serials)
        return number_of(answer.status, "sn"), drawn_collection(self._make, answer, asked.state)

    async def _said(self, statement: Statement, group: Group) -> Outcome:
        forms = (statement.parent_form, statement.child_form) if isinstance(statement, Pack) else (statement.form,)
        if not all(map(self._offer.takes, forms)):
            return [_status(ReturnStatus.UNKNOWN_FORMAT)]
        user = CALLER.get()
        request = self._statements.request(user, statement)
        answer = await self._asked(msgspec.structs.replace(statement, request=request))
        assert isinstance(answer, Moved), answer
        if answer.status != "ok":
            self._statements.refused(user, request)
        return [_status(number_of(answer.status, group))]

    async def _asked(self, question: Draw | Statement) -> object:
        try:
            return await self._asking.ask(question)
        except TimeoutError as error:
            raise Refused(_C.BadTimeout) from error

    def _divided(self, context: Pairs) -> tuple[Pairs, Pairs]:
        """What says which pool it is, and the rest: events have one place for both."""
        names = {name for name, _ in self._offer.criteria}
        return (tuple(each for each in context if each[0] in names),
                tuple(each for each in context if each[0] not in names))

    def _elements(self, elements: Sequence[Any], *, packed: bool) -> tuple[Any, Any]:
        """Containers with what went in or out of them, and what is said of single ones."""
        _within(len(elements), self._offer.most_aggregations)
        parents = [text(each.ParentElement.ID) for each in elements]
        children = [read_labels(each.ParentElementCollection, self._offer.most_events, empty=not packed)
                    for each in elements]
        names = [*parents, *(serial for each in children for serial in each.serials)]
        if not all(names) or len(set(names)) < len(names):
            raise UnfitError("a container or what is in it is empty or there twice")
        said = [(parent, read_pairs(each.ParentElement.LabelProperties))
                for parent, each in zip(parents, elements, strict=True)]
        said += [pair for each in children for pair in each.properties]
        return (tuple(zip(parents, (each.serials for each in children), strict=True)),
                tuple(each for each in said if each[1]))


def _within(number: int, most: int) -> None:
    if not 0 < number <= most:
        raise UnfitError(f"found {number}, expected 1 to {most}")


def _status(number: ReturnStatus) -> ua.Variant:
    return ua.Variant(int(number), ua.VariantType.Int32)
