"""The seal key of an installation: made on first use, kept under the user's configuration folder."""

import os
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from linebench.evidence.files import PackageError, writing
from linebench.evidence.seal import fingerprint, public_pem

__all__ = ["key_file", "own_fingerprint", "seal_key"]


def key_file() -> Path:
    """Where the key of this installation lies for the current user."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or home / "AppData" / "Roaming")
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    return base / "linebench" / "seal-key.pem"


def seal_key(path: Path | None = None) -> Ed25519PrivateKey:
    """Read the seal key; make one when there is none yet.

    Raises:
        PackageError: the file holds no Ed25519 key, or cannot be read or written.

    """
    path = path or key_file()
    if not path.exists():
        _create(path)
    return _read(path)


def own_fingerprint(path: Path | None = None) -> str:
    """Return the fingerprint of this installation's key, ``""`` when it has none yet.

    Raises:
        PackageError: the key cannot be read.

    """
    path = path or key_file()
    return fingerprint(public_pem(_read(path))) if path.exists() else ""


def _read(path: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise PackageError(f"{path}: the seal key cannot be read ({error}); restore it from a backup, or move "
                           "it away and a new one is made") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise PackageError(f"{path}: expected an Ed25519 key; move the file away and a new one is made")
    return key


def _create(path: Path) -> None:
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    part = path.with_name(f"{path.name}.{os.getpid()}")
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(pem)
        try:
            # a link never covers a key that another process made in the meantime
            path.hardlink_to(part)
        except FileExistsError:
            pass
        except OSError:  # a disk without links; two first uses at once are not told apart there
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
