"""A Logix controller that shows a tag image as its controller tags: the controller's end."""

import struct
from collections.abc import Sequence

from linebench.wire.enip.cip import CipError, Reply, Status, encode_reply, parse_request
from linebench.wire.enip.codec import (
    LIST_IDENTITY,
    LIST_INTERFACES,
    LIST_SERVICES,
    NOP,
    REGISTER,
    SEND_RR,
    SEND_UNIT,
    UNREGISTER,
    Frame,
    FrameDecoder,
    Oversized,
    encode_frame,
)
from linebench.wire.enip.codec import Item as Cut
from linebench.wire.enip.connection import MANAGER, SEND
from linebench.wire.enip.items import ItemError, Message, encode_list, encode_message, parse_message
from linebench.wire.enip.layout import LogixLayout
from linebench.wire.enip.manager import Manager
from linebench.wire.enip.objects import Objects, identity, wall_clock
from linebench.wire.enip.profile import EnipProfile
from linebench.wire.enip.router import Router, refused
from linebench.wire.enip.store import Store
from linebench.wire.side import Effect, Hang, Noted, Setting, Write
from linebench.wire.tags.device import TagDevice
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.logix_names import with_names
from linebench.wire.tags.memory import TagMemory

__all__ = ["EnipDevice", "Session"]

_COMMAND, _DATA, _SESSION, _LENGTH, _VERSION = 0x0001, 0x0003, 0x0064, 0x0065, 0x0069
"""Status of a frame: unknown command, wrong data, wrong session, wrong length, wrong version."""
_PROTOCOL = 1
_FIRST_SESSION = 0x0100_0000
_SERVICES = struct.pack("<HH16s", _PROTOCOL, 0x0020, b"Communications")
_PORT, _INTERNET = 44_818, 2
_OPERATIONAL = 3


class Session:
    """One client. ``handle``: the number of its session, 0 until it is registered."""

    def __init__(self, longest: int) -> None:
        self.decoder = FrameDecoder(longest)
        self.handle = 0


class EnipDevice(TagDevice[Session]):
    """The device side: all clients see and write one image; what one message writes is one write."""

    def __init__(self, image: TagImage, profile: EnipProfile, setting: Setting) -> None:
        super().__init__(image)
        self._profile = profile
        table = with_names(image.table)
        layout = LogixLayout(table, profile)
        memory = TagMemory(image, layout, guarded=profile.guarded)
        self._store = Store(memory, layout, table, profile)
        self._router = Router(self._store, Objects(
            profile, layout, table, lambda: wall_clock(setting.epoch, setting.now())))
        self._manager = Manager(profile, setting.now)

    def session(self, client: int) -> Session:
        """See ``DeviceBase``."""
        del client
        return Session(self._profile.most)

    def admit(self, client: int) -> Sequence[Effect]:
        """See ``DeviceBase``."""
        if len(self.sessions) < self._profile.sessions:
            return ()
        return [Noted("refused", f"client {client}: {self._profile.sessions} connected already"),
                Hang(client, "no room")]

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        self._manager.leave(client)
        return super().closed(client)

    def heard(self, client: int, session: Session, data: bytes, out: list[Effect]) -> None:
        """See ``DeviceBase``."""
        for item in session.decoder.feed(data):
            if client in self.sessions:  # what ends the connection ends these bytes as well
                self._frame(client, session, item, out)

    def _frame(self, client: int, session: Session, item: Cut, out: list[Effect]) -> None:
        if isinstance(item, Oversized):
            out.append(Noted("oversized", f"a frame of {item.length} bytes; {self._profile.most} at most"))
            self._reply(client, item.head, out, status=_LENGTH)
        elif item.options:
            out.append(Noted("garbage", f"a frame with options {item.options:08X}"))  # to be passed over in silence
        elif item.command == UNREGISTER:
            out.append(Hang(client, "the client took leave"))
            self._manager.leave(client)
            self.sessions.pop(client)
        elif item.command != NOP:
            self._command(client, session, item, out)

    def _command(self, client: int, session: Session, frame: Frame, out: list[Effect]) -> None:
        listed = {LIST_SERVICES: [(0x0100, _SERVICES)], LIST_IDENTITY: [(0x000C, self._identity())],
                  LIST_INTERFACES: []}
        if frame.command in listed:
            self._reply(client, frame, out, encode_list(listed[frame.command]))
        elif frame.command == REGISTER:
            self._register(client, session, frame, out)
        elif frame.command not in (SEND_RR, SEND_UNIT):
            out.append(Noted("garbage", f"command {frame.command:04X}"))
            self._reply(client, frame, out, status=_COMMAND)
        elif not session.handle or frame.session != session.handle:
            out.append(Noted("refused", f"session {frame.session:08X}; it is {session.handle:08X}"))
            self._reply(client, frame, out, status=_SESSION)
        else:
            self._send(client, frame, out)

    def _register(self, client: int, session: Session, frame: Frame, out: list[Effect]) -> None:
        version = int.from_bytes(frame.data[:2], "little")
        if len(frame.data) != 4:  # noqa: PLR2004 - version and options
            status = _LENGTH
        elif version != _PROTOCOL:
            status = _VERSION
        else:
            status = _COMMAND if session.handle else 0
        if status:
            out.append(Noted("refused", f"a session of version {version}: status {status:04X}"))
        else:
            session.handle = _FIRST_SESSION + client
        data = struct.pack("<HH", _PROTOCOL, 0) if status in (0, _VERSION) else b""
        out.append(Write(client, encode_frame(Frame(REGISTER, session.handle, data, status, frame.context))))

    def _send(self, client: int, frame: Frame, out: list[Effect]) -> None:
        try:
            message = parse_message(frame.data, connected=frame.command == SEND_UNIT)
        except ItemError as error:
            out.append(Noted("garbage", str(error)))
            self._reply(client, frame, out, status=_DATA)
            return
        notes: list[Noted] = []
        if message.connection is None:
            content = encode_reply(self._unconnected(client, message.content, notes))
            data, status = encode_message(Message(content)), 0
        else:
            data, status = self._connected(client, message, notes)
        out += notes
        out += self._store.commit()
        self._reply(client, frame, out, data, status)

    def _connected(self, client: int, message: Message, notes: list[Noted]) -> tuple[bytes, int]:
        """The data of the frame that answers, and its status."""
        found = self._manager.connection(client, message.connection or 0)
        if found is None:
            notes.append(Noted("refused", f"connection {message.connection:08X}, which does not stand"))
            return b"", _DATA
        if len(message.content) > found.opening.sizes[0]:
            notes.append(Noted("oversized", f"a message of {len(message.content)} bytes on a connection of "
                                            f"{found.opening.sizes[0]}"))
            return b"", _LENGTH
        if found.last == message.sequence:  # the same message again
            notes.append(Noted("repeated", f"sequence count {message.sequence}"))
        said = found.said if found.last == message.sequence else b""
        if not said:
            before = self._store.writes
            said = encode_reply(self._router.carry_out(message.content, found.room, notes))
            found.last, found.said = message.sequence, said if self._store.writes != before else b""
        return encode_message(Message(said, found.opening.back, message.sequence)), 0

    def _unconnected(self, client: int, content: bytes, notes: list[Noted]) -> Reply:
        service = content[0] & 0x7F if content else 0
        try:
            request = parse_request(content)
            if request.path != MANAGER:
                return self._router.carry_out(content, self._profile.unconnected, notes)
            if request.service == SEND:
                return self._router.carry_out(self._manager.passed_on(request), self._profile.unconnected, notes)
            reply = self._manager.answer(client, request)
        except CipError as error:
            return refused(service, error, notes)
        if reply.status != Status.OK:
            notes.append(Noted("refused", f"service {service:02X} of the Connection Manager: {reply.why}"))
        return reply

    def _reply(self, client: int, frame: Frame, out: list[Effect], data: bytes = b"", status: int = 0) -> None:
        out.append(Write(client, encode_frame(Frame(frame.command, frame.session, data, status, frame.context))))

    def _identity(self) -> bytes:
        # the side does not know its address: a client knows whom it asked
        address = struct.pack(">HHI8x", _INTERNET, _PORT, 0)
        return struct.pack("<H", _PROTOCOL) + address + identity(self._profile) + bytes((_OPERATIONAL,))
