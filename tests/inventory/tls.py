"""A server of TLS on loopback that shows a certificate and hangs up."""

import contextlib
import datetime as dt
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

__all__ = ["server_of_tls"]


@contextlib.contextmanager
def server_of_tls(folder: Path, until: dt.datetime) -> Iterator[tuple[int, x509.Certificate]]:
    """Serve a certificate that ends at a moment; yields port and certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    shown = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
             .serial_number(1).not_valid_before(until - dt.timedelta(days=300)).not_valid_after(until)
             .sign(key, hashes.SHA256()))
    (folder / "c.pem").write_bytes(shown.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "c.pem")
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_serve, args=(server, context), daemon=True).start()
        yield server.getsockname()[1], shown


def _serve(server: socket.socket, context: ssl.SSLContext) -> None:
    while server.fileno() >= 0:
        with contextlib.suppress(OSError):
            line, _ = server.accept()
            # each in its own thread: one that connects and says nothing keeps nobody else waiting
            threading.Thread(target=_shake, args=(line, context), daemon=True).start()


def _shake(line: socket.socket, context: ssl.SSLContext) -> None:
    line.settimeout(5)
    with line, contextlib.suppress(OSError):
        context.wrap_socket(line, server_side=True).close()
