"""GS1 under one name: keys, dates, application identifiers and element strings."""

from linebench.product.dates import DateError, date_of, is_date
from linebench.product.elements import (
    SEPARATOR,
    ElementError,
    association_faults,
    human_text,
    read_elements,
    split_elements,
    write_elements,
)
from linebench.product.identifiers import CHARSET_39, CHARSET_82, IDENTIFIERS, Identifier
from linebench.product.keys import (
    GsKeyError,
    check_digit,
    checked_gtin,
    checked_sscc,
    container_epc,
    epc,
    is_key,
    sscc,
)

__all__ = [
    "CHARSET_39",
    "CHARSET_82",
    "IDENTIFIERS",
    "SEPARATOR",
    "DateError",
    "ElementError",
    "GsKeyError",
    "Identifier",
    "association_faults",
    "check_digit",
    "checked_gtin",
    "checked_sscc",
    "container_epc",
    "date_of",
    "epc",
    "human_text",
    "is_date",
    "is_key",
    "read_elements",
    "split_elements",
    "sscc",
    "write_elements",
]
