"""The device's end of native mode: log-in, replies, what is pushed. What commands do is in groups of their own."""

import hmac
from collections.abc import Sequence

from linebench.ports.camera import Reading
from linebench.wire.insight.acts import Act, Group, status
from linebench.wire.insight.blocks import Blocks
from linebench.wire.insight.cells import Cells
from linebench.wire.insight.client import Client
from linebench.wire.insight.codec import END, NO_ACCESS, PASSWORD, UNKNOWN, USER, command
from linebench.wire.insight.execution import Execution
from linebench.wire.insight.files import Files
from linebench.wire.insight.jobs import Jobs
from linebench.wire.insight.profile import InsightProfile
from linebench.wire.insight.sheet import Sheet
from linebench.wire.readers.device import DeviceSide
from linebench.wire.readers.framing import Bad, Frames
from linebench.wire.readers.lines import ToHost
from linebench.wire.side import Effect, Noted, Setting, Write

__all__ = ["InsightDevice"]

_CHANGING = frozenset({"SO", "SE", "SW", "SM", "LF", "TF", "DF", "SJ", "TJ", "DJ", "SI", "SF", "SS", "SR", "RT",
                       "TS", "SL", "WF", "WJ", "WB", "WI", "WS"})
"""Commands that need full access."""


class InsightDevice(DeviceSide):
    """A ``Side`` that stands for the vision system.

    Attributes:
        blocks: its ``picture`` is what ``RI`` and ``RB`` give.

    """

    def __init__(self, profile: InsightProfile, setting: Setting) -> None:
        super().__init__(profile, setting, "\r\n")
        self._options = profile
        self._clients: dict[int, Client] = {}
        self._sheet = Sheet(profile, self.core, self.lines)
        files = Files(profile)
        self.blocks = Blocks(self, profile, files, self._clients)
        self._groups: tuple[Group, ...] = (Execution(self, profile), Jobs(self, files),
                                           Cells(self, profile, self._sheet), self.blocks)
        self._acts: dict[str, Act] = {code: act for group in self._groups for code, act in group.acts.items()}

    def frames(self) -> Frames:
        """See ``DeviceSide``."""
        return Frames(END, most=self._options.max_frame)

    def pushed(self, client: int, line: bytes) -> bytes:  # noqa: ARG002  # all clients get the same
        """See ``DeviceSide``."""
        return self._options.push_mark.encode() + line + END

    def greeting(self, client: int) -> Sequence[Effect]:
        """See ``DeviceSide``."""
        self._clients[client] = Client()
        return [Write(client, self._options.welcome.encode() + END), Write(client, USER)]

    def misframed(self, client: int, bad: Bad) -> Sequence[Effect]:  # noqa: ARG002  # every such line is unknown
        """See ``DeviceSide``."""
        return [Write(client, status(UNKNOWN))] if self.listens(client) else []

    def listens(self, client: int) -> bool:
        """See ``DeviceSide``."""
        return self._clients[client].stage == "in"

    def closed(self, client: int) -> Sequence[Effect]:
        """See ``Side``."""
        self._clients.pop(client, None)
        return super().closed(client)

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``Side``."""
        out: list[Effect] = []
        kind, _, number = name.partition(":")
        client = int(number)
        session = self.sessions.get(client)
        if session is not None:
            for group in self._groups:
                group.expired(kind, client, self._clients[client], out)
            self.work(session, out)
        return out

    def framed(self, client: int, frame: bytes, out: list[Effect]) -> None:
        """See ``DeviceSide``."""
        known = self._clients[client]
        if known.stage != "in":
            self._log_in(client, known, frame, out)
        elif known.upload is not None:
            self.blocks.take(client, frame, out)
        else:
            self._do(client, frame, out)

    def publish(self, message: ToHost, out: list[Effect]) -> None:
        """See ``DeviceSide``. Everything lies in the ring of cells, pushed or not."""
        line = self.lines.encode(message, self.core.state.job)
        if line is not None:
            self._sheet.add(line)
        if self._options.push:
            super().publish(message, out)
        elif isinstance(message, Reading) and not any(map(self.listens, self.sessions)):
            out.append(Noted("unheard", f"reading of trigger {message.trigger}: nobody is logged in"))

    def _do(self, client: int, frame: bytes, out: list[Effect]) -> None:
        asked = command(frame)
        act = self._acts.get(asked.code)
        if act is None:
            out.extend((Noted("garbage", f"client {client}: {frame[:60]!r} is no command"),
                        Write(client, status(UNKNOWN))))
        elif asked.code in _CHANGING and self._options.access != "full":
            out.append(Write(client, status(NO_ACCESS)))
        else:
            place = len(out)
            reply = act(client, asked.argument, out)
            if reply is not None:
                out.insert(place, Write(client, reply))

    def _log_in(self, client: int, known: Client, line: bytes, out: list[Effect]) -> None:
        if known.stage == "user":
            known.user, known.stage = line, "password"
            out.append(Write(client, PASSWORD))
            return
        options = self._options
        right = hmac.compare_digest(known.user, options.user.encode())
        # both are compared, whatever the first gives: the answer takes as long for a wrong user as for a right one
        if hmac.compare_digest(line, options.password.encode()) and right:
            known.stage = "in"
            out.append(Write(client, b"User Logged In" + END))
            return
        out.append(Write(client, options.login_refused.encode() + END))
        out.append(Noted("refused", f"client {client}: log-in"))
        self.hang(client, "log-in refused", out)
