"""Method calls: one gate that every call passes before a device hears of it.

The library calls whatever node is named with whatever arguments. Here a call has to name an object that has the
method, by the instance's own NodeId or the type's, with the right number of arguments of the right types.
"""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Sequence
from contextvars import ContextVar
from typing import Any, TypeAlias

import msgspec
from asyncua import ua
from asyncua.server.address_space import AddressSpace, MethodService

from linebench.wire.opcua.space import builtin, is_subtype

__all__ = ["CALLER", "Argument", "Handler", "Methods", "Outcome", "Refused", "status"]

CALLER: ContextVar[str] = ContextVar("caller", default="")
"""The user whose call a handler answers."""
_ANY = 24
_NUMBERS = frozenset(range(ua.ObjectIds.SByte, ua.ObjectIds.Double + 1))
_ABSTRACT = {int(ua.ObjectIds.Number): _NUMBERS}
_STRUCTURE = 22


class Refused(Exception):  # noqa: N818 - it is an answer, no error of the bench
    """Raised by a handler: the call is answered with this status code, and an argument with its own."""

    def __init__(self, code: int, *arguments: int) -> None:
        super().__init__(ua.StatusCode(code).name)
        self.code = code
        self.arguments = arguments


Outcome: TypeAlias = Sequence[ua.Variant]
"""Output arguments, in order."""
Handler: TypeAlias = Callable[..., Outcome | Awaitable[Outcome]]
"""Takes the values of the input arguments and returns at once; what takes time is told later, by a variable or an
event. One that is declared ``async`` answers when it is done, and other requests of its connection are answered
meanwhile. It may raise ``Refused``."""


class Argument(msgspec.Struct, frozen=True):
    """An input argument: its data type, and whether it is an array."""

    name: str
    data_type: ua.NodeId
    array: bool = False


class _Method(msgspec.Struct, frozen=True):
    arguments: tuple[Argument, ...]
    handler: Handler
    later: bool


class Methods(MethodService):
    """All methods of a server, by the object that has them."""

    def __init__(self, space: AddressSpace) -> None:
        super().__init__(space)
        self._methods: dict[tuple[ua.NodeId, ua.NodeId], _Method] = {}

    def link(self, parent: ua.NodeId, names: Sequence[ua.NodeId], arguments: Sequence[Argument],
             handler: Handler) -> None:
        """Answer calls on the object ``parent`` by ``handler``.

        Args:
            parent: the object.
            names: NodeIds that the method is called by: the instance's and those of its declarations on types.
            arguments: what it takes.
            handler: see ``Handler``.

        """
        method = _Method(tuple(arguments), handler, inspect.iscoroutinefunction(handler))
        self._methods.update({(parent, name): method for name in names})

    def unlink(self, parent: ua.NodeId) -> None:
        """The object ``parent`` is gone, and its methods with it."""
        self._methods = {key: method for key, method in self._methods.items() if key[0] != parent}

    def answers_later(self, asked: Sequence[ua.CallMethodRequest]) -> bool:
        """Whether one of these calls may take its time."""
        return any(found.later for each in asked
                   if (found := self._methods.get((each.ObjectId, each.MethodId))) is not None)

    async def _call(self, method: ua.CallMethodRequest) -> ua.CallMethodResult:
        found = self._methods.get((method.ObjectId, method.MethodId))
        if found is None:
            return await self._unknown(method)
        given = method.InputArguments or []
        if refused := self._check(found, given):
            return refused
        try:
            outcome = found.handler(*(each.Value for each in given))
            return ua.CallMethodResult(
                InputArgumentResults=[ua.StatusCode() for _ in given],
                OutputArguments=list(await outcome if isinstance(outcome, Awaitable) else outcome))
        except Refused as refusal:
            return ua.CallMethodResult(ua.StatusCode(refusal.code), [ua.StatusCode(each) for each in
                                                                     refusal.arguments])
        except Exception as error:  # noqa: BLE001 - ours, not the client's: it goes to whoever runs the loop
            asyncio.get_running_loop().call_exception_handler({"message": "a method broke", "exception": error})
            return status(ua.StatusCodes.BadInternalError)

    async def _unknown(self, method: ua.CallMethodRequest) -> ua.CallMethodResult:
        if method.ObjectId not in self._aspace:
            return status(ua.StatusCodes.BadNodeIdUnknown)
        node = self._aspace.get(method.MethodId)
        if node is None or node.call is None:
            return status(ua.StatusCodes.BadMethodInvalid)
        return await super()._call(method)

    def _check(self, method: _Method, given: Sequence[ua.Variant]) -> ua.CallMethodResult | None:
        if len(given) < len(method.arguments):
            return status(ua.StatusCodes.BadArgumentsMissing)
        if len(given) > len(method.arguments):
            return status(ua.StatusCodes.BadTooManyArguments)
        fits = [self._fits(argument, value) for argument, value in zip(method.arguments, given, strict=True)]
        if all(fits):
            return None
        codes = [ua.StatusCodes.Good if each else ua.StatusCodes.BadTypeMismatch for each in fits]
        return ua.CallMethodResult(ua.StatusCode(ua.StatusCodes.BadInvalidArgument),
                                   [ua.StatusCode(code) for code in codes])

    def _fits(self, argument: Argument, value: ua.Variant) -> bool:
        if argument.array:
            # clients write an empty array as null as often as an array without elements
            return value.Value is None or (isinstance(value.Value, list) and all(
                self._one_fits(argument, value.VariantType, each) for each in value.Value))
        return not isinstance(value.Value, list) and self._one_fits(argument, value.VariantType, value.Value)

    def _one_fits(self, argument: Argument, kind: ua.VariantType, value: Any) -> bool:  # noqa: ANN401 - any argument
        wanted = builtin(self._aspace, argument.data_type)
        if wanted == _ANY:
            return True
        if wanted == _STRUCTURE:
            return is_subtype(self._aspace, getattr(type(value), "data_type", ua.NodeId()), argument.data_type)
        return int(kind.value) in _ABSTRACT.get(wanted, {wanted})


def status(code: int) -> ua.CallMethodResult:
    """An answer that is nothing but a status code."""
    return ua.CallMethodResult(ua.StatusCode(code))
