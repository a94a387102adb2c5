"""A document looked at as a whole: its form, and if that is sound, whether its events can all be."""

import msgspec

from linebench.epcis.dscsa_check import dscsa_problems
from linebench.epcis.history import RULES, History
from linebench.epcis.problems import EpcisError, Problem
from linebench.epcis.reading import read

__all__ = ["Examined", "examined"]


class Examined(msgspec.Struct, frozen=True):
    """What was found. ``version``: of the document, empty where it cannot be read."""

    version: str
    events: int
    problems: tuple[Problem, ...]


def examined(data: bytes, *, order: bool = False, dscsa: bool = False) -> Examined:
    """Look at a document.

    ``order``: also at what its events say together, in their order; ``dscsa``: also at what partners of the United
    States have to tell each other.
    """
    try:
        document = read(data)
    except EpcisError as error:
        return Examined("", 0, error.problems)
    breaches = History().replay(document.events) if order else []
    problems = tuple(Problem(f"eventList[{number}]", f"{breach.epc} {breach.detail}".strip(),
                             f"{breach.rule}: {RULES[breach.rule]}") for number, breach in breaches)
    partners = dscsa_problems(document) if dscsa else ()
    return Examined(document.version, len(document.events), (*problems, *partners))
