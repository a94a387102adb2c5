"""A CPU's end with one client that asks it, packet by packet."""

import struct

from linebench.wire.s7.codec import REQUEST, Connect, MessageDecoder, encode_connect, encode_message
from linebench.wire.s7.items import BIT, BYTE, DB, Datum, Item, encode_data, encode_items, parse_data
from linebench.wire.s7.pdu import (
    ANSWER,
    JOB,
    READ,
    USERDATA,
    WRITE,
    Pdu,
    Setup,
    encode_pdu,
    encode_setup,
    parse_pdu,
)
from linebench.wire.s7.transport import TRANSPORTS
from linebench.wire.side import Write
from tests.wire.pipe import Clock
from tests.wire.tagrig import controller

S7 = TRANSPORTS[0]
RUNNING, ON, DRY = (Item(DB, 1, at * 8 + bit, BIT, 1) for at, bit in ((0, 0), (29, 0), (29, 1)))


def at(byte, count, size=BYTE, db=1, area=DB):
    return Item(area, db, byte * 8, size, count)


class Cpu:
    """A device side with one client, connected and agreed unless ``size`` is 0."""

    def __init__(self, profile="", size=480, **options):
        self.face, self.image, make = controller(S7, profile=profile, **options)
        self.clock = Clock()
        self.side = make(self.clock.setting("plc"))
        self.side.opened(1)
        self.effects, self._reference = [], 0
        slot = S7.profile(profile).slots[-1]
        if size:
            self.raw(encode_connect(Connect(REQUEST, 0, 1, 10, b"\1\0", bytes((1, slot)))))
            self.job(encode_setup(Setup(2, 2, size)))

    def raw(self, data, client=1):
        self.effects = list(self.side.received(client, data))
        decoder = MessageDecoder(4096)
        return [item for effect in self.effects if isinstance(effect, Write) for item in decoder.feed(effect.data)]

    def job(self, parameters, data=b"", kind=JOB):
        self._reference += 1
        answers = self.raw(encode_message(encode_pdu(Pdu(kind, self._reference, parameters, data))))
        if not answers:
            return None
        answer = parse_pdu(answers[0])
        assert (len(answers), answer.reference) == (1, self._reference)
        assert answer.kind == (USERDATA if kind == USERDATA else ANSWER)
        return answer

    def read(self, *items):
        answer = self.job(encode_items(READ, items))
        assert answer.parameters == bytes((READ, len(items)))
        return [datum.data if datum.code == 0xFF else datum.code for datum in parse_data(answer.data, len(items))]

    def write(self, *pairs):
        data = encode_data([Datum(0, item.size, data) for item, data in pairs])
        answer = self.job(encode_items(WRITE, [item for item, _ in pairs]), data)
        assert answer.parameters == bytes((WRITE, len(pairs)))
        return list(answer.data)

    def system(self, number, index=0):
        """All of a system status list, part by part; or the error."""
        head = bytes.fromhex("000112041144 0100")
        found, answer = b"", self.job(head, struct.pack(">BBHHH", 0xFF, 9, 4, number, index), USERDATA)
        while True:
            if error := int.from_bytes(answer.parameters[10:12]):
                return error
            found += answer.data[4:]
            if not answer.parameters[9]:
                return found
            follow = bytes.fromhex("000112081244 01") + answer.parameters[7:8] + bytes(4)
            answer = self.job(follow, b"\x0a\0\0\0", USERDATA)
