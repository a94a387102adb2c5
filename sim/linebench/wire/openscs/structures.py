"""The structures of OPC 30260, written from values of the port and read into them.

Structures are made by whoever knows the classes of a server: ``Make`` is given a name without its specification.
What has no place in them is put where the docstrings say; these are the bench's own choices.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from linebench.ports.serials import Drawn, Pairs, Properties
from linebench.wire.openscs.words import STATES

__all__ = ["LABEL_ID", "Labels", "Make", "UnfitError", "drawn_collection", "key_values", "label",
           "label_collection", "read_collection", "read_drawn", "read_labels", "read_pairs", "sn_collection",
           "text"]

Make: TypeAlias = Callable[..., Any]
"""``make("OPENSCSKeyValueDataType", Key=…, Value=…)``."""
LABEL_ID = "LABEL_ID"
"""Property of a serial whose label is called otherwise than by it."""


class UnfitError(ValueError):
    """A structure whose content cannot be meant: empty, too long, or twice the same."""


class Labels(msgspec.Struct, frozen=True):
    """A label collection: serials, what is said of each, and what is said of all."""

    name: str
    state: str
    serials: tuple[str, ...]
    properties: Properties = ()
    about: Pairs = ()


def text(value: str | None) -> str:
    """A string as it came: null and empty are the same."""
    return value or ""


def key_values(make: Make, pairs: Pairs) -> list[Any]:
    """Pairs as OPENSCSKeyValueDataType."""
    return [make("OPENSCSKeyValueDataType", Key=key, Value=value) for key, value in pairs]


def read_pairs(values: Sequence[Any] | None) -> Pairs:
    """Pairs from OPENSCSKeyValueDataType.

    Raises:
        UnfitError: one has no key.

    """
    pairs = tuple((text(each.Key), text(each.Value)) for each in values or ())
    if not all(key for key, _ in pairs):
        raise UnfitError("a key is empty")
    return pairs


def sn_collection(make: Make, name: str, state: str, serials: Sequence[str], description: str = "") -> Any:  # noqa: ANN401 - a structure made from the table
    """An OPENSCSSNCollectionDataType."""
    return make("OPENSCSSNCollectionDataType", ID=name, Description=description, State=STATES.index(state),
                AssociatedPoolID="", SerialNumbers=list(serials))


def drawn_collection(make: Make, drawn: Drawn, state: str) -> Any:  # noqa: ANN401 - as above
    """What was drawn. What else belongs to the serials has no field: ``Description`` holds it as a JSON object."""
    extra = {name: list(values) for name, values in drawn.extra}
    description = msgspec.json.encode(extra).decode() if extra else ""
    return sn_collection(make, drawn.collection, drawn.state or state, drawn.serials, description)


def read_drawn(collection: Any, request: str, status: str) -> Drawn:  # noqa: ANN401 - as above
    """What was drawn, from an OPENSCSSNCollectionDataType. A description that is no such object says nothing.

    Raises:
        UnfitError: the state is none of the standard.

    """
    try:
        extra = msgspec.json.decode(text(collection.Description), type=dict[str, tuple[str, ...]])
    except msgspec.DecodeError:
        extra = {}
    return Drawn(request, status, text(collection.ID), _state(collection), tuple(map(text, collection.SerialNumbers
                                                                                     or ())), tuple(extra.items()))


def read_collection(collection: Any, most: int) -> Labels:  # noqa: ANN401 - as above
    """Serials from a collection without labels.

    Raises:
        UnfitError: none, more than ``most``, an empty one or one twice; or the state is none of the standard.

    """
    return Labels(text(collection.ID), _state(collection), _serials(collection.SerialNumbers, most))


def read_labels(collection: Any, most: int, *, empty: bool = False) -> Labels:  # noqa: ANN401 - as above
    """Serials from a label collection: its serial numbers, or the ids of its labels where there are none.

    Where both are there, they belong together one by one, and a label that is called otherwise than by its serial
    has its id as ``LABEL_ID`` among its properties.

    Args:
        collection: an OPENSCSLabelCollectionDataType.
        most: serials that it may have.
        empty: whether it may have none.

    Raises:
        UnfitError: as ``read_collection``; or not as many labels as serials.

    """
    labels = collection.LabelCollection or []
    given = collection.SerialNumbers or [each.ID for each in labels]
    if not given and empty:
        return Labels(text(collection.ID), _state(collection), ())
    serials = _serials(given, most)
    if labels and len(labels) != len(serials):
        raise UnfitError(f"{len(labels)} labels of {len(serials)} serials")
    said = ((serial, _label_pairs(serial, each)) for serial, each in zip(serials, labels, strict=False))
    return Labels(text(collection.ID), _state(collection), serials,
                  tuple((serial, pairs) for serial, pairs in said if pairs),
                  read_pairs(collection.LabelCollectionProperties))


def label_collection(make: Make, labels: Labels) -> Any:  # noqa: ANN401 - as above
    """An OPENSCSLabelCollectionDataType with a label for each serial."""
    said = dict(labels.properties)
    return make("OPENSCSLabelCollectionDataType", ID=labels.name, Description="", State=STATES.index(labels.state),
                AssociatedPoolID="", SerialNumbers=list(labels.serials),
                LabelCollection=[label(make, each, said) for each in labels.serials],
                LabelCollectionProperties=key_values(make, labels.about) or None)


def label(make: Make, serial: str, said: Mapping[str, Pairs]) -> Any:  # noqa: ANN401 - as above
    """An OPENSCSLabelDataType. ``said``: properties by serial."""
    pairs = said.get(serial, ())
    return make("OPENSCSLabelDataType", ID=dict(pairs).get(LABEL_ID, serial),
                LabelProperties=key_values(make, tuple(each for each in pairs if each[0] != LABEL_ID)))


def _label_pairs(serial: str, given: Any) -> Pairs:  # noqa: ANN401 - as above
    name = text(given.ID)
    return (((LABEL_ID, name),) if name not in ("", serial) else ()) + read_pairs(given.LabelProperties)


def _serials(given: Sequence[str | None] | None, most: int) -> tuple[str, ...]:
    serials = tuple(map(text, given or ()))
    if not 0 < len(serials) <= most:
        raise UnfitError(f"found {len(serials)} serials, expected 1 to {most}")
    if not all(serials) or len(set(serials)) < len(serials):
        raise UnfitError("a serial is empty or there twice")
    return serials


def _state(collection: Any) -> str:  # noqa: ANN401 - as above
    number = int(collection.State)
    if not 0 <= number < len(STATES):
        raise UnfitError(f"found state {number}, expected 0 to {len(STATES) - 1}")
    return STATES[number]
