"""A planner that is brought its responses: a server with an ISA95JobResponseReceiverObjectType."""

from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from asyncua import ua

from linebench.ports.erp import JobResponse
from linebench.wire.isa95.profile import JobsProfile
from linebench.wire.isa95.responses import Responses
from linebench.wire.isa95.times import Times
from linebench.wire.isa95.values import UnfitError
from linebench.wire.isa95.words import written_status
from linebench.wire.opcua.instance import InstanceBuilder
from linebench.wire.opcua.methods import Outcome, Refused
from linebench.wire.opcua.nodes import OBJECTS
from linebench.wire.opcua.security import Security
from linebench.wire.opcua.server import Endpoint, OpcUaServer
from linebench.wire.opcua.typebuilder import TypeSpace
from linebench.wire.side import Noted, Setting

__all__ = ["ResponseReceiver"]

_C = ua.StatusCodes


class ResponseReceiver:
    """A server, from entry to exit of ``async with``.

    Args:
        endpoint: where it listens.
        security: who may connect.
        hear: given each response.
        setting: clock; moments are told from its epoch on.
        profile: see ``JobsProfile``.
        note: given what was refused.

    """

    def __init__(self, endpoint: Endpoint, security: Security, *, hear: Callable[[JobResponse], None],
                 setting: Setting, profile: JobsProfile | None = None,
                 note: Callable[[Noted], None] | None = None) -> None:
        self._profile, self._hear = profile or JobsProfile(name="planner"), hear
        self._note = note or (lambda _: None)
        self._responses = Responses(self._profile, Times(setting))
        self.opcua = OpcUaServer(endpoint, security, self._profile.name)
        self.types = TypeSpace(self.opcua)

    @property
    def url(self) -> str:
        """Where sites find it."""
        return self.opcua.url

    async def __aenter__(self) -> Self:
        await self.opcua.__aenter__()
        try:
            await self.types.add("JobControl")
            self.instance = await InstanceBuilder(self.opcua, self.types).make(
                "JobControl.ISA95JobResponseReceiverObjectType", "JobResponseReceiver", OBJECTS)
            self.instance.link("ReceiveJobResponse", self._receive)
            self.opcua.settle()
        except BaseException as error:
            await self.opcua.__aexit__(type(error), error, error.__traceback__)
            raise
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None,
                        trace: TracebackType | None) -> None:
        await self.opcua.__aexit__(kind, error, trace)

    def _receive(self, given: Any) -> Outcome:  # noqa: ANN401 - a structure made from the table
        if not given.JobOrderID or len(given.JobOrderID) > self._profile.longest:
            raise Refused(_C.BadInvalidArgument, _C.BadOutOfRange)
        try:
            response = self._responses.read(given)
        except UnfitError as error:
            self._note(Noted("refused", f"ReceiveJobResponse of {given.JobOrderID}: {error}"))
            return self._said("wrong_state")
        self._hear(response)
        return self._said("ok")

    def _said(self, status: str) -> Outcome:
        return [ua.Variant(written_status(status, numbers=self._profile.numbers), ua.VariantType.UInt64)]
