"""Which signals of the I/O list crossed between field and PLC."""

from collections.abc import Iterator, Sequence

from linebench.bdd.seen import each
from linebench.ports.io import INPUTS, OUTPUTS, Edges, Input, Output
from linebench.records import AnyRecord
from linebench.records.wire import Delivered

__all__ = ["signal_rows"]


def signal_rows(records: Sequence[AnyRecord]) -> Iterator[tuple[str, str, str]]:
    """A row for each signal of the list: what, as it should be, as found."""
    seen = {name for _, said in each(records, Delivered) for name in _signals(said.message)}
    for name, words in INPUTS.items():
        yield f"input {name}: {words}", "seen", "seen" if name in seen else "not seen"
    for name, words in OUTPUTS.items():
        yield f"output {name}: {words}", "acted", "acted" if name in seen else "did not act"


def _signals(message: object) -> tuple[str, ...]:
    if isinstance(message, Edges):
        return message.signals
    return (message.signal,) if isinstance(message, (Input, Output)) else ()
