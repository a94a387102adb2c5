"""TLS around the ends of a wire: what a stack file may say, what is made, and what is refused."""

import datetime as dt
from pathlib import Path

import pytest

from linebench.ports.access import TurnedAway
from linebench.wire.side import Setting
from linebench.wire.tls.papers import named, read_papers
from linebench.wire.tls.side import TlsSide
from linebench.wiring.control import WireTo
from linebench.wiring.ends import WiringError
from linebench.wiring.secured import (
    VISITORS,
    admission,
    furnished_tls,
    secured_client,
    secured_server,
    server_name,
)

EPOCH = "2026-01-05T06:00:00Z"
AT = dt.datetime.fromisoformat(EPOCH)
SETTING = Setting(name="l4", now=lambda: 0, epoch=EPOCH)


def wire(**tls):
    return WireTo("l4", "epcis", "", {}, "127.0.0.1", 0, tls=tls)


class Plain:
    """A side that nothing is asked of."""


def refused(make, one):
    with pytest.raises(WiringError) as caught:
        make(Plain(), one, SETTING)
    return str(caught.value)


def test_a_wire_in_clear_stays_as_it_is(tmp_path):
    """Nothing is made and nothing put around it."""
    side, one = Plain(), wire()
    assert secured_server(side, one, SETTING) is side
    assert secured_client(side, one, SETTING) is side
    assert furnished_tls(one, tmp_path, EPOCH) is one
    assert list(tmp_path.iterdir()) == []


def test_what_is_made_fits_both_ends(tmp_path):
    """The level that dials has the papers of the visitor who is known."""
    made = furnished_tls(wire(clients="known"), tmp_path, EPOCH)
    assert made.tls == {"clients": "known", "folder": str(tmp_path / "server"), "access": str(tmp_path / "known")}
    assert isinstance(secured_server(Plain(), made, SETTING), TlsSide)
    assert isinstance(secured_client(Plain(), made, SETTING), TlsSide)
    assert {each.name for each in tmp_path.iterdir()} == {"server", *VISITORS}


@pytest.mark.parametrize("shows", ["fit", "expired", "unknown", "misnamed"])
def test_a_server_that_plays_a_false_one_is_named(tmp_path, shows):
    """By the name that the log of who dials it has to have."""
    made = furnished_tls(wire(shows=shows), tmp_path, EPOCH)
    papers = read_papers(Path(made.tls["folder"]), AT, anyhow=True)
    assert named(papers.chain[0]) == server_name(shows)
    assert secured_server(Plain(), made, SETTING) is not None


def test_certificates_of_a_project_are_taken_as_they_are(tmp_path):
    """Where a folder is named, nothing is made."""
    one = wire(folder="pki")
    assert furnished_tls(one, tmp_path, EPOCH) is one


@pytest.mark.parametrize(("make", "tls", "told"), [
    (secured_server, {"clients": "known"}, "found tls without a folder"),
    (secured_client, {"folder": "x"}, "found tls without access"),
    (secured_server, {"folder": "nowhere"}, "cannot be read"),
    (secured_server, {"folder": "x", "clients": "some"}, "clients"),
    (secured_server, {"certificate": "x"}, "unknown field `certificate`")])
def test_what_cannot_be_used_is_told_of_the_wire(make, tls, told):
    """One message, with the wire in front."""
    text = refused(make, wire(**tls))
    assert text.startswith("wire ")
    assert told in text


def test_a_server_that_wants_clients_it_knows_has_to_know_some(tmp_path):
    """Or says that it need not."""
    made = furnished_tls(wire(clients="known"), tmp_path, EPOCH)
    (tmp_path / "server" / "trusted" / "issuer.pem").unlink()
    assert "holds no certificate" in refused(secured_server, made)
    free = wire(**{**made.tls, "clients": "any"})
    assert isinstance(secured_server(Plain(), free, SETTING), TlsSide)


def test_a_certificate_of_a_project_that_has_expired_is_refused(tmp_path):
    """Before anything listens."""
    made = furnished_tls(wire(shows="expired"), tmp_path, EPOCH)
    assert "expired on 2026-01-05" in refused(secured_server, wire(folder=made.tls["folder"]))


def test_levels_decide_and_devices_let_nobody_in():
    """A planted defect is of the level that it names."""
    away = TurnedAway("", "certificate expired")
    names = ("l4-serves-expired-certificate",)
    assert [admission(level, names)(away) for level in ("l4", "l3", "printer", "serials")] == [
        True, False, False, False]
