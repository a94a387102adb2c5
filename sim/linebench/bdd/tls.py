"""The partner's end of a wire within TLS: with certificates made for an attempt, or those of a stack file."""

from pathlib import Path

from cryptography import x509

from linebench.bdd.attempt import Attempt
from linebench.scenario.stack import PARTNER
from linebench.wire.side import Setting
from linebench.wire.tls.channel import Channel
from linebench.wire.tls.options import read_options
from linebench.wire.tls.papers import Papers
from linebench.wiring.control import WireTo
from linebench.wiring.secured import papers_of

__all__ = ["channel_of", "shown_by"]


def channel_of(attempt: Attempt, who: str = "") -> Channel:
    """The client's end of a connection that begins now.

    ``who``: one of ``wiring.secured.VISITORS``; empty: the partner whom the stack file knows.
    """
    wire, setting = _wire(attempt), _setting(attempt)
    return Channel(_papers(attempt, wire, who), setting.moment, setting.admits, server=False,
                   name=read_options(wire.tls).name or wire.host)


def shown_by(attempt: Attempt, who: str) -> tuple[x509.Certificate, ...]:
    """The certificates that somebody shows."""
    return _papers(attempt, _wire(attempt), who).chain


def _papers(attempt: Attempt, wire: WireTo, who: str) -> Papers:
    own = Path(read_options(wire.tls).access)
    return papers_of(wire, _setting(attempt), str(own.parent / who if who else own), bare=True, anyhow=bool(who))


def _setting(attempt: Attempt) -> Setting:
    return Setting(name="partner", now=lambda: attempt.now, epoch=attempt.scenario.epoch)


def _wire(attempt: Attempt) -> WireTo:
    if "l4" in attempt.scenario.stack.remote:
        plan = attempt.scenario.stack.partner
        assert plan is not None  # somebody dials it
        return WireTo("l4", plan.dialect, plan.profile, plan.options, plan.host, plan.port, tls=plan.tls)
    return attempt.bench.endpoints[PARTNER].wire
