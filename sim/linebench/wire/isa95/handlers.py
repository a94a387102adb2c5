"""The methods of a site: arguments into messages to the owner of the job orders, and its answers into ReturnStatus.

What cannot be an order or a command at all is BadInvalidArgument; what the owner does not take is a ReturnStatus.
"""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from asyncua import ua

from linebench.ports.erp import JobCommand, JobOrder, JobResponse, JobWish
from linebench.wire.isa95.asking import Asking, OtherOrderError, new_token
from linebench.wire.isa95.orders import Orders
from linebench.wire.isa95.profile import JobsProfile
from linebench.wire.isa95.responses import read_state
from linebench.wire.isa95.values import UnfitError, localized, text
from linebench.wire.isa95.words import MOVES, ORDERS, written_status
from linebench.wire.opcua.methods import Handler, Outcome, Refused
from linebench.wire.side import Noted

__all__ = ["Board", "Handlers"]

_C, _V = ua.StatusCodes, ua.VariantType


class Board(Protocol):
    """Where job orders are shown."""

    def has_room(self, job: str) -> bool:
        """Whether an order of this number may come."""

    def ordered(self, order: JobOrder, given: Any, state: str) -> None:  # noqa: ANN401 - a structure made from the table
        """The owner has taken an order."""

    def moved(self, job: str, method: str) -> None:
        """The owner has carried out a command."""

    def response(self, told: JobResponse) -> Any:  # noqa: ANN401 - as above
        """What became of a job order, as a structure."""

    def no_response(self) -> Any:  # noqa: ANN401 - as above
        """A structure that says nothing."""


class Handlers:
    """The methods of one server.

    Args:
        profile: limits and forms.
        orders: reads orders.
        asking: the owner.
        board: where job orders are shown.
        note: given why something was refused, for which the standard has no place.
        token: see ``new_token``.

    """

    def __init__(self, profile: JobsProfile, orders: Orders, asking: Asking, board: Board, *,
                 note: Callable[[Noted], None], token: Callable[[], str] = new_token) -> None:
        self._profile, self._orders, self._asking, self._board = profile, orders, asking, board
        self._note, self._token = note, token

    def of(self, method: str) -> Handler:
        """The handler of a method of the receiver."""
        return self._order(method) if method in ORDERS else self._command(method)

    def _order(self, method: str) -> Handler:
        async def handler(given: Any, comments: Sequence[Any] | None) -> Outcome:  # noqa: ANN401 - as above
            self._check(given.JobOrderID, comments)
            try:
                order = self._orders.read(given, start=method == "StoreAndStart", update=method == "Update")
            except UnfitError as error:
                return self._refusal("invalid", f"{method} of {given.JobOrderID}: {error}")
            return self._said(await self._ordered(method, order, given))

        return handler

    async def _ordered(self, method: str, order: JobOrder, given: Any) -> str:  # noqa: ANN401 - as above
        """Ask the owner to take an order; its status."""
        if any(len(each) > self._profile.longest for each in _texts(order)):
            raise Refused(_C.BadInvalidArgument, _C.BadOutOfRange, _C.Good)
        if not order.update and not self._board.has_room(order.job):
            return "full"
        try:
            answer, _ = await self._asking.ask(order)
        except OtherOrderError:
            return "duplicate"
        except TimeoutError as error:
            raise Refused(_C.BadTimeout) from error
        if answer.status == "ok":
            self._board.ordered(order, given, ORDERS[method])
        else:
            self._note(Noted("refused", f"{method} of {order.job}: {answer.status}: {answer.reason}"))
        return answer.status

    def _command(self, method: str) -> Handler:
        async def handler(job: str | None, comments: Sequence[Any] | None) -> Outcome:
            self._check(job, comments)
            command = JobCommand(self._token(), text(job), MOVES[method].command, localized(comments))
            try:
                answer, _ = await self._asking.ask(command)
            except TimeoutError as error:
                raise Refused(_C.BadTimeout) from error
            if answer.status != "ok":
                return self._refusal(answer.status, f"{method} of {job}: {answer.reason}")
            self._board.moved(text(job), method)
            return self._said("ok")

        return handler

    async def by_job(self, job: str | None) -> Outcome:
        """RequestJobResponseByJobOrderID."""
        if not self._fits(job):
            raise Refused(_C.BadInvalidArgument, _C.BadOutOfRange)
        status, told = await self._wish(JobWish(self._token(), job=text(job)))
        found = self._board.response(told[-1]) if told else self._board.no_response()
        return [ua.Variant(found, _V.ExtensionObject), *self._said(status if told else "unknown_job")]

    async def by_state(self, states: Sequence[Any] | None) -> Outcome:
        """RequestJobResponseByJobOrderState. Sub-states are not told apart: the site has none."""
        try:
            word = read_state(states)
        except UnfitError as error:
            self._note(Noted("refused", f"RequestJobResponseByJobOrderState: {error}"))
            return [_structures([]), *self._said("wrong_state")]
        status, told = await self._wish(JobWish(self._token(), state=word))
        return [_structures([self._board.response(each) for each in told]), *self._said(status)]

    async def _wish(self, wish: JobWish) -> tuple[str, tuple[JobResponse, ...]]:
        try:
            answer, told = await self._asking.ask(wish)
        except TimeoutError as error:
            raise Refused(_C.BadTimeout) from error
        return answer.status, told if answer.status == "ok" else ()

    def _fits(self, job: str | None) -> bool:
        return bool(job) and len(text(job)) <= self._profile.longest

    def _check(self, job: str | None, comments: Sequence[Any] | None) -> None:
        fits = self._fits(job), all(len(each.Text or "") <= self._profile.longest for each in comments or ())
        if not all(fits):
            raise Refused(_C.BadInvalidArgument, *(_C.Good if each else _C.BadOutOfRange for each in fits))

    def _refusal(self, status: str, why: str) -> Outcome:
        self._note(Noted("refused", f"{why}: {status}"))
        return self._said(status)

    def _said(self, status: str) -> Outcome:
        return [ua.Variant(written_status(status, numbers=self._profile.numbers), _V.UInt64)]


def _texts(order: JobOrder) -> list[str]:
    said = [each for pair in order.parameters for each in pair]
    return [order.gtin, order.lot, order.expiry, order.line, *said]


def _structures(values: list[Any]) -> ua.Variant:
    return ua.Variant(values, _V.ExtensionObject, is_array=True)
