"""A description of the interface in OpenAPI 3.1, as this server has it: made from the same names that it uses."""

from collections.abc import Iterable, Mapping
from typing import Any

from linebench.wire.epcis.openapi_schemas import QUERY_PARAMETERS, REQUEST_HEADERS, SCHEMAS, TEXT
from linebench.wire.epcis.pages import TOKEN
from linebench.wire.epcis.parameters import PER_PAGE
from linebench.wire.epcis.profile import EpcisProfile
from linebench.wire.epcis.refusals import KINDS
from linebench.wire.epcis.resources import RESOURCES
from linebench.wire.epcis.wishes import FORMS, JSON

__all__ = ["description"]

Json = dict[str, Any]
_ALWAYS = (400, 401, 406, 413, 414, 500)
"""What every request may be refused with."""
_PROBLEM = "application/problem+json"


def description(profile: EpcisProfile) -> Json:
    """The whole description."""
    return {"openapi": "3.1.0",
            "info": {"title": "EPCIS repository of linebench", "version": profile.version,
                     "description": "EPCIS 2.0 over REST: capture, query, named queries, subscriptions."},
            "servers": [{"url": profile.base or "/"}],
            "paths": {**_single(), **_captures(), **_events(), **_lists(), **_queries(), **_subscriptions()},
            "components": {"schemas": SCHEMAS, **_schemes(profile)},
            **({"security": [{name: []} for name in _schemes(profile)["securitySchemes"]]}
               if _schemes(profile) else {})}


def _schemes(profile: EpcisProfile) -> Json:
    found = {**({"basic": {"type": "http", "scheme": "basic"}} if profile.users else {}),
             **({"bearer": {"type": "http", "scheme": "bearer"}} if profile.tokens else {})}
    return {"securitySchemes": found} if found else {}


def _single() -> Json:
    return {"/": {"get": _operation("what there is", {200: _json("Collection")}),
                  "options": {"summary": "versions and methods", "responses": {
                      "204": _empty("no content"), "401": _problem(401)}}},
            "/openapi.json": {"get": _operation("this description", {200: _json("Anything")})},
            f"/{TOKEN}/{{token}}": {"delete": _operation(
                "forget the token of a page", {204: _empty("forgotten")}, 403, 404, names=("token",))}}


def _captures() -> Json:
    taken = {"description": "taken; not yet stored", "headers": {"Location": {"required": True, "schema": TEXT}}}
    body = {"required": True, "content": {
        **{form: {"schema": _ref("EPCISDocument")} for form in JSON},
        **{form: {"schema": {"type": "string"}} for form in FORMS if form not in JSON}}}
    return {
        "/capture": {
            "post": _operation("capture events", {202: taken}, 403, 409, 415, body=body,
                               headers=("gs1-capture-error-behaviour", "linebench-capture")),
            "get": _operation("capture jobs", {200: _json("CaptureJobs", paged=True)}, paged=True)},
        "/capture/{captureID}": {"get": _operation("a capture job", {200: _json("CaptureJob")}, 404,
                                                   names=("captureID",))}}


def _events() -> Json:
    made = {"description": "stored", "headers": {"Location": {"required": True, "schema": TEXT}}}
    body = {"required": True, "content": {form: {"schema": _ref("Event")} for form in JSON}}
    return {
        "/events": {
            "get": _operation("events that fit", {200: _query_document()}, paged=True, query=True),
            "post": _operation("capture one event", {201: made}, 403, 409, 415, body=body)},
        "/events/{eventID}": {"get": _operation("one event", {200: _json("Event")}, 404, names=("eventID",))}}


def _lists() -> Json:
    found: Json = {}
    for name in RESOURCES:
        found[f"/{name}"] = {"get": _operation(f"all {name}", {200: _json("Collection", paged=True)}, paged=True)}
        found[f"/{name}/{{id}}"] = {"get": _operation(f"what there is of one of {name}", {200: _json("Collection")},
                                                      404, names=("id",))}
        found[f"/{name}/{{id}}/events"] = {"get": _operation(f"events of one of {name}", {200: _query_document()},
                                                             paged=True, query=True, names=("id",))}
    return found


def _queries() -> Json:
    made = {"description": "kept", "headers": {"Location": {"required": True, "schema": TEXT}}}
    body = {"required": True, "content": {form: {"schema": _ref("Query")} for form in JSON}}
    name = ("queryName",)
    return {
        "/queries": {
            "post": _operation("name a query", {201: made}, 403, 409, 415, body=body),
            "get": _operation("named queries", {200: _json("Queries", paged=True)}, paged=True)},
        "/queries/{queryName}": {
            "get": _operation("one query", {200: _json("Query")}, 404, names=name),
            "delete": _operation("forget a query and its subscriptions", {204: _empty("forgotten")}, 403, 404,
                                 names=name)},
        "/queries/{queryName}/events": {
            "get": _operation("what it finds", {200: _query_document()}, 404, 501, names=name, paged=True)}}


def _subscriptions() -> Json:
    made = {**_json("Subscription"), "headers": {"Location": {"required": True, "schema": TEXT}}}
    body = {"required": True, "content": {form: {"schema": _ref("SubscriptionRequest")} for form in JSON}}
    name, both = ("queryName",), ("queryName", "subscriptionID")
    address = "/queries/{queryName}/subscriptions"
    return {
        address: {
            "post": _operation("subscribe", {201: made}, 403, 404, 415, body=body, names=name),
            "get": _operation("subscriptions", {200: _json("Subscriptions", paged=True)}, 404, names=name,
                              paged=True)},
        f"{address}/{{subscriptionID}}": {
            "get": _operation("one subscription", {200: _json("Subscription")}, 404, names=both),
            "delete": _operation("end a subscription", {204: _empty("ended")}, 403, 404, names=both)}}


def _operation(summary: str, answers: Mapping[int, Json], *refused: int, body: Json | None = None,
               names: Iterable[str] = (), headers: Iterable[str] = (), paged: bool = False,
               query: bool = False) -> Json:
    parameters = [{"name": name, "in": "path", "required": True, "schema": TEXT} for name in names]
    if paged:
        parameters += [{"name": PER_PAGE, "in": "query", "schema": {"type": "integer", "minimum": 1,
                                                                    "maximum": 999_999_999}},
                       {"name": TOKEN, "in": "query", "schema": TEXT}]
    if query:
        parameters += [{"name": name, "in": "query", "schema": schema} for name, schema in QUERY_PARAMETERS.items()]
    parameters += [{"name": name, "in": "header", "schema": REQUEST_HEADERS[name]}
                   for name in (*headers, *(each for each in REQUEST_HEADERS if each.startswith("gs1-ep")))]
    kept = {str(status): each for status, each in answers.items()}
    problems = {str(status): _problem(status) for status in sorted({*_ALWAYS, *refused})}
    return {"summary": summary, "parameters": parameters, **({"requestBody": body} if body else {}),
            "responses": {**kept, **problems}}


def _json(schema: str, *, paged: bool = False) -> Json:
    found: Json = {"description": schema, "content": {form: {"schema": _ref(schema)} for form in JSON}}
    return {**found, "headers": _paging()} if paged else found


def _query_document() -> Json:
    content = {**{form: {"schema": _ref("EPCISQueryDocument")} for form in JSON},
               **{form: {"schema": {"type": "string"}} for form in FORMS if form not in JSON}}
    return {"description": "EPCISQueryDocument", "content": content, "headers": _paging()}


def _paging() -> Json:
    return {"Link": {"schema": TEXT, "description": "rel=next: the next page, if there is one"},
            "GS1-Next-Page-Token-Expires": {"schema": TEXT}}


def _problem(status: int) -> Json:
    kinds = [kind for kind, usual in KINDS.items() if usual == status]
    return {"description": " or ".join(kinds) or "refused", "content": {_PROBLEM: {"schema": _ref("Problem")}}}


def _empty(what: str) -> Json:
    return {"description": what}


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}
