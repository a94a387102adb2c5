"""The emulated repository by itself: a process that a site or partner of others captures into."""

import json
import ssl
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime

import httpx
import pytest

from linebench.content import library
from linebench.epcis.convert import written
from linebench.epcis.model import Document
from linebench.wire.tls.making import Span, issuer, make_folder

COMMISSIONING = (library() / "fixtures/messages/epcis/valid/commissioning.jsonld").read_bytes()
STACK = (library() / "scenarios/stacks/enterprise-real.toml").read_text(encoding="utf-8")


@contextmanager
def repository(*words):
    """The process, and a client of others at its port."""
    with subprocess.Popen([sys.executable, "-m", "linebench", "enterprise", "--port", "0", "--json", *words],
                          stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        try:
            told = json.loads("".join(iter(process.stdout.readline, "}\n")) + "}")
            with httpx.Client(base_url=f"http://127.0.0.1:{told['port']}", timeout=20) as client:
                yield client, told
        finally:
            process.kill()


def captured(client, body, **headers):
    """Capture a document and wait for its job."""
    response = client.post("/capture", content=body, headers={"content-type": "application/json", **headers})
    assert response.status_code == 202, response.text
    while (job := client.get(response.headers["location"]).json())["running"]:
        pass
    return job


def test_what_was_captured_outlives_the_process(tmp_path):
    """Killed and begun again on the same file; captured again, it is there once."""
    store = ("--store", f"sqlite:///{(tmp_path / 'stock.db').as_posix()}")
    with repository(*store) as (client, told):
        assert (told["events"], captured(client, COMMISSIONING)["success"]) == (0, True)
        held = client.get("/events").json()["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
    with repository(*store) as (client, told):
        assert told["events"] == len(held) > 0
        assert client.get("/events").json()["epcisBody"]["queryResults"]["resultsBody"]["eventList"] == held


def test_it_lets_in_whom_its_options_name():
    """As the face's own page names them."""
    with repository("--option", "users=site=secret") as (client, _):
        assert client.get("/events").status_code == 401
        assert client.get("/events", auth=("site", "secret")).status_code == 200


def test_it_behaves_badly_on_request():
    """A planted defect of the emulated enterprise."""
    empty = written(Document(version="2.0", created="2026-01-01T00:00:00Z", events=()), "json")
    with repository("--mutant", "l4-acknowledges-without-storing") as (client, _):
        assert (captured(client, COMMISSIONING)["success"], captured(client, empty)["success"]) == (True, True)
        assert client.get("/events").json()["epcisBody"]["queryResults"]["resultsBody"]["eventList"] == []


@pytest.mark.parametrize(("words", "message"), [
    (("--store", "mysql://x"), ("--store: found the store 'mysql://x', expected sqlite:///file, "
                                "postgresql://user@host/database or memory:")),
    (("--option", "users"), "--option: found 'users'; expected NAME=VALUE"),
    (("--mutant", "l3-stores-repeat"), ("--mutant: found 'l3-stores-repeat'; expected one of the enterprise, whose "
                                        "names begin with l4-")),
    (("--host", "192.0.2.7", "--port", "9"), None),
    (("--option", "colour=red"), None),
])
def test_what_cannot_be_served_is_refused_in_one_message(linebench, words, message):
    """Exit code 2, before anything is opened."""
    done = linebench("enterprise", *words)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert message is None or done.err == f"linebench: {message}\n"


FEW = "IOP-L4-917 or IOP-L4-018 or IOP-L4-906 or IOP-L4-013"


def cases(folder):
    """Verdicts of the test cases, each once."""
    told = json.loads((folder / "verdicts.json").read_text(encoding="utf-8"))
    return {(case["test"], case["verdict"]) for case in told["cases"]}


def test_the_cases_run_against_a_repository_that_is_not_ours(linebench, tmp_path):
    """In real time, as the stack file says; it is not reset, so the second run brings things of its own."""
    with repository() as (client, _):
        stack = tmp_path / "stack.toml"
        stack.write_text(STACK.replace("8080", str(client.base_url.port)), encoding="utf-8", newline="\n")
        for number in (1, 2):
            done = linebench("run", library() / "features/interop/l4.feature", "--stack", stack, "-m", FEW,
                             "--first", number, "--out", tmp_path / str(number))
            assert done.code == 0, done.out + done.err
            assert cases(tmp_path / str(number)) == {
                ("IOP-L4-013", "na"), ("IOP-L4-018", "pass"), ("IOP-L4-906", "pass"), ("IOP-L4-917", "pass")}


def test_the_cases_run_against_a_repository_that_wants_tls(linebench, tmp_path):
    """The bench's L3 and its partner dial within TLS; it serves nobody else, see the test of strangers below."""
    span = Span(datetime(2026, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC))
    town = issuer("town", span)
    make_folder(tmp_path / "l4", "l4", town, span, trusts=town, host="127.0.0.1")
    make_folder(tmp_path / "site", "site", town, span, trusts=town)
    within = f"tls = {{ access = '{(tmp_path / 'site').as_posix()}' }}\n"
    with repository("--tls", f"folder={tmp_path / 'l4'}") as (_, told):
        stack = tmp_path / "stack.toml"
        stack.write_text(STACK.replace("port = 8080\n", f"port = {told['port']}\n{within}"), encoding="utf-8",
                         newline="\n")
        done = linebench("run", library() / "features/interop/l4.feature", "--stack", stack, "-m",
                         "IOP-L4-917 or IOP-L4-018", "--out", tmp_path / "out")
    assert done.code == 0, done.out + done.err
    assert cases(tmp_path / "out") == {("IOP-L4-018", "pass"), ("IOP-L4-917", "pass")}


@pytest.mark.nightly
@pytest.mark.parametrize(("mutant", "failed"), [
    ((), ()), (("--mutant", "l4-ignores-rollback"), ("IOP-L4-906",)),
    (("--mutant", "l4-forgets-next-page"), ("IOP-L4-908",)),
])
def test_a_repository_that_is_not_ours_is_certified(linebench, tmp_path, mutant, failed):
    """It conforms, and with a defect the right cases do not; the bench knows nothing of the defect."""
    with repository(*mutant) as (client, _):
        stack = tmp_path / "stack.toml"
        stack.write_text(STACK.replace("8080", str(client.base_url.port)), encoding="utf-8", newline="\n")
        done = linebench("certify", "l4-epcis", "--stack", stack, "--out", tmp_path / "out", "--json")
    told = json.loads(done.out)
    assert tuple(case["test"] for case in told["cases"] if case["verdict"] == "failed") == failed
    assert (done.code, told["result"]) == ((1, "does not conform") if failed else (0, "conforms"))


def test_it_serves_whom_it_knows_within_tls(tmp_path):
    """A client of others with a certificate of the town; one without gets no answer."""
    town, span = issuer("town", Span.around(datetime.now(UTC))), Span.around(datetime.now(UTC))
    make_folder(tmp_path / "l4", "l4", town, span, trusts=town, host="127.0.0.1")
    make_folder(tmp_path / "kim", "kim", town, span, trusts=town)
    with repository("--tls", f"folder={tmp_path / 'l4'}") as (_, told):
        bare = ssl.create_default_context(cafile=tmp_path / "kim" / "trusted" / "issuer.pem")
        with httpx.Client(verify=bare) as client, pytest.raises(httpx.TransportError):
            client.get(f"https://127.0.0.1:{told['port']}/events")
        bare.load_cert_chain(tmp_path / "kim" / "certificate.pem", tmp_path / "kim" / "key.pem")
        with httpx.Client(verify=bare) as client:
            assert client.get(f"https://127.0.0.1:{told['port']}/events").status_code == 200


@pytest.mark.parametrize(("words", "told"), [
    (("--tls", "folder=nowhere"), "nowhere/certificate.pem: cannot be read"),
    (("--tls", "clients=some", "--tls", "folder=x"), "clients"), (("--tls", "folder"), "expected NAME=VALUE")])
def test_tls_that_cannot_be_used_ends_with_2(linebench, words, told):
    """One message, before anything listens."""
    done = linebench("enterprise", "--port", "0", *words)
    assert done.code == 2
    assert told in done.err.replace("\\", "/")
    assert "Traceback" not in done.err
