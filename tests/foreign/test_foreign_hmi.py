"""The screen of the foreign controller: nobody sees or asks anything without a log-in."""

import threading
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest

from tests.foreign.product.ablauf import Ablauf
from tests.foreign.product.bericht import Uhr
from tests.foreign.product.hmi import Hmi
from tests.foreign.test_foreign_charge import controller

USERS = {"operator 1": "linie bediener", "supervisor": "linie leiter"}


@pytest.fixture
def ask(tmp_path):
    """Ask as somebody; returns status and text."""
    server = Hmi(0, USERS, Ablauf(controller(tmp_path), {}, ""), Uhr(90))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    sessions = {"": ""}

    def call(method, path, who="", **form):
        connection = HTTPConnection("127.0.0.1", server.server_address[1], timeout=5)
        if who not in sessions:
            connection.request("POST", "/anmelden", urlencode({"benutzer": who, "kennwort": "linie"}))
            sessions[who] = connection.getresponse().headers["Set-Cookie"].partition(";")[0]
            connection = HTTPConnection("127.0.0.1", server.server_address[1], timeout=5)
        connection.request(method, path, urlencode(form), {"Cookie": sessions[who]})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    yield call
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("method", "path"), [("GET", "/status"), ("GET", "/uhr"), ("POST", "/start")])
def test_without_a_log_in_nothing_is_said_or_done(ask, method, path):
    """The page of status as well."""
    assert ask(method, path) == (401, "nicht angemeldet")


@pytest.mark.parametrize("form", [{"benutzer": "operator 1", "kennwort": "x"}, {"benutzer": "x"}, {}])
def test_a_wrong_name_or_password_is_refused_alike(ask, form):
    """So nobody learns which of them it was."""
    assert ask("POST", "/anmelden", **form) == (403, "Benutzer oder Kennwort falsch")


@pytest.mark.parametrize(("who", "path", "form", "answer"), [
    ("operator 1", "/ende", {}, (409, "kein Auftrag")),
    ("operator 1", "/ende", {"grund": "Feierabend"}, (403, "das darf operator 1 nicht")),
    ("supervisor", "/ende", {"grund": "Feierabend"}, (409, "kein Auftrag")),
    ("supervisor", "/schliessen", {"station": "karton"}, (409, "Grund fehlt")),
    ("supervisor", "/tanzen", {}, (404, "gibt es nicht")),
])
def test_what_somebody_may_ask_for_is_their_role_s(ask, who, path, form, answer):
    """And why something is refused is said in the product's words."""
    assert ask("POST", path, who, **form) == answer
