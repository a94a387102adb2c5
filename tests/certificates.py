"""Certificates of invented people, as PKCS#12 files."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

PASSWORD = "correct horse"
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
UNTIL = datetime(2036, 1, 1, tzinfo=UTC)


def make(folder: Path, name: str, *, since: datetime = SINCE, until: datetime = UNTIL,
         edwards: bool = False) -> Path:
    """Write a self-signed certificate with its key as ``<name>.p12`` and return its path."""
    key = ed25519.Ed25519PrivateKey.generate() if edwards else ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(digital_signature=True, content_commitment=True, key_encipherment=False,
                          data_encipherment=False, key_agreement=False, key_cert_sign=False, crl_sign=False,
                          encipher_only=False, decipher_only=False)
    certificate = (x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(key.public_key())
                   .serial_number(x509.random_serial_number()).not_valid_before(since).not_valid_after(until)
                   .add_extension(usage, critical=True).sign(key, None if edwards else SHA256()))
    file = folder / f"{name}.p12"
    file.write_bytes(pkcs12.serialize_key_and_certificates(
        name.encode(), key, certificate, None, BestAvailableEncryption(PASSWORD.encode())))
    return file


def expired(folder: Path, name: str) -> Path:
    """Write a certificate that ran out before anything here happens."""
    return make(folder, name, since=SINCE - timedelta(days=400), until=SINCE)
