import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from linebench.wire.opcua.certificates import CertificateError, identity, read_certificate
from linebench.wire.opcua.security import Security, Users


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("opcua")


def test_certificate_and_key_are_made_once(folder):
    """The second start uses the files of the first; the key is 2048 bits or more and for the owner alone."""
    first = identity(folder / "twice", "bench", "urn:linebench:bench")
    before = first.der(), first.key.read_bytes()
    second = identity(folder / "twice", "bench", "urn:linebench:bench")
    key = serialization.load_pem_private_key(second.key.read_bytes(), None)
    names = read_certificate(second.certificate).extensions.get_extension_for_class(
        x509.SubjectAlternativeName).value
    assert (second.der(), second.key.read_bytes()) == before
    assert key.key_size >= 2048
    assert names.get_values_for_type(x509.UniformResourceIdentifier) == ["urn:linebench:bench"]
    assert "localhost" in names.get_values_for_type(x509.DNSName)


def test_an_expired_certificate_stops_the_start(folder):
    """The message names the file and what to do."""
    own = identity(folder / "old", "bench", "urn:linebench:bench")
    key = serialization.load_pem_private_key(own.key.read_bytes(), None)
    present = read_certificate(own.certificate)
    past = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    builder = x509.CertificateBuilder(present.issuer, present.subject, present.public_key(), 1, past,
                                      past + dt.timedelta(days=1), list(present.extensions))
    own.certificate.write_bytes(builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER))
    with pytest.raises(CertificateError, match=r"bench.der: expired on 2020-01-02; delete it and bench.pem"):
        identity(folder / "old", "bench", "urn:linebench:bench")


def test_a_certificate_of_another_application_stops_the_start(folder):
    """So does one without its key, and a file that is none."""
    own = identity(folder / "other", "bench", "urn:linebench:bench")
    with pytest.raises(CertificateError, match="is for urn:linebench:bench, expected urn:linebench:new"):
        identity(folder / "other", "bench", "urn:linebench:new")
    own.key.unlink()
    with pytest.raises(CertificateError, match=r"bench.pem: missing; expected the key of bench.der"):
        identity(folder / "other", "bench", "urn:linebench:bench")
    own.certificate.write_bytes(b"none")
    with pytest.raises(CertificateError, match=r"bench.der: no X.509 certificate"):
        identity(folder / "other", "bench", "urn:linebench:bench")


def test_a_user_certificate_that_ran_out_lets_nobody_in(folder):
    """Although it is listed and its key is held."""
    own = identity(folder / "late", "late", "urn:late")
    key = serialization.load_pem_private_key(own.key.read_bytes(), None)
    present = read_certificate(own.certificate)
    past = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    builder = x509.CertificateBuilder(present.issuer, present.subject, present.public_key(), 1, past,
                                      past + dt.timedelta(days=1), list(present.extensions))
    expired = builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    (folder / "late.der").write_bytes(expired)
    users = Users(Security(certificates={"late.der": "operator"}, folder=str(folder)), loopback=True)
    assert users.get_user(None, certificate=expired) is None
    (folder / "good.der").write_bytes(own.der())
    users = Users(Security(certificates={"good.der": "operator"}, folder=str(folder)), loopback=True)
    assert users.get_user(None, certificate=own.der()).name == "good"
