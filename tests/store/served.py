"""A real PostgreSQL of its own for the tests, in a folder that goes with them."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE_S = 60
_USER = "bench"


class Server:
    """A running server. ``database`` makes an empty one and returns its URL."""

    def __init__(self, port):
        self.port, self._made = port, 0

    def url(self, name):
        return f"postgresql://{_USER}@127.0.0.1:{self.port}/{name}"

    def database(self):
        import psycopg  # noqa: PLC0415  # an extra

        self._made += 1
        with psycopg.connect(self.url("postgres"), autocommit=True) as base:
            base.execute(f"CREATE DATABASE made{self._made}")
        return self.url(f"made{self._made}")


def missing() -> str:
    """Why there can be no server here; empty: there can."""
    absent = [name for name in ("initdb", "postgres") if shutil.which(name) is None]
    if absent:
        return f"no PostgreSQL here: {' and '.join(absent)} not on PATH"
    try:
        import psycopg  # noqa: F401, PLC0415  # an extra
    except ImportError:
        return "no psycopg here: install linebench[postgres]"
    return "" if _account() is not None else "PostgreSQL does not run as root, and there is no other user to be"


def _account():
    """Keywords for a process of a user that is not root; ``None``: there is no such user."""
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    import pwd  # noqa: PLC0415  # not on every platform

    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    return None


@contextmanager
def running() -> Iterator[Server]:
    """A server on a loopback port, as a user that is not root."""
    account = _account()
    folder = Path(tempfile.mkdtemp(prefix="linebench-postgres-"))
    try:
        if account:
            os.chown(folder, account["user"], account["group"])
        with _started(folder, account) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(folder, account):
    data = folder / "data"
    subprocess.run(["initdb", "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
                   check=True, capture_output=True, cwd=folder, timeout=_PATIENCE_S, **account)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(["postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", ""],
                                   stdout=log, stderr=log, cwd=folder, **account)
        try:
            _wait(process, port, folder / "log")
            yield Server(port)
        finally:
            process.terminate()  # waits for those who are connected no longer than they stay
            try:
                process.wait(_PATIENCE_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(process, port, log):
    import psycopg  # noqa: PLC0415  # an extra

    end = time.monotonic() + _PATIENCE_S
    while True:
        try:
            psycopg.connect(Server(port).url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError as error:
            if time.monotonic() > end:
                raise
            try:
                process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
            raise RuntimeError(log.read_text("utf-8", "replace")) from error
        else:
            return
