"""What ``linebench enterprise`` does: a repository behind its port until stopped."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType

from linebench.cli.failure import UserError
from linebench.cli.output import say, show_json
from linebench.cli.stopping import stopping
from linebench.epcis.times import micros
from linebench.stack.l4.config import L4Config
from linebench.stack.l4.decisions import L4Decisions
from linebench.stack.l4.enterprise import EnterpriseRepository
from linebench.stack.mutants import make_decisions
from linebench.store import Repository, StoreError, open_repository
from linebench.wire.stream.address import WireError
from linebench.wiring.alone import Alone
from linebench.wiring.control import WireTo
from linebench.wiring.ends import WiringError

__all__ = ["run"]

_SEAT, _PEER, _DIALECT = "l4", "partner", "epcis"


def run(host: str, port: int, url: str, options: Mapping[str, str], mutants: Sequence[str], *, real: bool,
        as_json: bool, tls: Mapping[str, str] = MappingProxyType({})) -> None:
    """Serve until stopped. ``tls``: options of ``wire.tls``; empty: in clear.

    Raises:
        UserError: the store, the address or an option cannot be used.

    """
    try:
        repository = open_repository(url)
    except StoreError as error:
        raise UserError(f"--store: {error}") from error
    wire = WireTo("enterprise", _DIALECT, "", dict(options), host, port, real=real, tls=dict(tls))
    try:
        asyncio.run(_serve(wire, repository, mutants, as_json=as_json))
    except (WiringError, WireError) as error:
        raise UserError(str(error)) from error
    finally:
        repository.close()


async def _serve(wire: WireTo, repository: Repository, mutants: Sequence[str], *, as_json: bool) -> None:
    epoch = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    decisions = make_decisions(_SEAT, mutants)
    assert isinstance(decisions, L4Decisions)
    config = L4Config(epoch_us=micros(epoch))
    alone = Alone(_SEAT, _PEER, wire, lambda: EnterpriseRepository(config, repository, decisions),
                  epoch=epoch, note=_note, admits=decisions.admits)
    stopped, loop = asyncio.Event(), asyncio.get_running_loop()
    with stopping(lambda: loop.call_soon_threadsafe(stopped.set)):
        where = await alone.start()
        _announce(where, repository.count(), as_json=as_json)
        await stopped.wait()
        await alone.stop()


def _announce(wire: WireTo, events: int, *, as_json: bool) -> None:
    if as_json:
        show_json({"dialect": wire.dialect, "host": wire.host, "port": wire.port, "events": events})
        return
    scheme = "https" if wire.tls else "http"
    say(f"EPCIS 2.0 at {scheme}://{wire.host}:{wire.port}, {events} events stored; interrupt to stop")


def _note(what: str, detail: str) -> None:
    if what not in ("connected", "disconnected"):
        say(f"{what}: {detail}", error=True)
