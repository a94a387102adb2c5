"""Which serial numbers an attempt put on packs, so that attempts can be compared: none may be given out twice."""

from linebench.product.elements import ElementError, split_elements
from linebench.records.codec import read_blocks
from linebench.records.truth import PackPrinted

__all__ = ["GTIN", "SERIAL", "printed_serials"]

GTIN, SERIAL = "01", "21"


def printed_serials(stored: bytes) -> frozenset[tuple[str, str]]:
    """Return GTIN and serial of every pack that was printed in a stored journal; what is no such code is left out.

    Raises:
        JournalError: the bytes are no journal or its chain is broken.

    """
    contents = {record.content for block in read_blocks(stored) for record in block.records
                if isinstance(record, PackPrinted)}
    return frozenset(pair for pair in map(_pair, contents) if all(pair))


def _pair(content: str) -> tuple[str, str]:
    try:
        elements = dict(split_elements(content))
    except ElementError:  # a planted fault prints anything
        return "", ""
    return elements.get(GTIN, ""), elements.get(SERIAL, "")
