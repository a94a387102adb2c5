"""The asker's end."""

from linebench.ports.serials import Draw, Drawn, ToOwner, ToUser
from linebench.wire.http.messages import Request, Response
from linebench.wire.serials.client import SerialsClient, UnfitError, refusal
from linebench.wire.serials.credentials import authorization
from linebench.wire.serials_soap.envelope import MEDIA, Fault, FaultError, enveloped, opened
from linebench.wire.serials_soap.messages import RESPONSE, SnRequest, read_request, read_response, write_request
from linebench.wire.serials_soap.profile import SoapProfile
from linebench.wire.serials_soap.xml import XmlProblemError
from linebench.wire.side import Setting

__all__ = ["SoapPoolClient"]

_TOKEN = "ReferenceIdentifier"  # noqa: S105  # the name of an element
_REFUSED, _FAILED = 400, 500
_PRIVILEGE = (401, 403)


class SoapPoolClient(SerialsClient):
    """Draws from a pool over SOAP. Moves and counts cannot be said in this form: they are answered here."""

    def __init__(self, profile: SoapProfile, setting: Setting) -> None:
        super().__init__(profile, setting)
        self._profile = profile
        media = next(name for name, each in MEDIA.items() if each == profile.version)
        action = {"soapaction": '""'} if profile.version == "1.1" else {}
        self._headers = {"content-type": f"{media}; charset=utf-8", **action, **authorization(profile)}

    def request_of(self, asked: ToOwner) -> Request:
        """See ``SerialsClient``."""
        if not isinstance(asked, Draw):
            raise UnfitError(f"found a {type(asked).__name__}; expected a Draw, for there are no words for others")
        if asked.state != self._profile.state or asked.collection:
            raise UnfitError(f"found state {asked.state!r} and collection {asked.collection!r}; expected "
                             f"{self._profile.state!r} and none, for this form has no words for them")
        said = SnRequest(sending=self._profile.sending, receiving=self._profile.receiving,
                         id_type=self._profile.id_type, encoding=asked.form, size=asked.count, key=asked.criteria,
                         references=((_TOKEN, asked.request),))
        try:
            element = write_request(said)
            if read_request(element) != said:
                raise UnfitError("found spaces at the end of a text; expected none, for XML loses them")
        except XmlProblemError as error:
            raise UnfitError(str(error)) from error
        return Request("POST", self._profile.path, self._headers, enveloped(element, self._profile.version))

    def answer_in(self, asked: ToOwner, response: Response) -> ToUser:
        """See ``SerialsClient``."""
        try:
            element = opened(response.body, self._profile.version)
        except (XmlProblemError, FaultError) as error:
            return _without_envelope(asked, response, str(error))
        if isinstance(element, Fault):
            return _refused(asked, element)
        return self._drawn(asked, element)

    def _drawn(self, asked: ToOwner, element: object) -> ToUser:
        assert isinstance(asked, Draw)
        if getattr(element, "tag", "") != RESPONSE:
            raise UnfitError(f"found {getattr(element, 'tag', '')}; expected {RESPONSE}")
        try:
            said = read_response(element)
        except XmlProblemError as error:
            raise UnfitError(str(error)) from error
        token = dict(said.references).get(_TOKEN, "")
        if token != asked.request or said.receiving != self._profile.sending:
            raise UnfitError(f"found an answer to {token!r} of {said.receiving!r}; expected one to "
                             f"{asked.request!r} of {self._profile.sending!r}")
        status = "ok" if len(said.serials) >= asked.count else "insufficient"
        return Drawn(asked.request, status, "", asked.state, said.serials, said.extra)


def _refused(asked: ToOwner, fault: Fault) -> ToUser:
    if fault.status:
        return refusal(asked, fault.status)
    if fault.code == "Server":  # it failed, and may not fail again
        raise UnfitError(f"found a fault of the server: {fault.reason}")
    return refusal(asked, "bad_request")


def _without_envelope(asked: ToOwner, response: Response, why: str) -> ToUser:
    if response.status in _PRIVILEGE:
        return refusal(asked, "no_privilege")
    if _REFUSED <= response.status < _FAILED:
        return refusal(asked, "bad_request")
    raise UnfitError(f"found status {response.status} and no answer: {why}")
