"""What a ZPL printer answers when it is asked: ``~HI``, ``~HS``, ``~HQES``, ``~HU`` and ``getvar``."""

from collections.abc import Mapping

from linebench.wire.printers.core import PrinterCore
from linebench.wire.zpl.alerts import AlertTable
from linebench.wire.zpl.batches import Batches
from linebench.wire.zpl.conditions import Condition, conditions_of, show
from linebench.wire.zpl.profile import ZplProfile
from linebench.wire.zpl.replies import Errors, HostStatus, encode_block, encode_line, encode_quoted

__all__ = ["Queries"]

_KNOWN = frozenset({"~HI", "~HS", "~HQ", "~HU"})


class Queries:
    """Answers from what the printer is just now."""

    def __init__(self, profile: ZplProfile, core: PrinterCore, batches: Batches, alerts: AlertTable,
                 memory: Mapping[str, object]) -> None:
        self._profile, self._core, self._batches = profile, core, batches
        self._alerts, self._memory = alerts, memory

    def knows(self, name: str) -> bool:
        """Whether a command is a question."""
        return name in _KNOWN

    def answer(self, name: str, text: str, *, partial: bool) -> bytes:
        """The bytes of the answer; empty when there is none. ``partial``: a format of the client has begun."""
        if name == "~HI":
            return encode_block(self._profile.identity)
        if name == "~HS":
            return self._status(partial=partial)
        if name == "~HQ":
            return encode_block(self._shown(HostStatus())[1].block()) if text.upper() == "ES" else b""
        return b"".join(map(encode_line, self._alerts.lines()))

    def variable(self, name: str) -> bytes:
        """The answer to a ``getvar``; ``?`` for a variable that the unit does not have."""
        if name and name == self._profile.ink_variable:
            return encode_quoted(str(self._core.state.ink))
        return encode_quoted("?")

    def conditions(self) -> tuple[Condition, ...]:
        """What holds now."""
        return conditions_of(self._core.state, self._profile.conditions)

    def _status(self, *, partial: bool) -> bytes:
        if self._profile.silent_status and any(each.silences for each in self.conditions()):
            return b""
        status = HostStatus(
            paused=not self._core.enabled, formats=self._batches.behind, buffer_full=self._batches.full,
            partial=partial, remaining=self._batches.remaining, stored=len(self._memory))
        return b"".join(map(encode_block, self._shown(status)[0].blocks()))

    def _shown(self, status: HostStatus) -> tuple[HostStatus, Errors]:
        return show(self.conditions(), status)
