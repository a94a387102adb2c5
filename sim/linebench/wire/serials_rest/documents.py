"""The JSON documents of the plain pool, and what they mean."""

from collections.abc import Mapping
from typing import Annotated, TypeAlias

import msgspec

from linebench.ports.serials import Count, Counted, Draw, Drawn, Move, Moved, Pairs, ToOwner, ToUser
from linebench.wire.http.messages import REASONS, Response
from linebench.wire.serials.client import UnfitError

__all__ = ["ANSWERS", "ASKS", "CountAnswer", "CountAsk", "DocumentError", "DrawAnswer", "DrawAsk", "MoveAnswer",
           "MoveAsk", "PoolProblem", "act_of", "ask_of", "message_of", "read_answer", "refused", "response_of"]

_KIND = "urn:linebench:serials:"
_MEDIA = {"content-type": "application/json"}
_LONGEST_TOKEN = 200
_MOST = 1_000_000
_STATUSES: Mapping[str, int] = {
    "bad_request": 409, "insufficient": 409, "not_allowed": 409, "unknown_form": 404, "unknown_collection": 404,
    "unknown_criteria": 422, "unknown_serial": 422, "no_privilege": 403, "not_accepted": 503,
}
"""Of HTTP, for what a pool refuses; the type of the problem document names the pool's own word."""
Token: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=_LONGEST_TOKEN)]
"""Names a request: the same one twice is one request."""


class DrawAsk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Give me serials. Without ``request`` it is a new request every time."""

    count: Annotated[int, msgspec.Meta(ge=1, le=_MOST)]
    criteria: dict[str, str] = {}
    request: Token | None = None
    state: str = "allocated"
    collection: str = ""


class MoveAsk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """These have come into another state."""

    serials: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=_MOST)]
    state: str
    criteria: dict[str, str] = {}
    context: dict[str, str] = {}
    request: Token | None = None
    collection: str = ""


class CountAsk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Tell how many are in which state."""

    criteria: dict[str, str] = {}
    request: Token | None = None


class DrawAnswer(msgspec.Struct, frozen=True):
    """Here they are. ``extra``: what belongs to each, by name, in the order of the serials."""

    request: str
    status: str
    collection: str
    state: str
    serials: tuple[str, ...]
    extra: dict[str, tuple[str, ...]] = {}


class MoveAnswer(msgspec.Struct, frozen=True):
    """They are moved."""

    request: str
    status: str


class CountAnswer(msgspec.Struct, frozen=True):
    """As many."""

    request: str
    status: str
    states: dict[str, int]


class PoolProblem(msgspec.Struct, frozen=True):
    """Why not (RFC 7807). ``request``: the token; ``refused``: serials that cannot be moved."""

    type: str
    title: str
    status: int
    detail: str = ""
    request: str = ""
    refused: tuple[str, ...] = ()


class DocumentError(ValueError):
    """A body that is not to be taken. ``status``: 400 where it is no JSON, 422 where it does not fit."""

    def __init__(self, status: int, message: str) -> None:
        self.status = status
        super().__init__(message)


ASKS: Mapping[str, type[DrawAsk | MoveAsk | CountAsk]] = {"draw": DrawAsk, "move": MoveAsk, "count": CountAsk}
"""By the last part of their address."""
ANSWERS: Mapping[str, type[DrawAnswer | MoveAnswer | CountAnswer]] = {
    "draw": DrawAnswer, "move": MoveAnswer, "count": CountAnswer}
"""By the same."""


def message_of(act: str, form: str, body: bytes, token: str) -> ToOwner:
    """What a body at ``/pools/{form}/{act}`` says. ``token``: for one that has none.

    Raises:
        DocumentError: it says nothing.

    """
    said = _decoded(ASKS[act], body)
    request, criteria = said.request or token, tuple(said.criteria.items())
    if isinstance(said, DrawAsk):
        return Draw(request, said.count, form, criteria, said.state, said.collection)
    if isinstance(said, MoveAsk):
        context = tuple(said.context.items())
        return Move(request, said.serials, said.state, form, criteria, context, said.collection)
    return Count(request, form, criteria)


def _decoded(kind: type[DrawAsk | MoveAsk | CountAsk], body: bytes) -> DrawAsk | MoveAsk | CountAsk:
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as error:
        raise DocumentError(422, f"found JSON that does not fit: {error}; see /openapi.json") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DocumentError(400, f"found no JSON: {error}; expected an object in UTF-8") from error


def act_of(asked: ToOwner) -> str:
    """The last part of the address of a message."""
    return "draw" if isinstance(asked, Draw) else "move" if isinstance(asked, Move) else "count"


def ask_of(asked: Draw | Move | Count) -> tuple[str, bytes]:
    """Address and body of a message.

    Raises:
        UnfitError: a criterion or a fact of its context is named twice.

    """
    if isinstance(asked, Draw):
        return "draw", msgspec.json.encode(DrawAsk(
            asked.count, _table(asked.criteria), asked.request, asked.state, asked.collection))
    if isinstance(asked, Move):
        if asked.properties:
            raise UnfitError(f"found properties of {len(asked.properties)} serials; expected none")
        return "move", msgspec.json.encode(MoveAsk(
            asked.serials, asked.state, _table(asked.criteria), _table(asked.context), asked.request,
            asked.collection))
    return "count", msgspec.json.encode(CountAsk(_table(asked.criteria), asked.request))


def _table(pairs: Pairs) -> dict[str, str]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise UnfitError(f"found a name twice in {pairs}; expected each once, for JSON has objects of them")
    return found


def response_of(answer: ToUser) -> Response:
    """The response that an answer of the pool becomes."""
    if isinstance(answer, Drawn) and (answer.status == "ok" or answer.serials):
        return _good(DrawAnswer(answer.request, answer.status, answer.collection, answer.state, answer.serials,
                                dict(answer.extra)))
    if answer.status != "ok":
        return refused(answer)
    if isinstance(answer, Counted):
        return _good(CountAnswer(answer.request, answer.status, dict(answer.states)))
    return _good(MoveAnswer(answer.request, answer.status))


def _good(document: DrawAnswer | MoveAnswer | CountAnswer) -> Response:
    return Response(200, _MEDIA, msgspec.json.encode(document))


def refused(answer: ToUser) -> Response:
    """The problem document of an answer whose status is not ok."""
    status = _STATUSES.get(answer.status, 500)
    document = PoolProblem(_KIND + answer.status, REASONS[status], status, request=answer.request,
                           refused=answer.refused if isinstance(answer, Moved) else ())
    return Response(status, {"content-type": "application/problem+json"}, msgspec.json.encode(document))


def read_answer(act: str, asked: ToOwner, response: Response) -> ToUser:
    """The answer that a response is.

    Raises:
        UnfitError: it is none, or one to another request.

    """
    try:
        answer = _answer(act, asked, response)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnfitError(f"found a response with status {response.status} that cannot be read: {error}") from error
    if answer.request != asked.request:
        raise UnfitError(f"found an answer to {answer.request!r}; expected one to {asked.request!r}")
    return answer


def _answer(act: str, asked: ToOwner, response: Response) -> ToUser:
    if response.status != 200:  # noqa: PLR2004  # of HTTP
        return _problem(asked, msgspec.json.decode(response.body, type=PoolProblem))
    said = msgspec.json.decode(response.body, type=ANSWERS[act])
    if isinstance(said, DrawAnswer):
        extra = tuple(said.extra.items())
        return Drawn(said.request, said.status, said.collection, said.state, said.serials, extra)
    if isinstance(said, CountAnswer):
        return Counted(said.request, said.status, tuple(said.states.items()))
    return Moved(said.request, said.status)


def _problem(asked: ToOwner, problem: PoolProblem) -> ToUser:
    word = problem.type.removeprefix(_KIND)
    if word == problem.type:
        if problem.status >= 500:  # noqa: PLR2004  # of HTTP: the server failed, it may not fail again
            raise UnfitError(f"found status {problem.status}, {problem.title}")
        word, problem = _foreign(problem), msgspec.structs.replace(problem, request=asked.request)
    if isinstance(asked, Draw):
        return Drawn(problem.request, word)
    if isinstance(asked, Move):
        return Moved(problem.request, word, problem.refused)
    return Counted(problem.request, word)


def _foreign(problem: PoolProblem) -> str:
    """The pool's word for a refusal that HTTP has and the pool has not."""
    return "no_privilege" if problem.status in (401, 403) else "bad_request"
