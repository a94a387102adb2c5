"""Native mode: job files and job slots."""

from collections.abc import Mapping

from linebench.ports.camera import CameraJob, CameraState
from linebench.wire.insight.acts import Act, lines, status
from linebench.wire.insight.client import Client
from linebench.wire.insight.codec import BAD_PARAMETER, FAILED, OK
from linebench.wire.insight.files import Files
from linebench.wire.readers.device import DeviceSide
from linebench.wire.readers.lines import ToHost
from linebench.wire.side import Effect, Write

__all__ = ["Jobs"]


class Jobs:
    """See ``Group``. A job is loaded when the device behind says that it is active; the system must be offline."""

    def __init__(self, device: DeviceSide, files: Files) -> None:
        self._device = device
        self._files = files
        self.acts: Mapping[str, Act] = {
            "LF": self._load, "GF": self._active, "TF": self._store, "DF": self._delete,
            "SJ": self._load_slot, "GJ": self._active_slot, "TJ": self._store_slot, "DJ": self._delete_slot}

    def expired(self, kind: str, client: int, known: Client, out: list[Effect]) -> None:
        """See ``Group``: no timers here."""

    def _load(self, client: int, argument: str, out: list[Effect]) -> bytes | None:
        refused = self._unfit(argument)
        if refused is not None:
            return refused
        job = self._files.job_of(argument)

        def loaded(state: ToHost, out: list[Effect]) -> None:
            right = isinstance(state, CameraState) and state.job == job
            out.append(Write(client, status(OK if right else FAILED)))

        self._device.order_and_wait(client, CameraJob(job), loaded, out)
        return None

    def _active(self, client: int, argument: str, out: list[Effect]) -> bytes:  # noqa: ARG002  # all acts alike
        job = self._device.core.state.job
        return lines("1", self._files.file_of(job)) if job else status(FAILED)

    def _store(self, client: int, argument: str, out: list[Effect]) -> bytes:  # noqa: ARG002  # all acts alike
        refused = self._unfit(argument)
        if refused is None and not self._device.core.state.job:
            refused = status(FAILED)
        return refused or status(self._files.store(argument))

    def _delete(self, client: int, argument: str, out: list[Effect]) -> bytes:  # noqa: ARG002  # all acts alike
        return self._unfit(argument) or status(self._files.delete(argument))

    def _load_slot(self, client: int, argument: str, out: list[Effect]) -> bytes | None:
        file = self._in_slot(argument)
        return file if isinstance(file, bytes) else self._load(client, file, out)

    def _active_slot(self, client: int, argument: str, out: list[Effect]) -> bytes:  # noqa: ARG002  # all acts alike
        slot = self._files.slot_of(self._device.core.state.job)
        return status(FAILED) if slot is None else lines("1", str(slot))

    def _store_slot(self, client: int, argument: str, out: list[Effect]) -> bytes:
        if self._files.slot_of(argument) is None:
            return status(BAD_PARAMETER)
        return self._store(client, self._files.file_of(self._files.job_of(argument)), out)

    def _delete_slot(self, client: int, argument: str, out: list[Effect]) -> bytes:
        file = self._in_slot(argument)
        return file if isinstance(file, bytes) else self._delete(client, file, out)

    def _in_slot(self, argument: str) -> str | bytes:
        """The file in a slot, or the refusal."""
        slot = self._files.slot(argument)
        if slot < 0:
            return status(slot)
        file = self._files.in_slot(slot)
        return status(FAILED) if file is None else file

    def _unfit(self, file: str) -> bytes | None:
        """The refusal when there is no name, or the system is online."""
        if not file:
            return status(BAD_PARAMETER)
        return status(FAILED) if self._device.core.switched_on else None
