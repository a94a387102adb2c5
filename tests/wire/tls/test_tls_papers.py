"""Certificates, keys and options that cannot be used are refused with one message that names the file."""

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, x25519

from linebench.wire.tls.making import Span
from linebench.wire.tls.options import TlsOptions, read_options
from linebench.wire.tls.papers import TlsError, read_papers
from tests.wire.tls.ends import NOW, Town


@pytest.fixture
def town(tmp_path):
    return Town(tmp_path)


def pem(key, lock=None):
    hidden = serialization.BestAvailableEncryption(lock) if lock else serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, hidden)


def refused(folder):
    with pytest.raises(TlsError) as caught:
        read_papers(folder, NOW)
    return str(caught.value)


def test_what_is_made_can_be_read(town):
    """The certificate, its key and whom it trusts."""
    papers = read_papers(town.make("one"), NOW)
    assert papers.key.public_key() == papers.chain[0].public_key()
    assert papers.trusted == (town.known.certificate,)
    assert (town.folder / "one" / "key.pem").stat().st_mode & 0o077 in (0, 0o066)  # Windows knows no such modes


@pytest.mark.parametrize("name", ["certificate.pem", "key.pem"])
def test_a_file_that_is_missing_or_none(town, name):
    """It is named, with what was expected there."""
    folder = town.make("one")
    (folder / name).write_text("nothing of the kind", encoding="ascii")
    assert refused(folder).startswith(f"{folder / name}: holds no ")
    (folder / name).unlink()
    assert refused(folder).startswith(f"{folder / name}: cannot be read (")


def test_a_key_that_does_not_fit(town):
    """Of another certificate, of a kind that signs nothing, or locked."""
    folder = town.make("one")
    for key, told in ((pem(ec.generate_private_key(ec.SECP256R1())), "is not the key of certificate.pem"),
                      (pem(x25519.X25519PrivateKey.generate()), "holds a key of another kind"),
                      (pem(ec.generate_private_key(ec.SECP256R1()), b"secret"), "is locked with a password")):
        (folder / "key.pem").write_bytes(key)
        assert f"{folder / 'key.pem'}: {told}" in refused(folder)


def test_a_certificate_that_does_not_hold(town):
    """Both times are told; whoever plays a false server shows it all the same."""
    old, early = town.make("old", span=Span.before(NOW)), town.make("early", span=Span.after(NOW))
    assert "expired on 2026-01-05, and it is 2026-01-05 there" in refused(old)
    assert "holds from 2026-01-06 on, and it is 2026-01-05 there" in refused(early)
    assert read_papers(old, NOW, anyhow=True).chain


def test_what_is_trusted_is_looked_through(town):
    """Files with other endings are none of ours; one that should be a certificate and is not is named."""
    folder = town.make("one")
    (folder / "trusted" / "notes.txt").write_text("call Kim", encoding="ascii")
    assert len(read_papers(folder, NOW).trusted) == 1
    (folder / "trusted" / "bad.der").write_bytes(b"x")
    assert refused(folder).startswith(f"{folder / 'trusted' / 'bad.der'}: holds no X.509 certificate")


def test_a_client_need_not_have_a_certificate(town):
    """It trusts all the same."""
    folder = town.make("one")
    (folder / "certificate.pem").unlink()
    papers = read_papers(folder, NOW, bare=True)
    assert (papers.chain, papers.key, len(papers.trusted)) == ((), None, 1)


def test_options_are_checked():
    """A word that is none is told with those that there are."""
    assert read_options({"clients": "any"}) == TlsOptions(clients="any")
    with pytest.raises(ValueError, match="clients"):
        read_options({"clients": "some"})
    with pytest.raises(ValueError, match="unknown field `certificates`"):
        read_options({"certificates": "x"})
