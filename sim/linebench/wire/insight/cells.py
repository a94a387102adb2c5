"""Native mode: values of cells and tags."""

from collections.abc import Mapping

from linebench.ports.camera import AskCounters, ResetCounters, ToDevice
from linebench.wire.insight.acts import Act, status
from linebench.wire.insight.client import Client
from linebench.wire.insight.codec import BAD_PARAMETER, END, OK, reference
from linebench.wire.insight.profile import InsightProfile
from linebench.wire.insight.sheet import Sheet
from linebench.wire.readers.device import DeviceSide
from linebench.wire.readers.lines import ToHost
from linebench.wire.side import Effect, Write

__all__ = ["Cells"]


class Cells:
    """See ``Group``. Two cells order something: a 1 in them asks for the counters, or resets them."""

    def __init__(self, device: DeviceSide, profile: InsightProfile, sheet: Sheet) -> None:
        self._device = device
        self._sheet = sheet
        self._orders: dict[str, ToDevice] = {profile.counters_cell: AskCounters(),
                                             profile.reset_cell: ResetCounters()}
        self.acts: Mapping[str, Act] = {
            "GV": self._get, "SI": self._integer,
            **{kind: self._setter(kind) for kind in ("SF", "SS", "SR")}}

    def expired(self, kind: str, client: int, known: Client, out: list[Effect]) -> None:
        """See ``Group``: no timers here."""

    def _get(self, client: int, argument: str, out: list[Effect]) -> bytes:  # noqa: ARG002  # all acts alike
        value = self._sheet.get(argument)
        return status(BAD_PARAMETER) if value is None else status(OK) + value + END

    def _integer(self, client: int, argument: str, out: list[Effect]) -> bytes | None:
        found = reference(argument)
        order = self._orders.get(found[0]) if found and found[1].strip() == "1" else None
        if order is None:
            return status(self._sheet.set("SI", argument))

        def done(_: ToHost, out: list[Effect]) -> None:
            out.append(Write(client, status(OK)))

        self._device.order_and_wait(client, order, done, out)
        return None

    def _setter(self, kind: str) -> Act:
        return lambda _client, argument, _out: status(self._sheet.set(kind, argument))
