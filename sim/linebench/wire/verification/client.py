"""The partner's end of a face: asks, and asks again with the same token what was lost."""

from collections.abc import Sequence
from typing import TypeAlias

from linebench.ports import Message
from linebench.ports.verification import Notice, Noticed, ToAsker, ToEnterprise, Verified, Verify
from linebench.wire.http.client import HttpClient
from linebench.wire.http.messages import Request, Response
from linebench.wire.side import Arm, Effect, Heard, Noted, Setting
from linebench.wire.verification.profile import VerificationProfile

__all__ = ["Asked", "UnfitError", "VerificationClient", "refusal"]

Asked: TypeAlias = tuple[ToEnterprise, ...]
"""What one request asks: mostly one thing."""
_AGAIN = "again "
_FAILED = 500
"""From this status on the server has failed, and may not fail again."""
_STATUSES = {401: "refused", 403: "refused", 404: "unknown_product"}
"""Of HTTP, what the port has for them."""


class UnfitError(ValueError):
    """A message that cannot be said on this face, or a response that is no answer. The message says why."""


def refusal(asked: ToEnterprise, why: str) -> ToAsker:
    """The answer that says no more than why not."""
    if isinstance(asked, Notice):
        return Noticed(asked.notice, accepted=False, reason=why)
    return Verified(asked.request, verified=False, why=why)


class VerificationClient(HttpClient):
    """Says what is asked of the enterprise and hears the answers. Derived classes say in which form.

    What had no answer is asked again with the same token, so that nothing is done twice; after so many attempts it
    is heard as ``no_answer``.
    """

    def __init__(self, profile: VerificationProfile, setting: Setting) -> None:  # noqa: ARG002  # sides are made alike
        super().__init__(profile.host, int(profile.answer_within))
        self._pause, self._attempts = int(profile.retry_after), profile.attempts
        self._later: dict[str, tuple[Asked, int]] = {}
        self._number = 0

    def request_of(self, asked: Asked) -> Request:
        """The request that says it.

        Raises:
            UnfitError: it cannot be said in this form.

        """
        raise NotImplementedError

    def answers_in(self, asked: Asked, response: Response) -> Sequence[ToAsker]:
        """The answers that a response with status 200 is.

        Raises:
            UnfitError: it is none.

        """
        raise NotImplementedError

    def tell(self, message: Message) -> Sequence[Effect]:
        """See ``Side``."""
        return self.put((message,), 1) if isinstance(message, Verify | Notice) else ()

    def expired(self, name: str) -> Sequence[Effect]:
        """See ``Side``."""
        return self.put(*self._later.pop(name)) if name in self._later else super().expired(name)

    def put(self, asked: Asked, attempt: int) -> list[Effect]:
        """Ask for the how-manieth time."""
        try:
            request = self.request_of(asked)
        except UnfitError as error:
            return [Noted("refused", str(error)), *(Heard(refusal(each, "bad_request")) for each in asked)]
        return self.ask(request, lambda response: self._answered_by(asked, attempt, response))

    def came(self, asked: Asked, response: Response) -> list[Effect]:
        """What a response says, where it says anything.

        Raises:
            UnfitError: it is no answer, or the server has failed, which it may not do again.

        """
        if response.status >= _FAILED:
            raise UnfitError(f"found status {response.status}")
        if response.status != 200:  # noqa: PLR2004  # of HTTP
            why = _STATUSES.get(response.status, "bad_request")
            return [Noted("refused", f"found status {response.status}"),
                    *(Heard(refusal(each, why)) for each in asked)]
        return [Heard(answer) for answer in self.answers_in(asked, response)]

    def _answered_by(self, asked: Asked, attempt: int, response: Response | None) -> list[Effect]:
        if response is None:
            return self._again(asked, attempt, "found no answer")
        try:
            return self.came(asked, response)
        except UnfitError as error:
            return self._again(asked, attempt, str(error), pause=True)

    def _again(self, asked: Asked, attempt: int, why: str, *, pause: bool = False) -> list[Effect]:
        noted = Noted("unanswered", f"attempt {attempt}: {why}")
        if attempt >= self._attempts:
            return [noted, *(Heard(refusal(each, "no_answer")) for each in asked)]
        if not pause:  # the connection is gone: it is asked as soon as there is another
            return [noted, *self.put(asked, attempt + 1)]
        self._number += 1
        name = f"{_AGAIN}{self._number}"
        self._later[name] = (asked, attempt + 1)
        return [noted, Arm(name, self._pause)]
