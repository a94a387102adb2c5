"""Levels that dial a line served elsewhere: what ``linebench stack`` runs."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import msgspec

from linebench.levels import LEVELS, LevelSetup
from linebench.wiring.control import Begin, WireTo
from linebench.wiring.ends import WiringError
from linebench.wiring.station import Station

__all__ = ["Served", "Visit", "read_served"]


class ServedEndpoint(msgspec.Struct, frozen=True):
    """One endpoint of a line as ``linebench serve --json`` tells it."""

    level: str
    seat: str
    device: str
    dialect: str
    host: str
    port: int
    profile: str = ""
    options: dict[str, str] = {}
    channels: dict[str, WireTo] = {}
    map: str = ""
    """The file that names its tags, where they are not the bench's own."""
    tls: dict[str, str] = {}
    """Options of ``wire.tls``, where it is not spoken in clear."""


class Served(msgspec.Struct, frozen=True):
    """A served line as ``linebench serve --json`` tells it."""

    scenario: str
    epoch: str
    pace: str
    endpoints: tuple[ServedEndpoint, ...]

    @property
    def factor(self) -> int:
        """How many times faster than the wall the line runs."""
        return int(self.pace.partition(":")[2] or 1)


def read_served(text: str | bytes, source: str) -> Served:
    """Read the document that ``linebench serve --json`` prints.

    Raises:
        WiringError: it is none; the text names ``source``.

    """
    try:
        return msgspec.json.decode(text, type=Served)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise WiringError(f"{source}: {error}; expected what linebench serve --json prints") from error


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """Levels that dial a served line: ``levels``, or all that it serves. What they store is kept in ``store``."""

    served: Served
    setups: Mapping[str, LevelSetup]
    levels: tuple[str, ...]
    seed: int
    mutants: tuple[str, ...]
    store: Path
    real: bool = False
    """Wires may leave this machine: an endpoint that was written into the document by hand is a real device."""

    async def run(self, stopped: asyncio.Event) -> None:
        """Run the levels until ``stopped``.

        Raises:
            WiringError: the line does not serve a level that is to run.

        """
        stations: list[Station] = []
        try:
            wanted = self.levels or {each.level for each in self.served.endpoints}
            for level in (name for name in LEVELS if name in wanted):
                stations.append(Station(self._begin(level)))
                await stations[-1].start()
            await stopped.wait()
        finally:
            for station in stations:
                await station.stop()

    def _channels(self, channels: Mapping[str, WireTo]) -> dict[str, WireTo]:
        return {name: msgspec.structs.replace(one, real=self.real) for name, one in channels.items()}

    def _begin(self, level: str) -> Begin:
        for each in self.served.endpoints:
            if each.level == level and each.map:
                raise WiringError(f"level {level}: the tags of its {each.seat} are named by {each.map}; expected "
                                  "the bench's own, which are all that this level knows")
        wires = {each.seat: WireTo(each.device, each.dialect, each.profile, each.options, each.host, each.port,
                                   self._channels(each.channels), self.real, each.tls)
                 for each in self.served.endpoints if each.level == level}
        if not wires:
            known = ", ".join(sorted({each.level for each in self.served.endpoints})) or "none"
            raise WiringError(f"level {level}: the line serves {known}; name one of these with --level")
        store = str(self.store / f"{level}.sqlite")
        return Begin(self.setups[level], self.mutants, self.seed, "", "", wires, store, self.served.epoch,
                     stepped=False, factor=self.served.factor, t=0)
