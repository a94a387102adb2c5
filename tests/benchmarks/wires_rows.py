"""Rows of the table for the probes of the wires: figure, value, unit, floor and goal."""

from typing import Any

from imaging_rows import Row

_RATE = "/s, at least"
_CARRIERS = {"modbus": "Modbus", "s7": "S7", "enip": "EtherNet/IP", "opcua": "OPC UA"}


def limits(results: dict[str, dict[str, Any]]) -> list[Row]:
    """The rows of those probes that ran."""
    makers = {"verdicts": _verdicts, "changes": _changes, "pace": _pace, "stepped": _stepped, "printers": _printers}
    return [row for name, rows in makers.items() if name in results for row in rows(results[name])]


def _load(what: str, found: dict[str, Any]) -> Row:
    return (f"{what}: load of the machine before", found["load"], "", None, None)


def _verdicts(found: dict[str, Any]) -> list[Row]:
    rows: list[Row] = [_load("verdict", found)]
    for carrier, name in _CARRIERS.items():
        one = found[carrier]
        if one["stopped"]:
            rows.append((f"verdict, DMCC and {name}: the line stopped", None, one["stopped"], None, None))
        rows += [(f"verdict, DMCC and {name}, median of {one['count']}", one["p50"], "ms", None, None),
                 (f"verdict, DMCC and {name}, p99", one["p99"], "ms", None, 5)]
    bare = found["call"]
    return [*rows, (f"a method of bare asyncua, median of {bare['count']}", bare["p50"], "ms", None, None),
            ("a method of bare asyncua, p99", bare["p99"], "ms", None, None)]


def _changes(found: dict[str, Any]) -> list[Row]:
    one, ten, peer = found["one"], found["ten"], found["peer"]
    rows: list[Row] = [
        _load("OPC UA", found),
        ("OPC UA: changes heard by one client", one["per_s"], _RATE, None, 14_000),
        ("OPC UA: of these lost or out of order", one["wrong"], "", 0, 0),
        ("OPC UA: ten devices at 1,000/s, heard together", ten["per_s"], "/s", None, None),
        ("OPC UA: ten devices, lost or out of order", ten["wrong"], "", 0, 0),
        ("OPC UA: ten devices, last heard behind the end", ten["late_s"], "s", None, 1),
        ("OPC UA: ten devices, share of one core", ten["cpu"], "", None, None)]
    if isinstance(peer, str):
        return [*rows, ("node-opcua, 2,000 tags: changes heard", None, peer, None, None)]
    many = found["many"]
    return [*rows, ("OPC UA, 2,000 tags: changes heard", many["per_s"], "/s", None, None),
            ("OPC UA, 2,000 tags: lost or out of order", many["wrong"], "", 0, 0),
            ("node-opcua, 2,000 tags: changes heard", peer["per_s"], "/s", None, None),
            ("node-opcua, 2,000 tags: lost or out of order", peer["wrong"], "", None, None),
            ("OPC UA / node-opcua", many["per_s"] / peer["per_s"], "x", None, None)]


def _pace(found: dict[str, Any]) -> list[Row]:
    late = found["at_600"]
    stopped: list[Row] = [("late at 600/min: the line stopped", None, late["stopped"], None, None)]
    return [
        _load("real time", found), *(stopped if late["stopped"] else ()),
        (f"late at 600/min, all wires, median of {late['count']}", late["p50"] / 1000, "ms", None, None),
        ("late at 600/min, all wires, p99", late["p99"] / 1000, "ms", None, 3),
        ("late at 600/min, all wires, worst", late["worst"] / 1000, "ms", None, None),
        ("late at 600/min: share of one core", late["cpu"], "", None, None),
        ("highest rate with p99 <= 10 ms", found["highest"], "packs/min", None, None)]


def _stepped(found: dict[str, Any]) -> list[Row]:
    names = {"wired": "Codenet, DMCC, Modbus", "native": "native messages", "s7": "Codenet, DMCC, S7",
             "enip": "Codenet, DMCC, EtherNet/IP", "opcua": "Codenet, DMCC, OPC UA"}
    return [_load("stepped", found),
            *((f"stepped, {text}", found[name]["x"], "x real, at least", None, 20) for name, text in names.items())]


def _printers(found: dict[str, Any]) -> list[Row]:
    rows: list[Row] = []
    for name, one in found.items():
        rows += [(f"{name}: {one['records']:,} records, {one['cuts']} cuts", one["seconds"], "s", None, None),
                 (f"{name}: lost, doubled or wrong", one["wrong"], "", 0, 0)]
    return rows
