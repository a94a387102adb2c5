"""Which signals of the I/O list crossed between field and PLC."""

from collections.abc import Collection, Iterator, Sequence

from linebench.bdd.seen import each
from linebench.ports.io import INPUTS, OUTPUTS, Edges, Input, Output
from linebench.records import AnyRecord
from linebench.records.wire import Delivered

__all__ = ["signal_rows"]


def signal_rows(records: Sequence[AnyRecord], absent: Collection[str] = ()) -> Iterator[tuple[str, str, str]]:
    """A row for each signal of the list: what, as it should be, as found. ``absent``: what this line has not."""
    seen = {name for _, said in each(records, Delivered) for name in _signals(said.message)}
    for name, words in ((name, words) for name, words in INPUTS.items() if name not in absent):
        yield f"input {name}: {words}", "seen", "seen" if name in seen else "not seen"
    for name, words in OUTPUTS.items():
        yield f"output {name}: {words}", "acted", "acted" if name in seen else "did not act"


def _signals(message: object) -> tuple[str, ...]:
    if isinstance(message, Edges):
        return message.signals
    return (message.signal,) if isinstance(message, (Input, Output)) else ()
