"""What stands on a pack when content faults strike: the data, the text and the encoding, wrong as declared."""

import random
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from linebench.imaging.faults.catalogue import in_order
from linebench.imaging.faults.kind import Fault
from linebench.imaging.faults.writing import Neighbours, Writing
from linebench.imaging.marking import Option
from linebench.product.pack_code import PackCode

__all__ = ["written"]

_NOBODY = Neighbours()
_NONE: Mapping[str, Option] = MappingProxyType({})


def written(code: PackCode, faults: Iterable[Fault] = (), seed: int = 0, near: Neighbours = _NOBODY, *,
            carrier: str = "gs1-datamatrix", options: Mapping[str, Option] = _NONE) -> Writing:
    """What is written for ``code``. Faults act in the order of the catalogue, whatever the order given.

    ``carrier`` and ``options`` of its encoder are those of a sound pack; faults may change both.

    Each fault draws from a stream of its own that only ``seed`` and its kind decide: a further fault changes
    nothing that another one draws. Faults of print and camera change nothing here.

    Raises:
        FaultError: an unknown kind, or a fault that this code has no place for, such as a wrong expiry where no
            expiry stands.

    """
    writing = Writing(code, code.content(), code.text(), random.Random(seed), carrier=carrier,
                      options=dict(options), near=near)
    for kind, fault in in_order(faults):
        if kind.write is not None:
            writing.chance = random.Random(f"{seed}/{kind.id}")
            kind.write(writing, fault.values)
    return writing
