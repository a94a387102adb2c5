"""Two ends of a wire within TLS in one process: certificates in a folder, and channels that are pumped."""

import datetime as dt

from linebench.wire.tls.channel import Broken, Channel
from linebench.wire.tls.making import Span, issuer, make_folder
from linebench.wire.tls.papers import read_papers

NOW = dt.datetime(2026, 1, 5, 6, tzinfo=dt.UTC)
ALWAYS = Span.around(NOW)


def nobody(away):
    return False


class Town:
    """A folder with an issuer whom everybody trusts, and another whom nobody does."""

    def __init__(self, folder):
        self.folder = folder
        self.known, self.unknown = issuer("town", ALWAYS), issuer("abroad", ALWAYS)

    def make(self, name, *, span=ALWAYS, by=None, host="", trusts=None):
        make_folder(self.folder / name, name, by or self.known, span, trusts=trusts or self.known, host=host)
        return self.folder / name

    def papers(self, name, **how):
        return read_papers(self.make(name, **how), NOW, anyhow=True)


def channels(town, *, client="client", admits=nobody, at=NOW, wants=True, name="127.0.0.1", server=None):
    """A server's and a client's end. ``client``: the name of an identity, or papers."""
    shown = town.papers(client) if isinstance(client, str) else client
    host = server or town.papers("server", host="127.0.0.1")
    return (Channel(host, at, admits, server=True, wants=wants),
            Channel(shown, at, nobody if server is None else admits, server=False, name=name))


def shake(server, client, cut=0):
    """Let both speak until nothing is left. Returns what each broke with (``None``: it did not)."""
    broken = {server: None, client: None}
    while True:
        said = [(client, server, server.outgoing()), (server, client, client.outgoing())]
        if not any(data for _, _, data in said):
            return broken[server], broken[client]
        for taker, _, data in said:
            for piece in pieces(data, cut):
                hand(taker, piece, broken)


def hand(taker, piece, broken):
    if broken[taker] is None:
        try:
            taker.receive(piece)
        except Broken as error:
            broken[taker] = error


def pieces(data, cut):
    return [data[at:at + cut] for at in range(0, len(data), cut)] if cut else [data] if data else []
