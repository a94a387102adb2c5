"""``linebench serve`` with OPC UA: what cannot be served is one sentence at the start, and exit code 2."""

import datetime as dt
import json
import socket

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

STACK = 'id = "open"\n[[seat]]\nid = "l2"\nnature = "real"\n[[wire]]\nid = "l2-l1"\ndialect = "opcua"\n'
SIGNED = "Basic256Sha256_SignAndEncrypt"


def _serve(linebench, folder, wire, *words):
    stack = folder / "stack.toml"
    stack.write_text(STACK + wire, encoding="utf-8")
    done = linebench("serve", "carton-line", "--stack", stack, "--for", "1 s", *words)
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert "Traceback" not in done.err
    return done.err


def _file(folder, text):
    file = folder / "options.toml"
    file.write_text(text, encoding="utf-8")
    return f"options = {{ file = {json.dumps(file.as_posix())} }}\n"


def _expired(folder):
    """A certificate of the PLC's server that ran out yesterday, with its key."""
    key = rsa.generate_private_key(65537, 2048)
    name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "l1")]), dt.datetime.now(dt.UTC)
    uri = x509.SubjectAlternativeName([x509.UniformResourceIdentifier("urn:linebench:l1")])
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
            .serial_number(7).not_valid_before(now - dt.timedelta(days=9))
            .not_valid_after(now - dt.timedelta(days=1)).add_extension(uri, critical=False)
            .sign(key, hashes.SHA256()))
    (folder / "l1.der").write_bytes(made.public_bytes(serialization.Encoding.DER))
    (folder / "l1.pem").write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))


def test_an_expired_certificate_is_one_sentence(linebench, tmp_path):
    """Which file, since when, and what to do."""
    _expired(tmp_path)
    said = _serve(linebench, tmp_path, _file(tmp_path, f'policies = ["{SIGNED}"]\nfolder = "."\n'))
    assert "wire l2-l1: " in said
    assert "l1.der: expired on" in said


def test_a_port_in_use_is_one_sentence(linebench, tmp_path):
    """Of OPC UA as of any wire."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = _serve(linebench, tmp_path, f"port = {port}\n")
    assert "l2-l1" in said
    assert str(port) in said
