"""What ``linebench pool`` does: pools behind their faces until stopped."""

import asyncio
from collections.abc import MutableMapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random, SystemRandom
from typing import Any

import msgspec

from linebench.cli.failure import UserError
from linebench.cli.output import say, show_json, table
from linebench.cli.pool_file import FacePlan, PoolFile, read_pools
from linebench.cli.stopping import stopping
from linebench.stack.mutants import make_decisions
from linebench.stack.pool import PoolDecisions, PoolError
from linebench.wire.stream.address import WireError
from linebench.wiring.control import WireTo
from linebench.wiring.ends import WiringError
from linebench.wiring.pool_desk import PoolDesk
from linebench.wiring.store import LastingStore

__all__ = ["serve"]

_QUIET = ("connected", "disconnected")


def serve(file: Path, names: Sequence[str], port: int | None, *, store: Path | None, seed: int | None,
          mutants: Sequence[str], real: bool, as_json: bool) -> None:
    """Serve until stopped.

    Raises:
        UserError: the file, the store, an address or an option cannot be used.

    """
    said = read_pools(file)
    faces = _faces(said, names, port)
    wires = [WireTo("pool", face.dialect, face.profile, dict(face.options), face.host, face.port, real=real)
             for face in faces]
    kept: MutableMapping[str, Any] = {} if store is None else _opened(store)
    decisions = make_decisions("pool", mutants)
    assert isinstance(decisions, PoolDecisions)
    try:
        asyncio.run(_serve(said, wires, SystemRandom() if seed is None else Random(seed),  # asked for
                           kept, decisions, as_json=as_json))
    except (PoolError, WiringError, WireError) as error:
        raise UserError(f"{file}: {error}") from error
    finally:
        if isinstance(kept, LastingStore):
            kept.close()


async def _serve(said: PoolFile, wires: Sequence[WireTo], chance: Random, store: MutableMapping[str, Any],
                 decisions: PoolDecisions, *, as_json: bool) -> None:
    epoch = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    commit = store.commit if isinstance(store, LastingStore) else _nothing
    desk = PoolDesk(said.config, wires, chance=chance, epoch=epoch, store=store, decisions=decisions, note=_note,
                    commit=commit)
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()
    with stopping(lambda: loop.call_soon_threadsafe(stopped.set)):
        _announce(said, await desk.start(), as_json=as_json)
        try:
            await stopped.wait()
        finally:
            await desk.stop()


def _faces(said: PoolFile, names: Sequence[str], port: int | None) -> list[FacePlan]:
    known = {face.dialect: face for face in said.faces}
    faces = [known.get(name, FacePlan(dialect=name)) for name in names] or list(said.faces)
    if port is None:
        return faces
    if len(faces) > 1:
        raise UserError(f"--port: found {len(faces)} faces; expected one: name it with --face")
    return [msgspec.structs.replace(faces[0], port=port)]


def _opened(file: Path) -> LastingStore:
    try:
        return LastingStore(file)
    except Exception as error:  # whatever the file's own library says of it
        raise UserError(f"--store: {file}: {error}; expected a file that this command has made") from error


def _announce(said: PoolFile, wires: Sequence[WireTo], *, as_json: bool) -> None:
    if as_json:
        show_json({"pools": [plan.name for plan in said.config.pools],
                   "faces": [{"dialect": wire.dialect, "host": wire.host, "port": wire.port} for wire in wires]})
        return
    table("faces", ("dialect", "address"), [(wire.dialect, f"{wire.host}:{wire.port}") for wire in wires])
    say("running; interrupt to stop")


def _nothing() -> None:
    """What is forgotten at the end needs no commit."""


def _note(what: str, detail: str) -> None:
    if what not in _QUIET:
        say(f"{what}: {detail}", error=True)
