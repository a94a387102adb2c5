"""What the addresses are and what stands in the bodies, as OpenAPI 3.1, made from the code that reads them."""

from functools import cache
from typing import Any

import msgspec

from linebench import __version__
from linebench.wire.serials_rest.allocation import FORMATS
from linebench.wire.serials_rest.documents import ANSWERS, ASKS, PoolProblem

__all__ = ["description"]

_SUMMARIES = {"draw": "Give me serials.", "move": "These have come into another state.",
              "count": "Tell how many are in which state."}
_REFUSALS = {
    "400": "No JSON, or no such format.", "401": "Wrong or no credentials, or a token that has expired.",
    "403": "No privilege.", "404": "No such address, form or collection.",
    "409": "No serials left, a token that stands for another request, or a state that cannot follow.",
    "413": "Too many bytes.", "415": "No JSON by its content type.",
    "422": "A document that does not fit, criteria of no pool, or serials that nobody was given.",
    "500": "The pool failed.", "503": "Not accepted.",
}


@cache
def description() -> bytes:
    """The whole document, as JSON."""
    kinds = [*ASKS.values(), *ANSWERS.values(), PoolProblem]
    (_, components) = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    schemes = {"basic": {"type": "http", "scheme": "basic"}, "bearer": {"type": "http", "scheme": "bearer"}}
    return msgspec.json.encode({
        "openapi": "3.1.0", "info": {"title": "A pool of serials", "version": __version__},
        "paths": {**{f"/pools/{{form}}/{act}": _act(act) for act in ASKS},
                  "/allocate/{pool}/{size}/": {"get": _allocate()}},
        "components": {"schemas": components, "securitySchemes": schemes},
        "security": [{}, {"basic": []}, {"bearer": []}]})


def _act(act: str) -> dict[str, Any]:
    return {"post": {
        "operationId": act, "summary": _SUMMARIES[act],
        "parameters": [_parameter("form", "path", {"type": "string"})],
        "requestBody": {"required": True, "content": {"application/json": {"schema": _ref(ASKS[act])}}},
        "responses": {"200": {"description": "As asked.",
                              "content": {"application/json": {"schema": _ref(ANSWERS[act])}}}, **_refusals()}}}


def _allocate() -> dict[str, Any]:
    media = {"json": "application/json", "xml": "application/xml", "csv": "text/csv"}
    return {
        "operationId": "allocate", "summary": "Give me serials, as older clients ask.",
        "parameters": [_parameter("pool", "path", {"type": "string"}),
                       _parameter("size", "path", {"type": "integer", "minimum": 1, "maximum": 1_000_000}),
                       _parameter("format", "query", {"enum": list(FORMATS)}),
                       _parameter("request", "query", {"type": "string"})],
        "responses": {"200": {"description": "The numbers.", "content": {media[name]: {} for name in FORMATS}},
                      **_refusals()}}


def _refusals() -> dict[str, Any]:
    body = {"application/problem+json": {"schema": _ref(PoolProblem)}}
    return {status: {"description": why, "content": body} for status, why in _REFUSALS.items()}


def _parameter(name: str, where: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": where, "required": where == "path", "schema": schema}


def _ref(kind: type) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{kind.__name__}"}
