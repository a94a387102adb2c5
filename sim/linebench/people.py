"""The people's end of the HMI: what was asked, what was answered and what is on the screen."""

from collections.abc import Callable

from linebench.ports import Message
from linebench.ports.operator import Answer, Request, Shown

__all__ = ["People"]


class People:
    """Everybody at the HMI of one line.

    Attributes:
        shown: the latest value of each item on the screen.
        answers: every answer of L2, in order.

    """

    def __init__(self, say: Callable[..., None], now: Callable[[], int],
                 subject: Callable[[str, str], str]) -> None:
        """``subject``: what L2 is given as the subject of an action, which may go through a scanner."""
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
