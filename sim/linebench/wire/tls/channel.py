"""One connection within TLS, without sockets: bytes of the wire in, plain bytes out, and back, by OpenSSL.

pyOpenSSL and not ``ssl``: a certificate is judged by the time of the attempt, and one that is refused is known by
its name, neither of which the standard library can do.
"""

import datetime as dt
import ipaddress
from collections.abc import Callable
from types import MappingProxyType

from cryptography import x509
from OpenSSL import SSL, crypto

from linebench.ports.access import Stranger, TurnedAway
from linebench.wire.tls.papers import Papers, named

__all__ = ["Broken", "Channel"]

_PIECE = 65_536
_WRONG = MappingProxyType({
    2: "certificate not trusted", 18: "certificate not trusted", 19: "certificate not trusted",
    20: "certificate not trusted", 21: "certificate not trusted", 27: "certificate not trusted",
    9: "certificate not valid yet", 10: "certificate expired",
})
"""OpenSSL's numbers of what is wrong with a certificate (``X509_V_ERR_…``); any other makes it unfit."""
_OURS = (("peer did not return a certificate", "no certificate"),)
"""What OpenSSL says where we refuse without having seen a certificate."""
_THEIRS = (("certificate expired", "our certificate has expired for them"),
           ("unknown ca", "they do not trust our certificate"),
           ("certificate required", "they want a certificate"),
           ("bad certificate", "they do not take our certificate"),
           ("certificate unknown", "they do not take our certificate"),
           ("alert", "they ended it"))
"""What OpenSSL says where the other end refuses, as it is noted."""


class Broken(Exception):  # noqa: N818  # what ended it need not be an error
    """The connection cannot go on. ``away``: we turned the other end away; else ``str`` tells what was found."""

    def __init__(self, found: str, away: TurnedAway | None = None) -> None:
        super().__init__(found)
        self.away = away


class Channel:
    """One connection, at the end of its client or its server.

    Attributes:
        established: both ends have agreed, and plain bytes may be said.
        ended: the other end has said that it says no more.
        subject: of the other end's certificate; empty: it showed none.

    """

    def __init__(self, papers: Papers, at: dt.datetime, admits: Callable[[TurnedAway], bool], *,
                 server: bool, wants: bool = True, name: str = "") -> None:
        """Prepare one connection; at the client's end ``outgoing`` has what is to be said first.

        Args:
            papers: what this end shows and trusts.
            at: the time at which certificates have to hold.
            admits: whether somebody is let in all the same.
            server: this is the server's end.
            wants: a server: clients must show a certificate.
            name: a client: of the server, as its certificate must have it.

        """
        self.established = self.ended = False
        self.subject = ""
        self._admits, self._name = admits, name
        self._stranger: Stranger = "client" if server else "server"
        self._earlier: list[str] = []
        self._away: TurnedAway | None = None
        self._tls = SSL.Connection(_context(papers, at, server=server), None)
        self._tls.set_verify(self._mode(server=server, wants=wants), self._judge)
        if server:
            self._tls.set_accept_state()
        else:
            self._tls.set_connect_state()
            if name and not _is_address(name):
                self._tls.set_tlsext_host_name(name.encode("idna"))
            self._shake()

    def receive(self, data: bytes) -> bytes:
        """Take bytes of the wire. Returns plain ones; afterwards ``outgoing`` may have something to say.

        Raises:
            Broken: the connection cannot go on.

        """
        self._tls.bio_write(data)
        if not self.established and not self._shake():
            return b""
        return self._read()

    def send(self, data: bytes) -> bytes:
        """The bytes of the wire for plain ones."""
        view = memoryview(data)
        while view:
            view = view[self._tls.send(view[:_PIECE]):]
        return self.outgoing()

    def close(self) -> bytes:
        """The bytes by which this end says that it says no more."""
        if self.established:
            try:
                self._tls.shutdown()
            except SSL.Error:
                return b""  # it broke before
        return self.outgoing()

    def outgoing(self) -> bytes:
        """What is to be sent now."""
        said = bytearray()
        while True:
            try:
                said += self._tls.bio_read(_PIECE)
            except SSL.WantReadError:
                return bytes(said)

    def _shake(self) -> bool:
        """Go on with the handshake; whether it is over."""
        try:
            self._tls.do_handshake()
        except SSL.WantReadError:
            return False
        except SSL.Error as error:
            raise self._broken(error) from error
        self.established = True
        return True

    def _read(self) -> bytes:
        heard = bytearray()
        while not self.ended:
            try:
                heard += self._tls.recv(_PIECE)
            except SSL.WantReadError:
                break
            except SSL.ZeroReturnError:
                self.ended = True
            except SSL.Error as error:
                raise self._broken(error) from error
        return bytes(heard)

    def _broken(self, error: SSL.Error) -> Broken:
        if self._away is not None:
            return Broken(self._away.why, self._away)
        said = _told(error)
        why = next((why for text, why in _OURS if text in said), "")
        if why:
            return Broken(why, self._turned(why))
        theirs = next((told for text, told in _THEIRS if text in said), "")
        if theirs:
            return Broken(theirs)
        if self.established:
            return Broken("what came is no TLS")
        return Broken("not secured", self._turned("not secured"))

    def _turned(self, why: str) -> TurnedAway:
        return TurnedAway(self.subject, why, self._stranger)

    def _mode(self, *, server: bool, wants: bool) -> int:
        if not server:
            return SSL.VERIFY_PEER
        if not wants:
            return SSL.VERIFY_NONE
        bare = self._admits(self._turned("no certificate"))
        return SSL.VERIFY_PEER | (0 if bare else SSL.VERIFY_FAIL_IF_NO_PEER_CERT)

    def _judge(self, tls: SSL.Connection, shown: crypto.X509, number: int, depth: int, ok: int) -> bool:  # noqa: ARG002  # the signature is pyOpenSSL's
        """OpenSSL found something wrong with a certificate, or (``ok``) nothing more. ``depth`` 0: their own."""
        wrong = [] if ok else [_WRONG.get(number, "certificate unfit")]
        if depth:
            self._earlier += wrong  # by whose certificate the chain is broken is known at its end
            return True
        certificate = shown.to_cryptography()
        self.subject = named(certificate)
        if ok and self._name and not _is_for(certificate, self._name):
            wrong.append("certificate of another name")
        found, self._earlier = [*self._earlier, *wrong], []
        self._away = next((away for away in map(self._turned, found) if not self._admits(away)), None)
        return self._away is None


def _context(papers: Papers, at: dt.datetime, *, server: bool) -> SSL.Context:
    """Made anew for each connection: whoever was let in once is looked at again."""
    context = SSL.Context(SSL.TLS_SERVER_METHOD if server else SSL.TLS_CLIENT_METHOD)
    context.set_min_proto_version(SSL.TLS1_2_VERSION)
    context.set_options(SSL.OP_NO_TICKET | SSL.OP_NO_RENEGOTIATION | SSL.OP_NO_COMPRESSION)
    context.set_session_cache_mode(SSL.SESS_CACHE_OFF)
    store = context.get_cert_store()
    assert store is not None  # a new context has one
    store.set_flags(crypto.X509StoreFlags.PARTIAL_CHAIN)  # a trusted certificate need not be of who issues others
    store.set_time(at)
    for each in papers.trusted:
        store.add_cert(crypto.X509.from_cryptography(each))
    if papers.chain and papers.key is not None:
        context.use_certificate(papers.chain[0])
        for each in papers.chain[1:]:
            context.add_extra_chain_cert(each)
        context.use_privatekey(papers.key)
    return context


def _told(error: SSL.Error) -> str:
    """What OpenSSL says, in small letters."""
    entries = error.args[0] if error.args and isinstance(error.args[0], list) else []
    return "; ".join(str(entry[-1]) for entry in entries).lower()


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_for(certificate: x509.Certificate, name: str) -> bool:
    """Whether a certificate is for a name or address. RFC 9525: by its alternative names alone."""
    try:
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    if _is_address(name):
        return ipaddress.ip_address(name) in names.get_values_for_type(x509.IPAddress)
    wanted = name.lower().rstrip(".")
    rest = wanted.partition(".")[2]
    return any(each.lower() in (wanted, f"*.{rest}" if rest else wanted)
               for each in names.get_values_for_type(x509.DNSName))
