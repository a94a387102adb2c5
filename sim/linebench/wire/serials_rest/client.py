"""The asker's end."""

from urllib.parse import quote

from linebench.ports.serials import Inspect, Pack, ToOwner, ToUser
from linebench.wire.http.messages import Request, Response
from linebench.wire.serials.client import SerialsClient, UnfitError
from linebench.wire.serials.credentials import authorization
from linebench.wire.serials_rest.documents import act_of, ask_of, read_answer
from linebench.wire.serials_rest.server import RestProfile
from linebench.wire.side import Setting

__all__ = ["PoolClient"]


class PoolClient(SerialsClient):
    """Asks a pool over REST."""

    def __init__(self, profile: RestProfile, setting: Setting) -> None:
        super().__init__(profile, setting)
        self._headers = {"content-type": "application/json", "accept": "application/json", **authorization(profile)}

    def request_of(self, asked: ToOwner) -> Request:
        """See ``SerialsClient``."""
        if isinstance(asked, Inspect | Pack):
            raise UnfitError(f"found a {type(asked).__name__}; expected a Draw, Move or Count, for there are "
                             "no words for others")
        act, body = ask_of(asked)
        return Request("POST", f"/pools/{quote(asked.form, safe='')}/{act}", self._headers, body)

    def answer_in(self, asked: ToOwner, response: Response) -> ToUser:
        """See ``SerialsClient``."""
        return read_answer(act_of(asked), asked, response)
