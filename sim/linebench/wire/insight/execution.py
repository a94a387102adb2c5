"""Native mode: online and offline, events, messages, restart."""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

from linebench.ports.camera import Reading, TriggerNow
from linebench.wire.insight.acts import Act, lines, status
from linebench.wire.insight.client import Client
from linebench.wire.insight.codec import BAD_PARAMETER, END, FAILED, NOT_ONLINE, OK
from linebench.wire.insight.profile import InsightProfile
from linebench.wire.readers.device import DeviceSide
from linebench.wire.readers.lines import ToHost
from linebench.wire.side import Arm, Cancel, Effect, Noted, Write

__all__ = ["Execution"]

_EVENTS = frozenset("012345678")
_ACQUIRE = "8"
_MESSAGE = re.compile(r'"(.*)"(.*)', re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


class Execution:
    """See ``Group``."""

    def __init__(self, device: DeviceSide, profile: InsightProfile) -> None:
        self._device = device
        self._profile = profile
        self.acts: Mapping[str, Act] = {"SO": self._set_online, "GO": self._get_online, "SE": self._event,
                                        "SW": self._event_and_wait, "SM": self._message, "RT": self._restart}

    def expired(self, kind: str, client: int, known: Client, out: list[Effect]) -> None:  # noqa: ARG002  # see Group
        """See ``Group``: the inspection that ``SW`` waits for does not end."""
        if kind == "event":
            self._device.sessions[client].forget()
            out.append(Write(client, status(FAILED)))

    def _set_online(self, client: int, argument: str, out: list[Effect]) -> bytes:  # noqa: ARG002  # all acts alike
        if argument not in ("0", "1"):
            return status(BAD_PARAMETER)
        core = self._device.core
        core.switched_on = argument == "1"
        return status(NOT_ONLINE if core.switched_on and not core.state.online else OK)

    def _get_online(self, client: int, argument: str, out: list[Effect]) -> bytes:  # noqa: ARG002  # all acts alike
        """Other than all getters it gives no status first."""
        return lines(str(int(self._device.core.online)))

    def _event(self, client: int, argument: str, out: list[Effect]) -> bytes:
        refused = self._unfit(argument)
        if refused is not None:
            return refused
        if argument == _ACQUIRE:
            self._device.order(client, TriggerNow(), out)
        if self._profile.event_reply == "status":
            return status(OK)
        xml = _as_xml(self._device.core.last)
        return lines("1", str(len(xml)), xml)

    def _event_and_wait(self, client: int, argument: str, out: list[Effect]) -> bytes | None:
        refused = self._unfit(argument)
        if refused is not None:
            return refused
        if argument != _ACQUIRE:
            return status(OK)
        timer = f"event:{client}"

        def seen(_: ToHost, out: list[Effect]) -> None:
            out.extend((Cancel(timer), Write(client, status(OK))))

        out.append(Arm(timer, self._profile.event_within))
        self._device.order_and_wait(client, TriggerNow(), seen, out)
        return None

    def _message(self, client: int, argument: str, out: list[Effect]) -> bytes:
        match = _MESSAGE.fullmatch(argument)
        if match is None or (match[2] and match[2] not in _EVENTS):
            return status(BAD_PARAMETER)
        out.append(Noted("message", f"client {client}: {match[1][:80]!r}"))
        if match[2]:
            refused = self._unfit(match[2])
            if refused is None and match[2] == _ACQUIRE:
                self._device.order(client, TriggerNow(), out)
            return refused or status(OK)
        return status(OK)

    def _restart(self, client: int, argument: str, out: list[Effect]) -> None:  # noqa: ARG002  # all acts alike
        """All connections end without a reply."""
        for each in [*self._device.sessions]:
            self._device.hang(each, "restart", out)

    def _unfit(self, event: str) -> bytes | None:
        if event not in _EVENTS:
            return status(BAD_PARAMETER)
        return None if self._device.core.online else status(FAILED)


def _as_xml(reading: Reading | None) -> bytes:
    """The last result as XML, in ASCII; which elements real systems send depends on the job."""
    values = {} if reading is None else {
        "Trigger": str(reading.trigger), "Outcome": reading.outcome, "Symbology": reading.symbology,
        "Data": reading.content, "Text": reading.text}
    elements = "".join(f"<{name}>{escape(_CONTROL.sub(_shown, value))}</{name}>" for name, value in values.items())
    return f"<Result>{elements}</Result>".encode("ascii", "xmlcharrefreplace").replace(END, b" ")


def _shown(match: re.Match[str]) -> str:
    return "{GS}" if match[0] == "\x1d" else "?"
