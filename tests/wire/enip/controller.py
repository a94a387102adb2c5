"""A controller without a socket, and a client of it that sends single requests."""

from linebench.wire.enip.cip import Request, encode_request, parse_reply
from linebench.wire.enip.codec import REGISTER, SEND_RR, SEND_UNIT, Frame, FrameDecoder, encode_frame
from linebench.wire.enip.connection import Opening, Triad, open_request, parse_opened
from linebench.wire.enip.items import Message, encode_message, parse_message
from linebench.wire.enip.path import Port, Step
from linebench.wire.enip.transport import TRANSPORTS
from linebench.wire.side import Hang, Heard, Noted, Write
from tests.wire.pipe import Clock
from tests.wire.tagrig import TABLE, controller

__all__ = ["Client", "Plc", "named"]

ROUTE = (Port(1, b"\0"),)


def named(name):
    """The path of a tag."""
    return (Step("symbol", name),)


class Plc:
    """The controller. ``noted``: what it noted, by kind; ``hung``: clients that it hung up on."""

    def __init__(self, profile="", table=TABLE, **options):
        self.clock = Clock()
        self.face, self.image, make = controller(TRANSPORTS[0], table, profile, **options)
        self.side = make(self.clock.setting("plc"))
        self.noted, self.heard, self.hung = [], [], []

    def say(self, client, data):
        """Bytes arrive: the frames that come back."""
        decoder, found = FrameDecoder(65_535), []
        for effect in self.side.received(client, data):
            if isinstance(effect, Noted):
                self.noted.append(effect.what)
            elif isinstance(effect, Heard):
                self.heard.append(effect.message)
            elif isinstance(effect, Hang):
                self.hung.append(effect.client)
            elif isinstance(effect, Write):
                found += decoder.feed(effect.data)
        return found


class Client:
    """A client that has registered a session."""

    def __init__(self, plc, number=1):
        self.plc, self.number, self.sequence = plc, number, 0
        plc.side.opened(number)
        self.session = self.frame(REGISTER, b"\1\0\0\0", session=0).session

    def frame(self, command, data, *, session=None):
        """Send a frame: the one that comes back, or none."""
        sent = Frame(command, self.session if session is None else session, data, 0, b"context!")
        found = self.plc.say(self.number, encode_frame(sent))
        assert all(each.context == sent.context for each in found)
        return found[0] if found else None

    def ask(self, service, path, data=b""):
        """A request without a connection: its reply."""
        back = self.frame(SEND_RR, encode_message(Message(encode_request(Request(service, path, data)))))
        return parse_reply(parse_message(back.data, connected=False).content)

    def open(self, size=500, *, serial=1, large=False, route=ROUTE, interval=2_000_000, **changes):
        """Ask for a connection: the reply."""
        self.opening = Opening(Triad(serial, 9, self.number), 0x77, (size, size), (interval, interval), 0, 0, route)
        asked = open_request(self.opening, large=large)
        reply = self.ask(asked.service, asked.path, changes.get("data", asked.data))
        if not reply.status:
            self.connection, _ = parse_opened(reply)
        return reply

    def unit(self, content, *, sequence=None, connection=None):
        """A message on the connection: the frame that comes back."""
        self.sequence = self.sequence + 1 if sequence is None else sequence
        number = self.connection if connection is None else connection
        return self.frame(SEND_UNIT, encode_message(Message(content, number, self.sequence)))

    def tell(self, service, path, data=b"", **options):
        """A request on the connection: its reply."""
        back = self.unit(encode_request(Request(service, path, data)), **options)
        found = parse_message(back.data, connected=True)
        assert (found.connection, found.sequence) == (0x77, self.sequence)
        return parse_reply(found.content)
