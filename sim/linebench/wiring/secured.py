"""Puts TLS around the ends of a wire, with the certificates that its stack file names, or with some made for it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec

from linebench.ports.access import TurnedAway
from linebench.stack.access_decisions import AccessDecisions
from linebench.stack.mutants import make_decisions
from linebench.wire.side import Setting, Side
from linebench.wire.tls.options import TlsOptions, read_options
from linebench.wiring.channels import is_composite
from linebench.wiring.control import WireTo
from linebench.wiring.endpoint import Surroundings
from linebench.wiring.ends import WiringError, is_jobs, is_opcua, is_openscs

if TYPE_CHECKING:
    from linebench.wire.tls.papers import Papers

__all__ = ["VISITORS", "admission", "check_single", "furnished_tls", "papers_of", "secured_client",
           "secured_server", "server_name"]

_LEVELS = ("l3", "l4")
"""Levels that decide at their door."""
VISITORS = ("known", "expired", "early", "unknown", "none")
"""Folders beside that of a server's own, where certificates are made: what its visitors may show."""
_SERVERS = MappingProxyType({"fit": "the enterprise", "expired": "an enterprise of last year",
                             "unknown": "an enterprise nobody knows", "misnamed": "an enterprise elsewhere"})


def admission(level: str, mutants: Sequence[str]) -> Callable[[TurnedAway], bool]:
    """What a level decides of those of whom something is wrong; a device lets nobody of them in."""
    decisions = make_decisions(level, mutants) if level in _LEVELS else AccessDecisions()
    assert isinstance(decisions, AccessDecisions)
    return decisions.admits


def check_single(around: Surroundings) -> None:
    """Raise ``WiringError`` where TLS cannot be put around a wire, or its options cannot be used."""
    peer, wire = around.peer, around.wire
    if not wire.tls:
        return
    own = is_opcua(peer, wire.dialect) or is_openscs(peer, wire.dialect) or is_jobs(peer, wire.dialect)
    if own or is_composite(peer, wire.dialect):
        raise WiringError(f"wire {around.link}: found tls, and dialect {wire.dialect}; expected one that is a "
                          "single stream of bytes (OPC UA has a protection of its own)")
    _options(around.link, wire)


def secured_server(side: Side, wire: WireTo, setting: Setting) -> Side:
    """The server's end of a wire; as it is where it is spoken in clear.

    Raises:
        WiringError: a certificate cannot be used.

    """
    if not wire.tls:
        return side
    from linebench.wire.tls.side import TlsSide  # noqa: PLC0415  # few wires need OpenSSL

    options = _options(wire.name, wire)
    if not options.folder:
        raise WiringError(f"wire to {wire.name}: found tls without a folder; expected one with certificate.pem and "
                          "key.pem")
    papers = papers_of(wire, setting, options.folder, anyhow=options.shows != "fit")
    if options.clients == "known" and not papers.trusted:
        raise WiringError(f"wire to {wire.name}: {options.folder}/trusted holds no certificate; expected those of "
                          'clients or of who issues them, or tls.clients = "any"')
    return TlsSide(side, papers, setting, server=True, wants=options.clients == "known")


def secured_client(side: Side, wire: WireTo, setting: Setting) -> Side:
    """The end of a wire that dials; raises as ``secured_server``."""
    if not wire.tls:
        return side
    from linebench.wire.tls.side import TlsSide  # noqa: PLC0415  # as above

    options = _options(wire.name, wire)
    if not options.access:
        raise WiringError(f"wire to {wire.name}: found tls without access; expected a folder with "
                          "trusted certificates in it, and certificate.pem and key.pem where the server wants them")
    papers = papers_of(wire, setting, options.access, bare=True)
    return TlsSide(side, papers, setting, server=False, name=options.name or wire.host)


def papers_of(wire: WireTo, setting: Setting, folder: str, *, bare: bool = False,
              anyhow: bool = False) -> "Papers":
    """What is in a folder, see ``read_papers``; raises as ``secured_server``."""
    from linebench.wire.tls.papers import TlsError, read_papers  # noqa: PLC0415  # as above

    try:
        return read_papers(Path(folder), setting.moment, bare=bare, anyhow=anyhow)
    except TlsError as error:
        raise WiringError(f"wire to {wire.name}: {error}") from error


def furnished_tls(wire: WireTo, folder: Path, epoch: str) -> WireTo:
    """A wire within TLS with certificates made in ``folder``, where its stack file names none.

    Beside the server's own are those of ``VISITORS``, of which the level that dials has the first.
    """
    if not wire.tls:
        return wire
    options = _options(wire.name, wire)
    if options.folder or options.access:
        return wire
    from linebench.wire.tls.making import Span, issuer, make_folder  # noqa: PLC0415  # as above

    at = datetime.fromisoformat(epoch).astimezone(UTC)
    fit, known, abroad = Span.around(at), issuer("the town", Span.around(at)), issuer("abroad", Span.around(at))
    shows = options.shows
    make_folder(folder / "server", _SERVERS[shows], abroad if shows == "unknown" else known,
                Span.before(at) if shows == "expired" else fit, trusts=known,
                host="elsewhere.example" if shows == "misnamed" else options.name or wire.host)
    for name, by, span in (("known", known, fit), ("expired", known, Span.before(at)),
                           ("early", known, Span.after(at)), ("unknown", abroad, fit)):
        make_folder(folder / name, f"visitor {name}", by, span, trusts=known)
    make_folder(folder / "none", "nobody", known, fit, trusts=known)
    (folder / "none" / "certificate.pem").unlink()
    made = {**wire.tls, "folder": str(folder / "server"), "access": str(folder / "known")}
    return msgspec.structs.replace(wire, tls=made)


def server_name(shows: str) -> str:
    """By which name a server goes whose certificate is made, as it stands in its certificate."""
    return f"O=linebench,CN={_SERVERS[shows]}"


def _options(where: str, wire: WireTo) -> TlsOptions:
    try:
        return read_options(wire.tls)
    except ValueError as error:
        raise WiringError(f"wire {where}: {error}") from error
