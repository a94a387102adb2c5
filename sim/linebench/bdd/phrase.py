"""How the vocabulary is declared: a step is a phrase of trade English with typed places, and a function.

Places are written ``{n:count}``. A place has one type, and each type matches only its own form, so that two
phrases overlap only where they really say the same; the linter refuses a step that two phrases match.
"""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path
from typing import NamedTuple, ParamSpec, TypeVar

import pytest_bdd
from pytest_bdd import parsers

from linebench.bdd.strangers import CERTIFICATES, VISITORS
from linebench.bdd.words import EXCURSIONS, NASTY, SETTINGS, STORE_FAILURES
from linebench.units import Duration, Mass

__all__ = ["PLACES", "Definition", "Place", "definition", "definitions", "given", "then", "vocabulary", "when"]

P = ParamSpec("P")
T = TypeVar("T")

_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
           "ten": 10, "twenty": 20}
_REQUESTS = {
    "close the open case": "close_case", "close the open pallet": "close_pallet", "end the batch": "end_batch",
    "end the batch with an open case": "force_end_batch", "start the line": "start_line",
    "stop the line": "stop_line", "hold the line": "hold_line", "acknowledge the alarms": "acknowledge",
    "confirm the clearance": "confirm_clearance", "bypass the bin-full sensor": "bypass_bin_full",
    "bypass the bin-door sensor": "bypass_bin_door", "start the challenge": "challenge_line",
}
"""What people ask for, in words, and the request it is at the HMI."""
_FIELDS = {"GTIN": "gtin_wrong", "lot": "lot_wrong", "expiry date": "expiry_wrong"}
"""What can be printed wrong, in words, and the printer's fault."""
_ORDER_FIELDS: dict[str, dict[str, str | int]] = {
    "GTIN": {"gtin": "04012345678900"}, "lot": {"lot": "LOT 1001 of the second shift"},
    "expiry date": {"expiry": "281301"}, "quantity": {"quantity": 0}}
"""What of an order can be wrong, in words, and the field of the order as it then is."""
_MISHAPS: dict[str, tuple[str, dict[str, str]]] = {
    "half": ("half_file", {}), "empty": ("empty_file", {}), "twice": ("duplicate_file", {}),
    "in another encoding": ("wrong_encoding", {}), "late": ("late_file", {"time": "5 s"}),
    "behind the one that follows": ("wrong_order", {"time": "60 s"})}
"""How a file comes, in words, and the folder's fault with its parameters."""
_CAUSES = {"verdict": "verdict", "no verdict": "no_verdict", "weight": "weight", "no weight": "no_weight",
           "stop": "zone", "untracked": "untracked", "gap": "gap", "missing seal": "seal"}
"""Why L1 rejects, in words and as it says it."""
_WEIGHTS = {"below the lower limit": ("mass_low", -1), "at the lower limit": ("mass_low", 0),
            "at the upper limit": ("mass_high", 0), "above the upper limit": ("mass_high", 1)}
"""What one pack weighs, in words, and beside which limit of the product on which side."""
_INKS = {"just dark enough": "0.44", "too pale": "0.6"}
"""How a pack is printed, in words, and the reflectance of its ink; paper has 0.85."""
_SYMBOLS = {"a GS1 QR Code": ("wrong_symbology", {"carrier": "2"}),
            "a QR Code with a GS1 Digital Link": ("wrong_symbology", {"carrier": "3"}),
            "a Data Matrix without FNC1": ("fnc1_missing", {}),
            "a Data Matrix that begins with a separator instead of FNC1": ("fnc1_as_gs", {}),
            "a GS1 DataMatrix with more wrong codewords than can be corrected": ("ecc_errors", {"codewords": "11"})}
"""What is printed instead of the symbol ordered, in words, and the printer's fault with its parameters."""
_GRADES = {"A": 3.5, "B": 2.5, "C": 1.5, "D": 0.5}
"""Grades of ISO/IEC 15415 and the lowest mean grade that counts as each."""
_WIRES = {"printer": "printer", "camera": "camera", "PLC": "l1", "site server": "l3"}
"""Whom L2 has a wire to, in words, and the seat."""
_DIRECTIONS = {"on the way to L2": "to_l2", "on the way from L2": "from_l2"}
"""In which direction bytes are disturbed, in words."""
_DISTURBANCES: dict[str, tuple[str, dict[str, str]]] = {
    "silent": ("silent", {}), "half-open": ("half_open", {}), "split": ("split", {"gap": "1 ms"}),
    "cut into single bytes": ("split", {"gap": "0 us"}),
    "glued": ("glued", {}), "a little late": ("late", {"time": "20 ms"}), "late": ("late", {"time": "200 ms"}),
    "later than anybody waits": ("late", {"time": "2 s"}), "doubled": ("duplicated", {}),
    "out of order": ("reordered", {}), "full of garbage": ("garbage", {}),
    "slow": ("slow_drain", {"rate": "2000"}), "slower than what is said": ("slow_drain", {"rate": "100"}),
}
"""What happens to the bytes on a wire, in words, and the fault with its parameters."""
_TRESPASSES = {"a tag of its own": "own", "a tag that there is not": "nowhere", "a value of another size": "kind",
               "more than one message holds": "long"}
"""What a second client tries to write at the PLC, in words, and as it is tried."""
_TYPINGS = {"with y and z swapped": "yz_swapped", "with caps lock on": "caps_lock",
            "no separator": "separator_lost"}
"""What is wrong with what a handheld scanner types, in words, and its fault."""
_ASKERS = {"the pharmacy": "9501101000100", "another pharmacy": "9501101000209", "the wholesaler": "9501101000308"}
"""Who asks the enterprise about packs, in words, and the GLN of the place."""
_ANSWERS = {"good": (True, "", ()), "unknown": (False, "unknown", ()),
            "of another product": (False, "unknown_product", ()), "of another lot": (False, "lot", ()),
            "of an unknown lot": (False, "unknown_lot", ()),
            "of another expiry date": (False, "expiry", ()), "recalled": (True, "", ("recalled",)),
            "expired": (True, "", ("expired",)), "good for longer": (True, "", ("extended",)),
            "not to be dispensed, for it is recalled": (False, "recalled", ()),
            "not to be dispensed, for it is expired": (False, "expired", ()),
            "out of the market": (False, "inactive", ()), "dispensed already": (False, "dispensed", ()),
            "dispensed by another one": (False, "not_by_you", ()),
            "dispensed too long ago": (False, "too_late", ()), "cloned": (False, "cloned", ())}
"""What the enterprise answers about a pack, in words, and as the port has it: verified, why not, what else."""

_COMPONENTS = {"bench": "bench", "printer": "printer", "camera": "camera", "checkweigher": "scale",
               "packer": "packer", "palletizer": "palletizer", "PLC": "l1", "line controller": "l2",
               "site server": "l3", "enterprise": "l4"}
"""What is installed, in words, and its seat; the bench is itself."""

_FATES = ("commissioned", "decommissioned", "destroyed", "inspected", "shipped", "taken back from shipping",
          "received")
"""What a partner tells of things by themselves; see ``things.FATES``."""
_FORMS = {"EPCIS 2.0 JSON": "json", "EPCIS 2.0 XML": "xml-2.0", "EPCIS 1.2 XML": "xml-1.2"}
"""How a partner writes, in words, and the form."""
_THING = r"(?:pack|case|pallet)"


def _thing(text: str) -> tuple[str, int]:
    kind, number = text.split()
    return kind, int(number)


def _things(text: str) -> tuple[tuple[str, int], ...]:
    kind, first, *last = text.replace(" to ", " ").split()
    numbers = range(int(first), int(last[0] if last else first) + 1)
    return tuple((kind.removesuffix("s"), number) for number in numbers)


def _count(text: str) -> int:
    return _COUNTS[text] if text in _COUNTS else int(text)


class Place(NamedTuple):
    """A type of place: the form it takes, what the step's function gets, and how a reader is told."""

    form: str
    value: Callable[[str], object]
    words: str


def _one_of(choices: Mapping[str, object]) -> Place:
    return Place("|".join(choices), choices.__getitem__, "one of: " + ", ".join(choices))


PLACES: dict[str, Place] = {
    "name": Place(r'[^"]+', str, "a name or words, in the quotes that stand there"),
    "count": Place(r"\d+|" + "|".join(_COUNTS), _count, "a number, or a word from one to ten, or twenty"),
    "duration": Place(r"\d+(?:\.\d+)? (?:us|ms|s|min|h)", Duration.parse, "a time such as 10 s"),
    "mass": Place(r"\d+(?:\.\d+)? (?:mg|g)", Mass.parse, "a mass such as 200 mg"),
    "requirement": Place(r"(?:URS|FS|DS)-[A-Za-z0-9_-]+", str, "the id of a requirement that has a limit"),
    "speed": _one_of({"minimum": "minimum", "nominal": "nominal", "maximum": "maximum"}),
    "level": _one_of({"L1": "l1", "L2": "l2", "L3": "l3", "L4": "l4"}),
    "status": _one_of({word: word for word in ("commissioned", "rejected", "sampled", "destroyed")}),
    "cause": _one_of(_CAUSES),
    "field": _one_of(_FIELDS),
    "mishap": _one_of(_MISHAPS),
    "order_field": _one_of(_ORDER_FIELDS),
    "setting": _one_of(SETTINGS),
    "store_failure": _one_of(STORE_FAILURES),
    "weight": _one_of(_WEIGHTS),
    "ink": _one_of(_INKS),
    "symbol": _one_of(_SYMBOLS),
    "grade": _one_of(_GRADES),
    "barrier": _one_of({word: word for word in ("camera", "gate", "exit")}),
    "wire": _one_of(_WIRES),
    "direction": _one_of(_DIRECTIONS),
    "disturbance": _one_of(_DISTURBANCES),
    "request": _one_of(_REQUESTS),
    "trespass": _one_of(_TRESPASSES),
    "typing": _one_of(_TYPINGS),
    "nasty": _one_of(NASTY),
    "asker": _one_of(_ASKERS),
    "visitor": _one_of(VISITORS),
    "certificate": _one_of(CERTIFICATES),
    "excursion": _one_of(EXCURSIONS),
    "verified": _one_of(_ANSWERS),
    "thing": Place(rf"{_THING} \d+", _thing, "a thing such as case 1"),
    "things": Place(rf"{_THING} \d+|{_THING}s \d+ to \d+", _things, "things such as packs 1 to 5, or pack 1"),
    "fate": Place("|".join(f"(?:is|are) {word}" for word in _FATES), lambda text: text.partition(" ")[2],
                  "is or are, and one of: " + ", ".join(_FATES)),
    "packing": Place("(?:is|are) (?:packed into|unpacked from)", lambda text: text.partition(" ")[2],
                     "is or are packed into, or unpacked from"),
    "form": _one_of(_FORMS),
    "off": _one_of({"ahead": 1, "behind": -1}),
    "component": _one_of(_COMPONENTS),
    "network": _one_of({word: word for word in ("endpoints", "certificates", "clocks")}),
    "word": Place(r"[A-Za-z][A-Za-z-]*", str, "one word"),
}
"""The types of places by name."""
_PLACE = re.compile(r"\{(\w+):(\w+)\}")


class Phrase(parsers.StepParser):
    """Matches a whole step text against a phrase; pytest-bdd asks it for the arguments."""

    def __init__(self, name: str) -> None:
        """Compile the phrase; an unknown type of place is a ``KeyError``."""
        super().__init__(name)
        self._types = {place: PLACES[kind].value for place, kind in _PLACE.findall(name)}
        parts = _PLACE.split(name)  # text, place, kind, text, place, kind, …, text
        texts = (re.escape(text) for text in parts[::3])
        places = (f"(?P<{place}>{PLACES[kind].form})" for place, kind in zip(parts[1::3], parts[2::3], strict=True))
        self._regex = re.compile("".join(chain.from_iterable(zip_longest(texts, places, fillvalue=""))))
        self.wordings: dict[parsers.StepParser, None] = {}  # the same in other languages, in the order of learning

    def match(self, name: str) -> re.Match[str] | None:
        """Match the English phrase alone."""
        return self._regex.fullmatch(name)

    def is_matching(self, name: str) -> bool:
        """Whether the text is this phrase, in English or a language that has been learnt."""
        return self.match(name) is not None or any(other.is_matching(name) for other in self.wordings)

    def parse_arguments(self, name: str) -> dict[str, object] | None:
        """Return the value of every place, ``None`` when the text is not this phrase."""
        if match := self.match(name):
            return {place: self._types[place](text) for place, text in match.groupdict().items()}
        return next((other.parse_arguments(name) for other in self.wordings if other.is_matching(name)), None)


@dataclass(frozen=True)
class Definition:
    """A step of the vocabulary: its keyword, its phrase with typed places, and the function that does it.

    ``revision`` counts changes of its meaning.
    """

    keyword: str
    pattern: str
    function: Callable[..., object]
    parser: Phrase
    revision: int = 1

    @property
    def plain(self) -> str:
        """The phrase as a reader sees it: ``{n:count}`` reads ``{count}``."""
        return _PLACE.sub(r"{\2}", self.pattern)

    @property
    def doc(self) -> str:
        """What the step does, for people who write protocols."""
        return inspect.cleandoc(self.function.__doc__ or "")

    @property
    def file(self) -> str:
        """Name of the file that declares it."""
        return Path(inspect.getfile(self.function)).name

    @property
    def coroutine(self) -> bool:
        """Whether calling it would only make a coroutine that nobody runs, so that it would always pass."""
        return inspect.iscoroutinefunction(self.function) or inspect.isasyncgenfunction(self.function)

    def takes(self, attachment: str) -> bool:
        """Whether the step uses a ``datatable`` or ``docstring``; pytest-bdd drops one it does not use."""
        return attachment in inspect.signature(self.function).parameters

    def matches(self, text: str) -> bool:
        """Whether a step's text is this phrase in English."""
        return self.parser.match(text) is not None


_DEFINITIONS: list[Definition] = []
_DECORATORS = {"Given": pytest_bdd.given, "When": pytest_bdd.when, "Then": pytest_bdd.then}


def definition(keyword: str, pattern: str, function: Callable[..., object], revision: int = 1) -> Definition:
    """Make a definition without declaring it; the linter's tests need some that nobody may declare."""
    return Definition(keyword, pattern, function, Phrase(pattern), revision)


def given(pattern: str, revision: int = 1) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Declare a step that sets something up. What it finds missing is ``Blocked``, not a failure."""
    return _declare("Given", pattern, revision)


def when(pattern: str, revision: int = 1) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Declare a step that does something to the world or asks something of the stack."""
    return _declare("When", pattern, revision)


def then(pattern: str, revision: int = 1) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Declare a step that compares; it must record what it saw (``linebench.bdd.actual``)."""
    return _declare("Then", pattern, revision)


def _declare(keyword: str, pattern: str, revision: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    def declare(function: Callable[P, T]) -> Callable[P, T]:
        made = definition(keyword, pattern, function, revision)
        _DEFINITIONS.append(made)
        # two frames up is the module that declares the step: pytest-bdd puts its fixture there
        _DECORATORS[keyword](made.parser, stacklevel=2)(function)
        return function
    return declare


def definitions() -> tuple[Definition, ...]:
    """Return every step declared so far, in the order of declaration."""
    return tuple(_DEFINITIONS)


def vocabulary() -> list[tuple[str, str, str, str]]:
    """Return (keyword, phrase, explanation, file) of every step, Given before When before Then, then by phrase."""
    order = ("Given", "When", "Then")
    rows = [(each.keyword, each.plain, each.doc, each.file) for each in definitions()]
    return sorted(rows, key=lambda row: (order.index(row[0]), row[1]))
