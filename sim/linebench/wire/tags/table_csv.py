"""The tag map as a file for the integrator: each tag with its place in every protocol that carries it."""

import csv
import io

from linebench.wire.tags.addresses import ModbusPlace, modbus_map, node_map, s7_map
from linebench.wire.tags.logix_names import logix_names, with_names
from linebench.wire.tags.tag import Tag, TagTable

__all__ = ["COLUMNS", "table_csv"]

COLUMNS = ("name", "type", "access", "modbus object", "modbus address", "holding register", "registers", "s7",
           "opc ua", "logix", "summary")
"""The first line. ``access`` is the host's: read, or read and write. Addresses are those on the wire, from 0; a
bool has a bit (coil or discrete input) and a register, every other tag registers alone. ``logix``: its name in a
Logix controller.
"""

_OBJECTS = {"coil": "coil", "discrete": "discrete input", None: "holding register"}


def table_csv(table: TagTable, db: int = 1) -> str:
    """All tags in their order, as CSV with line feeds. ``db``: the data block.

    Raises:
        ValueError: the table needs more registers than Modbus can address.

    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    modbus, s7 = modbus_map(table), s7_map(table, db)
    nodes = node_map(table) if table.is_placed else {tag.name: f"ns=2;s={tag.name}" for tag in table}
    names = logix_names(with_names(table))
    writer.writerows((tag.name, _kind(tag), "read/write" if tag.writable else "read",
                      *_modbus(modbus.get(tag.name)), s7[tag.name].text if tag.name in s7 else "",
                      nodes.get(tag.name, ""), names.get(tag.name, ""), tag.summary) for tag in table)
    return text.getvalue()


def _kind(tag: Tag) -> str:
    return f"string[{tag.size}]" if tag.kind == "string" else tag.kind


def _modbus(place: ModbusPlace | None) -> tuple[str, str, str, str]:
    if place is None:
        return ("", "", "", "")
    register = "" if place.register is None else str(place.register)
    return (_OBJECTS[place.bits], str(place.bit) if place.bits else register, register, str(place.count))
