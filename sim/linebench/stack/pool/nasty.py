"""Nasty answers that pools give in the field, as data: what each is, and what can be set about it.

Those of meaning change what the pool says and stand here; those of bytes (``hint``) are done by the faces of
HTTP, see ``wire.serials.trouble``.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import msgspec

from linebench.ports.serials import Draw, Drawn, Moved, ToUser

__all__ = ["CATALOGUE", "Memory", "Nasty", "NastyError", "Parameter", "Values", "chosen"]

Values = Mapping[str, int | str]
"""Of the parameters, by name."""


class NastyError(ValueError):
    """A nasty answer that there is none of, or that cannot be set so. The message names what there is."""


class Parameter(msgspec.Struct, frozen=True):
    """One thing that can be set. Its value is of the kind of ``default``; empty text there: it must be given."""

    name: str
    default: int | str
    meaning: str


class Memory:
    """What was answered before: the newest answer with serials, by form and criteria, and of all."""

    def __init__(self) -> None:
        self.of_pool: dict[object, Drawn] = {}
        self.newest: Drawn | None = None

    def keep(self, asked: Draw, said: Drawn) -> None:
        """Remember what was said."""
        if said.serials:
            self.of_pool[asked.form, asked.criteria] = said
            self.newest = said


Asking = Callable[[Draw, Values], Draw]
Saying = Callable[[Draw | None, ToUser, Values, Memory], tuple[ToUser, ...]]

class Nasty(msgspec.Struct, frozen=True, kw_only=True):
    """One nasty answer. ``asks`` changes a draw before the pool hears it, ``says`` what the pool answers.

    ``hint``: the trouble that a face of HTTP makes instead; empty: it is one of meaning. ``size``: the parameter
    that says how much of that trouble.
    """

    name: str
    explanation: str
    parameters: tuple[Parameter, ...] = ()
    asks: Asking | None = None
    says: Saying | None = None
    hint: str = ""
    size: str = ""


def chosen(name: str, given: Values) -> tuple[Nasty, dict[str, int | str]]:
    """A nasty answer with the value of each of its parameters.

    Raises:
        NastyError: there is none of that name, it has no such parameter, one is missing, or of another kind.

    """
    nasty = CATALOGUE.get(name)
    if nasty is None:
        raise NastyError(f"found {name!r}; expected one of {', '.join(CATALOGUE)}")
    known = {each.name: each.default for each in nasty.parameters}
    for key, value in given.items():
        if key not in known:
            raise NastyError(f"{name}: found the parameter {key!r}; expected {', '.join(known) or 'none'}")
        if type(value) is not type(known[key]):
            raise NastyError(f"{name}: found {key} = {value!r}; expected {type(known[key]).__name__}, such as "
                             f"{known[key]!r}")
    whole = {**known, **given}
    if missing := [key for key, value in whole.items() if value == ""]:
        raise NastyError(f"{name}: found no {missing[0]}; expected it, for there is no usual one")
    return nasty, whole


def _changed(said: Drawn, serials: tuple[str, ...], status: str = "") -> Drawn:
    kept = tuple((name, values[:len(serials)]) for name, values in said.extra)
    return msgspec.structs.replace(said, serials=serials, extra=kept, status=status or said.status)


def _empty(asked: Draw | None, said: ToUser, values: Values, memory: Memory) -> tuple[ToUser, ...]:  # noqa: ARG001
    return (Drawn(said.request, "insufficient") if isinstance(said, Drawn) else said,)


def _fewer(asked: Draw | None, said: ToUser, values: Values, memory: Memory) -> tuple[ToUser, ...]:  # noqa: ARG001
    if not isinstance(said, Drawn):
        return (said,)
    kept = len(said.serials) * int(values["percent"]) // 100
    return (_changed(said, said.serials[:kept], str(values["status"])),)


def _repeated(asked: Draw | None, said: ToUser, values: Values, memory: Memory) -> tuple[ToUser, ...]:  # noqa: ARG001
    return (said,) * int(values["times"])


def _duplicates(asked: Draw | None, said: ToUser, values: Values, memory: Memory) -> tuple[ToUser, ...]:
    before = memory.of_pool.get((asked.form, asked.criteria)) if asked is not None else None
    if before is None or not isinstance(said, Drawn):
        return (said,)
    old = [serial for serial in before.serials if serial not in said.serials][:int(values["count"])]
    return (_changed(said, (*old, *said.serials[len(old):])[:len(said.serials)]),)


def _unprintable(asked: Draw | None, said: ToUser, values: Values, memory: Memory) -> tuple[ToUser, ...]:  # noqa: ARG001
    if not isinstance(said, Drawn):
        return (said,)
    signs, count = str(values["characters"]), int(values["count"])
    changed = tuple(serial[:-1] + signs[number % len(signs)] if number < count else serial
                    for number, serial in enumerate(said.serials))
    return (_changed(said, changed),)


def _without_zeros(asked: Draw | None, said: ToUser, values: Values, memory: Memory) -> tuple[ToUser, ...]:  # noqa: ARG001
    if not isinstance(said, Drawn):
        return (said,)
    return (_changed(said, tuple(serial.lstrip("0") or "0" for serial in said.serials)),)


def _wrong_word(asked: Draw | None, said: ToUser, values: Values, memory: Memory) -> tuple[ToUser, ...]:  # noqa: ARG001
    if not isinstance(said, Moved):
        return (said,)
    return (Moved(said.request, str(values["status"]) if said.status == "ok" else "ok"),)


def _of_another(asked: Draw | None, said: ToUser, values: Values, memory: Memory) -> tuple[ToUser, ...]:  # noqa: ARG001
    other = memory.newest
    return (said if not isinstance(said, Drawn) or other is None else other,)


def _product(asked: Draw, values: Values) -> Draw:
    """The same request for another product."""
    changed = tuple((key, str(values["gtin"]) if key == "GTIN" else value) for key, value in asked.criteria)
    return msgspec.structs.replace(asked, criteria=changed)


_NASTIES = (
    Nasty(name="empty-pool", explanation="The pool has no serials left, and says so.", says=_empty),
    Nasty(name="fewer", explanation="Fewer serials come than were asked for; the rest is lost to everybody.",
          parameters=(Parameter("percent", 50, "how many of a hundred come"),
                      Parameter("status", "insufficient", "what it says of it; ok: it keeps silent")), says=_fewer),
    Nasty(name="repeated-delivery", explanation="One answer comes several times.",
          parameters=(Parameter("times", 2, "how often"),), says=_repeated),
    Nasty(name="wrong-gtin", explanation="The serials were made for another product.",
          parameters=(Parameter("gtin", "", "whose pool they are taken from"),), asks=_product),
    Nasty(name="duplicates", explanation="Serials of an earlier answer are among the new ones.",
          parameters=(Parameter("count", 1, "how many"),), says=_duplicates),
    Nasty(name="wrong-acknowledgement",
          explanation="What was moved is said to be refused, and what was refused to be moved.",
          parameters=(Parameter("status", "not_accepted", "what it says of a move that was done"),),
          says=_wrong_word),
    Nasty(name="unprintable", explanation="Serials end with characters that no printer or camera mapping carries.",
          parameters=(Parameter("count", 1, "how many serials"),
                      Parameter("characters", "/%\"+'<>", "one for each of them, in turn")), says=_unprintable),
    Nasty(name="leading-zeros-lost", explanation="Serials have lost their leading zeros, as in a spreadsheet.",
          says=_without_zeros),
    Nasty(name="another-request", explanation="What was answered to another request comes in place of the answer.",
          says=_of_another, hint="earlier"),
    Nasty(name="half-an-answer", explanation="The connection ends in the middle of the answer.",
          parameters=(Parameter("percent", 50, "how many of a hundred bytes come"),), hint="half", size="percent"),
    Nasty(name="server-error", explanation="The server answers that it failed; the pool did what was asked.",
          parameters=(Parameter("status", 500, "of HTTP"),), hint="error", size="status"),
    Nasty(name="no-answer", explanation="Nothing comes, until whoever asked gives up.", hint="silent"),
    Nasty(name="slow", explanation="The answer comes late.",
          parameters=(Parameter("delay_us", 30_000_000, "how late, in microseconds"),), hint="slow",
          size="delay_us"),
)
CATALOGUE: Mapping[str, Nasty] = MappingProxyType({each.name: each for each in _NASTIES})
"""Every nasty answer by its name."""
