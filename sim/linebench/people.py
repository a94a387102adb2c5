"""The people's end of the HMI: what was asked, what was answered and what is on the screen."""

from collections.abc import Callable, Mapping

import msgspec

from linebench.ports import Message
from linebench.ports.operator import Answer, Request, Shown
from linebench.ports.people import Acknowledge, Challenge, Change, Hello, Prove, Sign, log_in_text, sign_text
from linebench.product.scram import proof
from linebench.records import AnyRecord
from linebench.records.truth import OperatorActed

__all__ = ["People"]


class People:
    """Everybody at the HMI of one line.

    Attributes:
        shown: the latest value of each item on the screen.
        answers: every answer of L2, in order.
        passwords: of the users, where L2 keeps any; they are written nowhere.

    """

    def __init__(self, say: Callable[..., None], now: Callable[[], int], subject: Callable[[str, str], str], *,
                 passwords: Mapping[str, str], write: Callable[[AnyRecord], None]) -> None:
        """``subject``: what L2 is given as the subject of an action, which may go through a scanner."""
        self.passwords = passwords
        self._write = write
        self._typed: dict[str, tuple[str, Sign | None]] = {}
        self.shown: dict[str, str] = {}
        self.answers: list[Answer] = []
        self._say = say
        self._now = now
        self._subject = subject
        self._asked: list[Request] = []
        self._on_answer: list[Callable[[int, Request, Answer], None]] = []
        self._on_message: list[Callable[[int, Message], None]] = []

    @property
    def is_known(self) -> bool:
        """Whether L2 was asked anything, or has answered."""
        return bool(self._asked or self.answers)

    def ask(self, action: str, subject: str = "", by: str = "operator 1") -> None:
        """Ask L2 to do something."""
        request = Request(action, self._subject(action, subject), by)
        self._asked.append(request)
        self._say(self._now(), request)

    def log_in(self, user: str, *, right: bool = True) -> None:
        """Let a user log in, with the right password or with a wrong one."""
        self._type(user, user, None, right=right)

    def sign(self, sign: Sign, *, right: bool = True) -> None:
        """Let somebody ask for what needs a signature; ``sign`` has everything but the proof."""
        self._asked.append(Request(sign.action, sign.subject, sign.by))
        self._type(sign.by, sign.signer, sign, right=right)

    def change(self, change: Change) -> None:
        """Let somebody administer something."""
        self._say(self._now(), change)

    def acknowledge(self, said: Acknowledge) -> None:
        """Let somebody acknowledge an alarm with a comment."""
        self._asked.append(Request("acknowledge", said.alarm, said.by))
        self._say(self._now(), said)

    def _type(self, who: str, user: str, sign: Sign | None, *, right: bool) -> None:
        """Type a name and a password; whether it is the right one is true, and the password itself stays here."""
        what = "log in" if sign is None else f"sign {sign.action}"
        word = "right" if right and user in self.passwords else "wrong"
        self._write(OperatorActed(self._now(), who, "type", f"{what} as {user} with the {word} password"))
        self._typed[user] = (self.passwords.get(user, "") + ("" if right else "?"), sign)
        self._say(self._now(), Hello(user))

    def _prove(self, t: int, asked: Challenge) -> None:
        typed = self._typed.pop(asked.user, None)
        if typed is None:
            return
        password, sign = typed
        text = log_in_text(asked.nonce, asked.user) if sign is None else sign_text(asked.nonce, sign)
        shown = proof(password, asked.salt, asked.iterations, text)
        self._say(t, Prove(asked.user, shown) if sign is None else msgspec.structs.replace(sign, proof=shown))

    def on_answer(self, call: Callable[[int, Request, Answer], None]) -> None:
        """Tell ``call`` of every answer with the request it belongs to."""
        self._on_answer.append(call)

    def on_message(self, call: Callable[[int, Message], None]) -> None:
        """Tell ``call`` of everything L2 says to people."""
        self._on_message.append(call)

    def receive(self, t: int, message: Message) -> None:
        """Take what L2 says."""
        if type(message) is Shown:
            self.shown[message.item] = message.value
        elif type(message) is Answer:
            self.answers.append(message)
            self._match(t, message)
        elif type(message) is Challenge:
            self._prove(t, message)
        for call in self._on_message:
            call(t, message)

    def _match(self, t: int, answer: Answer) -> None:
        """Give the answer to the oldest open request of its action."""
        for request in self._asked:
            if request.action == answer.action:
                self._asked.remove(request)
                for call in self._on_answer:
                    call(t, request, answer)
                return
