"""Answers for ``/queries/{name}/subscriptions``: who is sent what a query finds, whenever something new is there.

A subscription is due when events were stored (``stream``) or at times (``schedule``). Then its query is asked for
what was recorded since; what it had before is left out. Each delivery is one request, which somebody else sends.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from linebench.epcis.model import Event
from linebench.ports.l4 import Found, QueryRefused
from linebench.wire.epcis.desk import Desk, found_in
from linebench.wire.epcis.forms import Writer, json_response
from linebench.wire.epcis.named import Queries, body_object
from linebench.wire.epcis.pages import next_page
from linebench.wire.epcis.parameters import Parameters, page_size, page_token, paged_only
from linebench.wire.epcis.refusals import RefusedError
from linebench.wire.epcis.routes import Call, Handlers
from linebench.wire.epcis.subscription import Subscription, delivery, recorded_since
from linebench.wire.epcis.wanted import MEMBERS, wanted_of
from linebench.wire.http.messages import Request, Response
from linebench.wire.side import Arm, Cancel, Effect, Noted

__all__ = ["Subscriptions"]

_TIMER = "subscription "
_KIND = "SubscriptionControlsException"
_Then: TypeAlias = Callable[[QueryRefused | None, list[Effect]], None]
"""What is done when all pages are there, or one was refused."""


class _Look:
    """One look at what is new for a subscription. ``settled``: as ``Subscription.fresh`` has it."""

    def __init__(self, subscription: Subscription, parameters: Parameters, settled: int) -> None:
        self.subscription, self.parameters, self.settled = subscription, parameters, settled
        self.events: list[Event] = []


class Subscriptions:
    """Subscriptions of one server.

    ``settled``: the moment before which all that arrived is stored.

    Attributes:
        deliver: sends a delivery; ``None``: nobody does, and each is noted as ``undelivered``.

    """

    def __init__(self, desk: Desk, queries: Queries, settled: Callable[[], int],
                 deliver: Callable[[Request], None] | None) -> None:
        self._desk, self._queries, self._settled, self.deliver = desk, queries, settled, deliver
        self._writer = Writer(())
        self._known: dict[int, Subscription] = {}
        self._made = 0
        queries.dropped = self._dropped

    def routes(self) -> Mapping[str, Handlers]:
        """Its addresses."""
        address = "/queries/{queryName}/subscriptions"
        return {address: {"POST": self._post, "GET": self._list},
                f"{address}/{{subscriptionID}}": {"GET": self._get, "DELETE": self._delete}}

    def stored(self) -> Sequence[Effect]:
        """Events were stored: streams are due."""
        out: list[Effect] = []
        for each in list(self._known.values()):
            if each.wanted.schedule is None:
                self._look(each, out)
        return out

    def expired(self, name: str) -> Sequence[Effect]:
        """A timer ran out: if it is one of a schedule, that is due."""
        number = name.removeprefix(_TIMER)
        found = self._known.get(int(number)) if number != name else None
        out: list[Effect] = []
        if found is not None:
            self._look(found, out)
            self._arm(found, out)
        return out

    def _post(self, call: Call) -> Response | None:
        query = self._queries.named(call.names[0])
        wanted = wanted_of(body_object(call.request, set(MEMBERS), _KIND))
        now = self._desk.moments.now()
        if wanted.schedule is not None and wanted.schedule.after(now) is None:
            raise RefusedError(_KIND, "schedule: found one that no time fits")
        self._made += 1
        made = Subscription(self._made, query.name, wanted, now, self._settled())
        if wanted.since is not None:
            return self._begin(call, made, call.out)
        self._pass_over(call, made, query.parameters)
        return None

    def _pass_over(self, call: Call, made: Subscription, parameters: Parameters) -> None:
        """What is there already is not new: ask for it, and begin behind it."""
        look = _Look(made, recorded_since(parameters, made.since), self._settled())

        def begin(refused: QueryRefused | None, out: list[Effect]) -> None:
            try:
                if refused is not None:
                    found_in(refused)
                made.fresh(look.events, look.settled)
                response = self._begin(call, made, out)
            except RefusedError as error:
                response = error.response
            out += self._desk.reply(call.exchange, response)

        self._walk(look, "", begin, call.out)

    def _begin(self, call: Call, made: Subscription, out: list[Effect]) -> Response:
        address = f"{self._desk.profile.base}/queries/{self._queries.named(made.query).name}/subscriptions"
        response = json_response(made.document(), 201, {"location": f"{address}/{made.number}"}, call.wishes.form())
        self._known[made.number] = made
        self._arm(made, out)
        return response

    def _list(self, call: Call) -> Response:
        query = self._queries.named(call.names[0]).name
        paged_only(call.request)
        size, token = page_size(call.request, self._desk.profile), page_token(call.request)
        question = ("subscriptions", query)
        place = self._desk.pages.rest(token, question) if token else 0
        found = [each for each in self._known.values() if each.query == query and each.number > place]
        headers: dict[str, str] = {}
        if len(found) > size:
            token = self._desk.pages.keep(question, found[size - 1].number)
            headers = next_page(call.request, token, self._desk.pages.until(token))
        return json_response([each.document() for each in found[:size]], headers=headers, form=call.wishes.form())

    def _get(self, call: Call) -> Response:
        return json_response(self._one(call).document(), form=call.wishes.form())

    def _delete(self, call: Call) -> Response:
        self._end(self._one(call), call.out)
        return Response(204)

    def _one(self, call: Call) -> Subscription:
        name, number = call.names
        self._queries.named(name)
        found = {str(each.number): each for each in self._known.values() if each.query == name}.get(number)
        if found is None:
            raise RefusedError("NoSuchResourceException", f"found {number!r}, expected a subscription's id")
        return found

    def _dropped(self, query: str, out: list[Effect]) -> None:
        for each in [each for each in self._known.values() if each.query == query]:
            self._end(each, out)

    def _end(self, subscription: Subscription, out: list[Effect]) -> None:
        del self._known[subscription.number]
        if subscription.wanted.schedule is not None:
            out.append(Cancel(f"{_TIMER}{subscription.number}"))

    def _arm(self, subscription: Subscription, out: list[Effect]) -> None:
        now, schedule = self._desk.moments.now(), subscription.wanted.schedule
        due = None if schedule is None else schedule.after(now)
        if due is not None:
            out.append(Arm(f"{_TIMER}{subscription.number}", due - now))

    def _look(self, subscription: Subscription, out: list[Effect]) -> None:
        if subscription.busy:
            subscription.again = True
            return
        subscription.busy, subscription.again = True, False
        query = self._queries.named(subscription.query)
        parameters = recorded_since(query.parameters, subscription.since)
        look = _Look(subscription, parameters, self._settled())

        def looked(refused: QueryRefused | None, later: list[Effect]) -> None:
            if refused is None:
                self._gathered(look, later)
            else:
                why = f"{refused.kind}: {refused.reason}"
                later.append(Noted("refused", f"subscription {subscription.number}: {why}"))
            subscription.busy = False
            if subscription.again and subscription.number in self._known:
                self._look(subscription, later)

        self._walk(look, "", looked, out)

    def _walk(self, look: _Look, page: str, then: _Then, out: list[Effect]) -> None:
        """Ask for all pages."""
        def answered(message: Found | QueryRefused, later: list[Effect]) -> None:
            if isinstance(message, QueryRefused):
                then(message, later)
                return
            look.events.extend(message.events)
            if message.page:
                self._walk(look, message.page, then, later)
            else:
                then(None, later)

        self._desk.ask(self._desk.question(look.parameters, self._desk.profile.per_page_most, page), answered, out)

    def _gathered(self, look: _Look, out: list[Effect]) -> None:
        subscription = look.subscription
        if self._known.get(subscription.number) is subscription:
            self._send(subscription, subscription.fresh(look.events, look.settled), out)

    def _send(self, subscription: Subscription, events: list[Event], out: list[Effect]) -> None:
        size = self._desk.profile.per_page_most
        parts = [events[at:at + size] for at in range(0, len(events), size)]
        if not parts and subscription.wanted.schedule is not None and subscription.wanted.even_empty:
            parts = [[]]
        if parts:
            subscription.told(self._desk.moments.now())
        for part in parts:
            created = self._desk.moments.text()
            body = self._writer.delivery(part, subscription.query, str(subscription.number), created)
            if self.deliver is None:
                out.append(Noted("undelivered", f"{len(part)} events to {subscription.wanted.dest}"))
            else:
                self.deliver(delivery(subscription, body))
