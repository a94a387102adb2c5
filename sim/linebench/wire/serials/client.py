"""The asker's end of an HTTP face: asks, and asks again with the same token what was lost."""

from collections.abc import Sequence

from linebench.ports import Message
from linebench.ports.serials import Count, Counted, Draw, Drawn, Moved, ToOwner, ToUser
from linebench.wire.http.client import HttpClient
from linebench.wire.http.messages import Request, Response
from linebench.wire.serials.profile import SerialsProfile
from linebench.wire.side import Arm, Effect, Heard, Noted, Setting

__all__ = ["SerialsClient", "UnfitError", "refusal"]

_AGAIN = "again "


class UnfitError(ValueError):
    """A response that is no answer to what was asked. The message says what was found and expected."""


def refusal(asked: ToOwner, status: str) -> ToUser:
    """The answer that says no more than its status."""
    if isinstance(asked, Draw):
        return Drawn(asked.request, status)
    return Counted(asked.request, status) if isinstance(asked, Count) else Moved(asked.request, status)


class SerialsClient(HttpClient):
    """Says what is said to a pool and hears the answers. Derived classes say in which form, and which they have.

    What had no answer, or one that is none, is asked again with the same token, so that nothing is given or moved
    twice; after so many attempts it is heard as ``not_accepted``.
    """

    def __init__(self, profile: SerialsProfile, setting: Setting) -> None:  # noqa: ARG002  # sides are made alike
        super().__init__(profile.host, int(profile.answer_within))
        self._pause, self._attempts = int(profile.retry_after), profile.attempts
        self._later: dict[str, tuple[ToOwner, int]] = {}

    def request_of(self, asked: ToOwner) -> Request:
        """The request that says it.

        Raises:
            UnfitError: it cannot be said in this form.

        """
        raise NotImplementedError

    def answer_in(self, asked: ToOwner, response: Response) -> ToUser:
        """The answer that a response is.

        Raises:
            UnfitError: it is none.

        """
        raise NotImplementedError

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``."""
        return self._say(message, 1) if isinstance(message, ToOwner) else ()

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``Side``."""
        return self._say(*self._later.pop(name)) if name in self._later else super().expired(name)

    def _say(self, asked: ToOwner, attempt: int) -> list[Effect]:
        try:
            request = self.request_of(asked)
        except UnfitError as error:
            return [Noted("refused", str(error)), Heard(refusal(asked, "bad_request"))]
        return self.ask(request, lambda response: self._came(asked, attempt, response))

    def _came(self, asked: ToOwner, attempt: int, response: Response | None) -> list[Effect]:
        if response is None:
            return self._again(asked, attempt, "found no answer")
        try:
            return [Heard(self.answer_in(asked, response))]
        except UnfitError as error:
            return self._again(asked, attempt, str(error), pause=True)

    def _again(self, asked: ToOwner, attempt: int, why: str, *, pause: bool = False) -> list[Effect]:
        noted = Noted("unanswered", f"{asked.request!r}, attempt {attempt}: {why}")
        if attempt >= self._attempts:
            return [noted, Heard(refusal(asked, "not_accepted"))]
        if not pause:  # the connection is gone: it is asked as soon as there is another
            return [noted, *self._say(asked, attempt + 1)]
        name = f"{_AGAIN}{type(asked).__name__} {asked.request}"
        self._later[name] = (asked, attempt + 1)
        return [noted, Arm(name, self._pause)]
