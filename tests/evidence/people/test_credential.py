"""A certificate that cannot be used is refused with one clear message."""

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from tests import certificates

from linebench.evidence.controlled import Person
from linebench.evidence.people.credential import read_credential
from linebench.evidence.people.errors import PeopleError
from linebench.evidence.people.order import may_use

ANN = Person(id="a.one", name="Ann One", roles=("author",))
AT = certificates.SINCE + timedelta(days=1)


def test_a_certificate_is_read(tmp_path: Path) -> None:
    """Its subject, thumbprint and validity are known, and it may be used in between."""
    credential = read_credential(certificates.make(tmp_path, "a.one"), certificates.PASSWORD)
    assert (credential.subject, credential.not_before, credential.not_after) == (
        "CN=a.one", certificates.SINCE, certificates.UNTIL)
    assert may_use(credential, ANN, AT) == ""


def test_a_wrong_password_is_refused(tmp_path: Path) -> None:
    """The message says that it is the password, not the file."""
    file = certificates.make(tmp_path, "a.one")
    with pytest.raises(PeopleError, match=r"a\.one\.p12: the password is not that of this certificate"):
        read_credential(file, "wrong")


@pytest.mark.parametrize(("content", "said"), [
    (b"no certificate", "is no readable certificate; expected: a PKCS#12 file"), (None, "cannot be read")],
    ids=["unreadable", "missing"])
def test_what_is_no_certificate_is_refused(tmp_path: Path, content: bytes | None, said: str) -> None:
    """Unreadable and missing files are told apart."""
    file = tmp_path / "a.p12"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(PeopleError, match=said):
        read_credential(file, "")


def test_a_certificate_without_its_key_is_refused(tmp_path: Path) -> None:
    """Nobody signs with a certificate alone."""
    data = certificates.make(tmp_path, "a.one").read_bytes()
    certificate = pkcs12.load_pkcs12(data, certificates.PASSWORD.encode()).cert
    assert certificate is not None
    file = tmp_path / "public.p12"
    file.write_bytes(pkcs12.serialize_key_and_certificates(
        b"a", None, certificate.certificate, None, BestAvailableEncryption(b"p")))
    with pytest.raises(PeopleError, match="holds no certificate with its key"):
        read_credential(file, "p")


def test_an_expired_certificate_may_not_be_used(tmp_path: Path) -> None:
    """Nor may one that is not valid yet, nor somebody else's."""
    old = read_credential(certificates.expired(tmp_path, "a.one"), certificates.PASSWORD)
    assert may_use(old, ANN, AT) == "the certificate expired on 2026-01-01T00:00:00+00:00"
    early = read_credential(certificates.make(tmp_path, "b", since=AT + timedelta(days=1)), certificates.PASSWORD)
    assert may_use(early, ANN, AT) == "the certificate is not valid before 2026-01-03T00:00:00+00:00"
    other = Person(id="b.two", name="Ben Two", roles=("qa",), thumbprint="ab" * 32)
    assert may_use(old, other, AT) == (
        f"the certificate {old.thumbprint[:16]}… (CN=a.one) is not the one in the users file, {'ab' * 8}…")
