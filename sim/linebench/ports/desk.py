"""The port between people in the store and L3: an exception is begun, and led step by step to its end.

A person begins a procedure about what they have in hand; L3 asks for one thing after the other; a person tells what
they scanned, counted, chose, wrote, photographed or did. What L3 cannot take is asked again with the reason. When
power was lost in between, L3 asks again for the step at which it stood; a message that comes twice changes nothing.
"""

from typing import Literal, TypeAlias

from linebench.ports.base import Said

__all__ = ["Abandon", "Ask", "Begin", "Done", "Kind", "Refused", "ToDesk", "ToSite", "Told"]

Kind: TypeAlias = Literal["scan", "scans", "count", "choice", "text", "photo", "confirm"]
"""What a person is to tell: one code, all codes of something, a number, one of the choices, words of their own, a
photo, or that they have done what was said.
"""


class Begin(Said, frozen=True, tag="begin"):
    """Person to L3: this procedure, about this. ``task``: a number of the desk's own, another for each;
    ``subject``: the element string that was scanned; ``by``: who.
    """

    task: int
    procedure: str
    subject: str
    by: str


class Ask(Said, frozen=True, tag="ask"):
    """L3 to person: the next step. ``step``: its name within the procedure; ``text``: what to do, for people.

    ``act``: what hands have to do before they tell, one of ``site.acts``; empty: nothing. ``shown``: a code or
    number that goes with it, such as the one to be printed. ``wrong``: why the last answer was not taken.
    """

    task: int
    step: str
    kind: Kind
    text: str
    act: str = ""
    shown: str = ""
    choices: tuple[str, ...] = ()
    wrong: str = ""


class Told(Said, frozen=True, tag="told"):
    """Person to L3: the answer to a step. ``values``: element strings, a number, a choice, words, or ``done``.

    A photo goes by ``sha256`` (hex) and ``media_type``; the picture itself stays with the evidence.
    """

    task: int
    step: str
    values: tuple[str, ...]
    sha256: str = ""
    media_type: str = ""


class Abandon(Said, frozen=True, tag="abandon"):
    """Person to L3: this is not brought to its end; nothing is reported."""

    task: int


class Done(Said, frozen=True, tag="done"):
    """L3 to person: the procedure has ended and is reported; or, ``abandoned``, nothing is."""

    task: int
    procedure: str
    abandoned: bool = False


class Refused(Said, frozen=True, tag="task_refused"):
    """L3 to person: this cannot be. ``stands``: the step at which it stands; empty: it has not begun."""

    task: int
    procedure: str
    reason: str
    stands: str = ""


ToSite: TypeAlias = Begin | Told | Abandon
ToDesk: TypeAlias = Ask | Done | Refused
