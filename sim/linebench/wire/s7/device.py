"""An S7 CPU that shows a tag image in a data block: the controller's end."""

from linebench.wire.s7.codec import REQUEST, Broken, Connect, Disconnect, Packet
from linebench.wire.s7.items import DONE, encode_data, parse_data, parse_items
from linebench.wire.s7.layout import S7Layout
from linebench.wire.s7.pdu import (
    ANSWER,
    JOB,
    READ,
    SETUP,
    USERDATA,
    WRITE,
    Pdu,
    S7Error,
    encode_pdu,
    encode_setup,
    parse_pdu,
    parse_setup,
)
from linebench.wire.s7.profile import S7Profile
from linebench.wire.s7.session import Session
from linebench.wire.s7.store import Store
from linebench.wire.s7.tools import Tools
from linebench.wire.side import Effect, Hang, Noted, Setting, Write
from linebench.wire.tags.device import TagDevice
from linebench.wire.tags.image import TagImage
from linebench.wire.tags.memory import TagMemory

__all__ = ["S7Device"]

_UNKNOWN, _WRONG = 0x8104, 0x8500
"""Errors of a whole request: function not implemented; a frame that is wrong or an answer too long."""


class S7Device(TagDevice[Session]):
    """The device side: every item of a request is answered by itself; all clients see and write one image."""

    def __init__(self, image: TagImage, profile: S7Profile, setting: Setting) -> None:
        super().__init__(image)
        self._profile, self._setting = profile, setting
        layout = S7Layout(image.table, profile.db, profile.length)
        self._store = Store(TagMemory(image, layout, gaps=profile.gaps, guarded=profile.guarded), layout.blocks)
        self._tools = Tools(profile, setting.epoch)

    def session(self, client: int) -> Session:
        """See ``DeviceBase``."""
        return Session(self._profile, client)

    def heard(self, client: int, session: Session, data: bytes, out: list[Effect]) -> None:
        """See ``DeviceBase``."""
        for item in session.decoder.feed(data):
            if client in self.sessions:  # what ends the connection ends these bytes as well
                self._packet(client, session, item, out)

    def _packet(self, client: int, session: Session, item: Packet, effects: list[Effect]) -> None:
        if isinstance(item, Broken):
            self._hang(client, item.what, item.why, effects)
        elif isinstance(item, Disconnect):
            effects.append(Hang(client, "the client took leave"))
            self.sessions.pop(client)
        elif isinstance(item, Connect):
            self._connect(client, session, item, effects)
        elif not session.connected:
            self._hang(client, "garbage", "data before the connection was requested", effects)
        else:
            self._message(client, session, item, effects)

    def _connect(self, client: int, session: Session, request: Connect, effects: list[Effect]) -> None:
        if request.kind != REQUEST or session.connected:
            self._hang(client, "garbage", f"connection packet {request.kind:02X} out of place", effects)
            return
        others = sum(other.connected for other in self.sessions.values())
        full = others >= self._profile.connections
        if not full and (confirmed := session.connect(request)) is not None:
            effects.append(Write(client, confirmed))
            return
        effects.append(Write(client, session.refuse(request)))
        self._hang(client, "refused", f"{others} connections" if full else f"called TSAP {request.called.hex()}",
                   effects)

    def _hang(self, client: int, what: str, why: str, effects: list[Effect]) -> None:
        effects += [Noted(what, why), Hang(client, why)]
        self.sessions.pop(client)

    def _message(self, client: int, session: Session, message: bytes, effects: list[Effect]) -> None:
        try:
            pdu = parse_pdu(message, session.size)
        except S7Error as error:
            effects.append(Noted("garbage", str(error)))
            answer = None if error.reference is None else _error(error.reference, _WRONG)
        else:
            answer = self._answer(session, pdu, effects)
        if answer is not None:
            effects.append(Write(client, session.encode(encode_pdu(answer))))

    def _answer(self, session: Session, pdu: Pdu, effects: list[Effect]) -> Pdu | None:
        answer = self._carried_out(session, pdu, effects)
        if answer is None:
            effects.append(Noted("garbage", f"PDU of kind {pdu.kind}, which no client sends"))
        elif answer.error:
            effects.append(Noted("refused", f"function {pdu.parameters[:1].hex()}: error {answer.error:04X}"))
        elif session.size and len(encode_pdu(answer)) > session.size:
            effects.append(Noted("refused", f"the answer has more than {session.size} bytes"))
            return _error(pdu.reference, _WRONG)
        return answer

    def _carried_out(self, session: Session, pdu: Pdu, effects: list[Effect]) -> Pdu | None:
        if pdu.kind == USERDATA and session.size:
            return self._tools.answer(pdu, session, self._setting.now())
        if pdu.kind != JOB:
            return None
        try:
            return self._job(session, pdu, effects)
        except S7Error as error:
            effects.append(Noted("garbage", str(error)))
            return _error(pdu.reference, _WRONG)

    def _job(self, session: Session, pdu: Pdu, effects: list[Effect]) -> Pdu:
        function = pdu.parameters[0] if pdu.parameters else 0
        if function == SETUP:
            agreed = session.agree(parse_setup(pdu.parameters))
            return Pdu(ANSWER, pdu.reference, encode_setup(agreed))
        if function not in (READ, WRITE) or not session.size:  # nothing goes before the agreement
            return _error(pdu.reference, _UNKNOWN)
        if function == READ:
            return self._read(pdu)
        return self._write(pdu, effects)

    def _read(self, pdu: Pdu) -> Pdu:
        if len(pdu.parameters) == 1 and self._profile.bare_read == "empty":
            return Pdu(ANSWER, pdu.reference, bytes((READ, 0)))
        data = [self._store.read(item) for item in parse_items(pdu.parameters)]
        return Pdu(ANSWER, pdu.reference, bytes((READ, len(data))), encode_data(data))

    def _write(self, pdu: Pdu, effects: list[Effect]) -> Pdu:
        items = parse_items(pdu.parameters)
        data = parse_data(pdu.data, len(items))
        codes = bytes(self._store.write(item, datum) for item, datum in zip(items, data, strict=True))
        effects += [Noted("refused", f"write of item {number}: {code:02X}")
                    for number, code in enumerate(codes, 1) if code != DONE]
        effects += self._store.commit()
        return Pdu(ANSWER, pdu.reference, bytes((WRITE, len(items))), codes)


def _error(reference: int, error: int) -> Pdu:
    return Pdu(ANSWER, reference, b"", error=error)
