"""The tags between the field and a PLC."""

from collections.abc import Mapping
from types import MappingProxyType

from linebench.ports.io import INPUTS, OUTPUTS
from linebench.wire.fieldio.options import FieldOptions
from linebench.wire.rings.layout import Layout
from linebench.wire.rings.ring import Field, Ring
from linebench.wire.tags.tag import Tag

__all__ = ["CHANGE", "CONDITIONS", "EDGES", "ENCODER", "PULSED", "REACHED", "SIGNALS", "compare_tags", "edge_tags",
           "field_layout", "input_tag", "output_tag", "reached_tags"]

ENCODER = "Encoder.Value"
_EDGES = ("barrier_camera", "barrier_gate", "barrier_exit", "reject_confirm", "seal_seen")
SIGNALS = tuple(INPUTS)
"""Inputs by number, from 1."""
CONDITIONS = tuple(name for name in INPUTS if name not in _EDGES)
"""Inputs whose level is told, not their edges."""
PULSED = "pusher"
"""The output that acts once with each rising edge."""

_LATCHED = Field(name="Encoder", kind="uint32", summary="encoder count latched with it")


def _camel(name: str) -> str:
    return "".join(word.capitalize() for word in name.split("_"))


EDGES: Mapping[str, Ring] = MappingProxyType(
    {name: Ring(f"Edge.{_camel(name)}", 16, (_LATCHED,)) for name in _EDGES})
"""Leading edges of light barriers and of the confirmation (``Edges``), a ring each."""

CHANGE = Ring("Change", 32, (
    Field(name="Signal", kind="uint16",
          summary=f"input: {', '.join(f'{number} {name}' for number, name in enumerate(SIGNALS, 1))}"),
    Field(name="On", kind="bool", summary="its level after the change"),
    _LATCHED,
))
"""Changes of conditions (``Input``)."""

REACHED = Ring("Reached", 32, (
    Field(name="Slot", kind="uint16", summary="number of the comparator"),
    Field(name="Set", kind="uint16", summary="the setting that was reached, as in Compare[].Set"),
    _LATCHED,
))
"""Comparators that were reached (``Reached``)."""


def input_tag(name: str) -> str:
    """The tag of a condition."""
    return f"Input.{_camel(name)}"


def output_tag(name: str) -> str:
    """The tag of an output."""
    return f"Output.{_camel(name)}"


def edge_tags(name: str) -> tuple[str, str]:
    """Count of edges and the encoder at the last one."""
    return f"{EDGES[name].name}.Count", f"{EDGES[name].name}.Latched"


def compare_tags(number: int) -> tuple[str, str]:
    """What the PLC writes for a comparator: value and number of the setting."""
    return f"Compare[{number}].Value", f"Compare[{number}].Set"


def reached_tags(number: int) -> tuple[str, str]:
    """What the field shows of a comparator: how often it was reached and the encoder then."""
    return f"Compare[{number}].Reached", f"Compare[{number}].Latched"


def field_layout(options: FieldOptions) -> Layout:
    """All tags of one line's field."""
    return Layout((
        Tag(name=ENCODER, kind="uint32", summary="encoder count of the last input; begins anew after 32 bits"),
        *(Tag(name=input_tag(name), kind="bool", summary=INPUTS[name]) for name in CONDITIONS),
        *(tag for name in EDGES for tag in _edge(name)),
        *(Tag(name=output_tag(name), kind="bool", writable=True, summary=what) for name, what in OUTPUTS.items()),
        *(tag for number, name in enumerate(options.comparators) for tag in _comparator(number, name)),
    ), (*EDGES.values(), CHANGE, REACHED), ())


def _edge(name: str) -> tuple[Tag, Tag]:
    count, latched = edge_tags(name)
    return (Tag(name=count, kind="uint16", summary=f"edges, modulo 65536: {INPUTS[name].split(' (')[0]}"),
            Tag(name=latched, kind="uint32", summary="encoder count latched with the last edge"))


def _comparator(number: int, name: str) -> tuple[Tag, ...]:
    value, setting = compare_tags(number)
    reached, latched = reached_tags(number)
    return (Tag(name=value, kind="uint32", writable=True, summary=f"encoder count to wait for; comparator {name}"),
            Tag(name=setting, kind="uint16", writable=True, summary="another number sets the comparator"),
            Tag(name=reached, kind="uint16", summary="how often it was reached, modulo 65536"),
            Tag(name=latched, kind="uint32", summary="encoder count when it was reached last"))
