"""What the journals of a test case show of what it depends on."""

from linebench.evidence.components import components_of
from linebench.evidence.files import Source
from linebench.records import Record
from linebench.records.codec import JournalError, read_blocks
from linebench.records.run import Opened
from linebench.records.wire import Delivered, Dropped, WireNoted

__all__ = ["Shown", "wire_of"]


class Shown:
    """Adds up what some journals show."""

    def __init__(self) -> None:
        self.records: set[str] = set()
        self.links: set[str] = set()
        self.dialects: set[str] = set()
        self.files: set[str] = set()
        self.images = False
        self.whole = True

    def read(self, source: Source, name: str) -> None:
        """Take a journal of a package in; one that is missing or damaged is remembered."""
        if not source.has(name):
            self.whole = False
            return
        try:
            for block in read_blocks(source.read(name)):
                for record in block.records:
                    self._record(record)
        except JournalError:
            self.whole = False

    def _record(self, record: Record) -> None:
        self.records.add(str(type(record).__struct_config__.tag).rpartition(".")[0])
        if isinstance(record, Delivered | Dropped | WireNoted):
            self.links.add(wire_of(record.link))
        elif isinstance(record, Opened):
            self.images |= '"fidelity":"image"' in record.scenario.replace(" ", "")
            self.files |= {path for path, _ in record.files}
            spoken = (one for component in components_of((record,)) for one in component.spoken)
            self.dialects |= {name for one in spoken for name in (one.dialect, *one.also)}

    @property
    def seats(self) -> frozenset[str]:
        """The seats on either end of a link."""
        return frozenset(seat for link in self.links for seat in link.split("-"))


def wire_of(link: str) -> str:
    """Name a wire by its two ends in the order of the alphabet: ``printer>l2`` and ``l2-printer`` are one."""
    return "-".join(sorted(link.replace(">", "-").split("-")))
