"""Native mode: files, pictures and settings as blocks of hexadecimal digits; system information and lock."""

from collections.abc import Mapping

from linebench.wire.insight.acts import Act, lines, status
from linebench.wire.insight.client import Client
from linebench.wire.insight.codec import BAD_PARAMETER, FAILED, OK, Upload, block
from linebench.wire.insight.files import Files
from linebench.wire.insight.profile import InsightProfile
from linebench.wire.readers.device import DeviceSide
from linebench.wire.side import Arm, Effect, Write

__all__ = ["Blocks"]


class Blocks:
    """See ``Group``.

    Attributes:
        picture: what ``RI`` and ``RB`` give, a file as real systems send it; empty: there is none, -2. The two
            writers replace it.

    """

    def __init__(self, device: DeviceSide, profile: InsightProfile, files: Files,
                 clients: dict[int, Client]) -> None:
        self._device = device
        self._profile = profile
        self._files = files
        self._clients = clients
        self._locked = False
        self.picture = b""
        self.acts: Mapping[str, Act] = {
            "RF": self._read_file, "RJ": self._read_job, "RI": self._read_picture, "RB": self._read_picture,
            "RS": self._read_settings, "TS": self._store_settings, "GI": self._info, "SL": self._lock,
            "GL": self._is_locked, "WF": self._writer("WF", 1), "WJ": self._writer("WJ", 1),
            "WI": self._writer("WI", 0), "WB": self._writer("WB", 0), "WS": self._writer("WS", 0)}

    def take(self, client: int, line: bytes, out: list[Effect]) -> None:
        """One more line of what a client is writing."""
        known = self._clients[client]
        assert known.upload is not None
        upload, kind, argument = known.upload
        done = upload.take(line)
        if done is None:
            return
        known.upload = None
        if done == OK:
            self._keep(kind, argument, upload)
        out.append(Write(client, status(done)))

    def expired(self, kind: str, client: int, known: Client, out: list[Effect]) -> None:
        """See ``Group``: the next part of a block is due."""
        if kind == "block":
            out.append(Write(client, known.parts.popleft()))
            self._go_on(client, out)

    def _keep(self, kind: str, argument: str, upload: Upload) -> None:
        if kind == "WF":
            self._files.write(upload.name, upload.data)
        elif kind == "WJ":
            name = upload.name if self._files.slot_of(upload.name) == int(argument) else argument + upload.name
            self._files.write(self._files.file_of(self._files.job_of(name)), upload.data)
        elif kind == "WS":
            self._files.settings = upload.data
        else:
            self.picture = upload.data

    def _writer(self, kind: str, names: int) -> Act:
        def begin(client: int, argument: str, out: list[Effect]) -> bytes | None:  # noqa: ARG001  # all acts alike
            if kind == "WJ" and self._files.slot(argument) < 0:
                return status(BAD_PARAMETER)
            self._clients[client].upload = (Upload(names, self._profile.max_file), kind, argument)
            return None
        return begin

    def _read_file(self, client: int, argument: str, out: list[Effect]) -> bytes | None:
        if not argument:
            return status(BAD_PARAMETER)
        data = self._files.read(argument)
        return status(FAILED) if data is None else self._send(client, data, out, name=argument, apart=True)

    def _read_job(self, client: int, argument: str, out: list[Effect]) -> bytes | None:
        slot = self._files.slot(argument)
        file = self._files.in_slot(slot) if slot >= 0 else None
        if file is None:
            return status(BAD_PARAMETER if slot < 0 else FAILED)
        return self._send(client, self._files.read(file) or b"", out, name=file, apart=True)

    def _read_picture(self, client: int, argument: str, out: list[Effect]) -> bytes | None:  # noqa: ARG002  # all alike
        return self._send(client, self.picture, out, apart=False) if self.picture else status(FAILED)

    def _read_settings(self, client: int, argument: str, out: list[Effect]) -> bytes | None:  # noqa: ARG002  # all alike
        return self._send(client, self._files.settings, out, apart=True)

    def _send(self, client: int, data: bytes, out: list[Effect], *, apart: bool, name: str = "") -> bytes | None:
        """Head, digits, checksum; with a pause in the profile in parts, of a picture digits and checksum in one."""
        size, digits, crc = block(data)
        head = lines("1", *([name] if name else []), size)
        if not self._profile.block_gap:
            return head + digits + crc
        self._clients[client].parts.extend([part for part in ([digits, crc] if apart else [digits + crc]) if part])
        self._device.sessions[client].wait((), lambda _message, _out: None)
        out.append(Write(client, head))
        self._go_on(client, out)
        return None

    def _go_on(self, client: int, out: list[Effect]) -> None:
        """Arm the next part, or take commands again."""
        if self._clients[client].parts:
            out.append(Arm(f"block:{client}", self._profile.block_gap))
        else:
            self._device.sessions[client].forget()

    def _info(self, client: int, argument: str, out: list[Effect]) -> bytes:  # noqa: ARG002  # all acts alike
        return lines("1", *self._profile.info)

    def _store_settings(self, client: int, argument: str, out: list[Effect]) -> bytes:  # noqa: ARG002  # all acts alike
        return status(FAILED if self._device.core.switched_on else OK)

    def _lock(self, client: int, argument: str, out: list[Effect]) -> bytes:  # noqa: ARG002  # all acts alike
        if argument not in ("0", "1"):
            return status(BAD_PARAMETER)
        self._locked = argument == "1"
        return status(OK)

    def _is_locked(self, client: int, argument: str, out: list[Effect]) -> bytes:  # noqa: ARG002  # all acts alike
        return lines(str(int(self._locked)))
