"""What of a real system is bound, usable and reachable, told before anybody presses start."""

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Iterator, Mapping
from typing import Literal

import msgspec

from linebench.binding.address import is_loopback
from linebench.binding.binder import bound_hand, watch_of
from linebench.binding.deed import ACTIONS, BindingError, Deed
from linebench.binding.kinds import Place
from linebench.binding.shared import Shared
from linebench.scenario.continuing import ORDERS
from linebench.scenario.devices import wire_of
from linebench.scenario.load import Loaded
from linebench.scenario.stack import WirePlan
from linebench.wire.side import Setting
from linebench.wiring.attempt import peers_of
from linebench.wiring.bound import PLAYED
from linebench.wiring.channels import device_ends, wire_to
from linebench.wiring.control import WireTo
from linebench.wiring.ends import WiringError, device_end, is_opcua, is_tagged
from linebench.wiring.units import unit_wire

__all__ = ["CLAIMS", "Found", "State", "survey"]

State = Literal["ok", "missing", "wrong", "not reachable", "not there"]
CLAIMS = {
    "serials": "status of serial numbers", "packed": "what is in which container", "batch": "reconciliation",
    "alarm": "alarms that stand", "state": "the state of the line", "value": "values shown to people",
    "audit": "who did what",
}
"""What protocols want to know of a system."""
_PEOPLES = "l2"
"""The level that people speak with, and that tells the site."""
_OF_ANY = ("reset", "power_on", "power_off", "read_version", "read_clock")
"""Actions that any system may have; the others are of the level that people speak with."""
_COVERS = {"events": ("serials", "packed")}
_LIMIT_S = 8.0
_OUTSIDE = "{} is no address of this machine alone; use 127.0.0.1, or --real for a test network"
_TELLING = ("url", "to", "command", "files", "file", "prompt")
"""Options that say what something is bound to."""


class Found(msgspec.Struct, frozen=True):
    """A world that continues, or one action, claim or wire.

    ``how``: what it is bound to; ``why``: what is wrong, or what has to be known.

    ``state``: ``not there`` where the stack file says that the system has none (``lacks``).
    """

    what: Literal["world", "action", "claim", "wire"]
    name: str
    state: State
    how: str = ""
    why: str = ""


async def survey(loaded: Loaded, *, real: bool = False, power: bool = False) -> tuple[Found, ...]:
    """Look at everything that a stack file binds, and at what it leaves out. Nothing is asked of the system but to
    log in whoever looks, where it wants that and ``log_in`` is bound.

    Every look has a limit, and they are taken together. ``real``: bindings may leave this machine;
    ``power``: the system is given power first, as ``power_on`` is bound, and loses it at the end.
    """
    one = _Survey(loaded, real=real)
    try:
        if power:
            await one.power()
        return (*one.world(), *await asyncio.gather(*one.actions()), *await asyncio.gather(*one.claims()),
                *one.wires())
    finally:
        await one.shared.close()


class _Survey:
    def __init__(self, loaded: Loaded, *, real: bool) -> None:
        self._scenario, self._folder, self._real = loaded.scenario, loaded.folder, real
        self._stack = loaded.scenario.stack
        self.shared = Shared()
        self.shared.log_in = self._log_in

    async def power(self) -> None:
        """Give the system power; where that fails, what cannot be reached shows it."""
        await self._do("power_on", "")

    async def _log_in(self, person: str) -> bool:
        return await self._do("log_in", person)

    async def _do(self, action: str, person: str) -> bool:
        """Have an action done if it is bound to something usable; whether it was."""
        for plan in self._stack.actions:
            if plan.id == action:
                with contextlib.suppress(BindingError):  # told as what it is where actions are looked at
                    bound = bound_hand(plan, self._place(f"stack.action.{action}"))
                    return (await bound.hand.do(Deed(action, {"action": action, "by": person}))).accepted
        return False

    def world(self) -> Iterator[Found]:
        """That the system goes on from one test case to the next, where it does."""
        if self._stack.world == "continue":
            yield Found("world", "continue", "ok", f"orders {self._stack.orders or ORDERS}",
                        "not reset between test cases, power given once; one test case after the other")

    def actions(self) -> Iterator[Awaitable[Found]]:
        plans = {plan.id: plan for plan in self._stack.actions}
        wanted = ACTIONS if self._people else () if self._devices_alone else _OF_ANY
        for name in (*wanted, *(name for name in plans if name not in wanted)):
            yield self._action(name) if name in plans else self._left("action", name, ACTIONS[name])

    async def _action(self, name: str) -> Found:
        plan = next(each for each in self._stack.actions if each.id == name)
        how = _how(plan.by, plan.options)
        try:
            bound = bound_hand(plan, self._place(f"stack.action.{name}"))
        except BindingError as error:
            return Found("action", name, "wrong", how, str(error))
        why = await _reached(bound.hand.reach())
        told = "needs --ask or --answers" if bound.kind.attended else why
        return Found("action", name, "not reachable" if why else "ok", how, told)

    def claims(self) -> Iterator[Awaitable[Found]]:
        given = {kind for plan in self._stack.claims for kind in (plan.gives, *_COVERS.get(plan.gives, ()))}
        for plan in self._stack.claims:
            yield self._claim(plan.id)
        for kind, words in CLAIMS.items():
            if kind not in given and self._people:
                yield self._left("claim", kind, words)

    async def _claim(self, name: str) -> Found:
        plan = next(each for each in self._stack.claims if each.id == name)
        how = f"{plan.gives} by {_how(plan.by, plan.options)}"
        try:
            watch = watch_of(plan, self._place(f"stack.claim.{name}"), self._scenario.epoch)
        except BindingError as error:
            return Found("claim", name, "wrong", how, str(error))
        why = await _reached(watch.eye.reach())
        return Found("claim", name, "not reachable" if why else "ok", how, why)

    async def _left(self, what: Literal["action", "claim"], name: str, words: str) -> Found:
        gone = name in self._stack.lacks or (name == "reset" and self._stack.world == "continue")
        return Found(what, name, "not there" if gone else "missing", "", words)

    def wires(self) -> Iterator[Found]:
        plans = {plan.id: plan for plan in self._stack.wires}
        for level, seat in self._stack.remote.items():
            peers = peers_of(level, self._stack.absent) if seat.nature == "real" else ()
            pairs = [f"{level}-{peer}" for peer in peers]
            for pair in pairs:
                if pair in plans:
                    yield from self._wire(pair, plans)
                elif pair.partition("-")[2] not in PLAYED:
                    yield Found("wire", pair, "not there" if pair in self._stack.lacks else "missing", "",
                                "it would be served in the bench's own messages, which no other system speaks")
        yield from map(self._device, self._stack.devices)

    @property
    def _people(self) -> bool:
        """Whether people and site have something real to speak with."""
        return _PEOPLES in self._stack.remote and self._stack.remote[_PEOPLES].nature == "real"

    @property
    def _devices_alone(self) -> bool:
        """Whether devices alone are real: people and site have the bench's own levels to speak with."""
        return bool(self._stack.devices) and not self._stack.remote

    def _device(self, device: str) -> Found:
        """What the bench dials itself: somebody has to listen there."""
        pair = wire_of(device)
        try:
            wire = unit_wire(self._stack, device)
        except (WiringError, ValueError) as error:
            dialect = next(plan.dialect for plan in self._stack.wires if plan.id == pair)
            return Found("wire", pair, "wrong", dialect, str(error))
        why, how = self._answered(wire), f"{wire.dialect} at {wire.host}:{wire.port}"
        return Found("wire", pair, "not reachable" if why else "ok", how, why)

    def _answered(self, wire: WireTo) -> str:
        """Why the bench cannot dial it; empty when somebody takes the call."""
        if not self._real and not is_loopback(wire.host):
            return _OUTSIDE.format(wire.host)
        try:
            socket.create_connection((wire.host, wire.port), _LIMIT_S).close()
        except OSError as error:
            return f"nobody answers there: {error.strerror or error}"
        return ""

    def _wire(self, pair: str, plans: Mapping[str, WirePlan]) -> Iterator[Found]:
        try:
            wire = wire_to(pair, pair, plans)
            _check(pair.partition("-")[2], wire)
        except (WiringError, ValueError) as error:
            yield Found("wire", pair, "wrong", plans[pair].dialect, str(error))
            return
        named = {f"{pair}-{name}": one for name, one in wire.channels.items()} or {pair: wire}
        for name, one in named.items():
            why = self._answered(one) if plans[pair].dials else self._free(one)
            how = f"{one.dialect} at {one.host}:{one.port or 'a free port'}"
            yield Found("wire", name, "not reachable" if why else "ok", how, why)

    def _free(self, wire: WireTo) -> str:
        """Why the bench cannot listen there; empty when it can."""
        if not self._real and not is_loopback(wire.host):
            return _OUTSIDE.format(wire.host)
        try:
            socket.create_server((wire.host, wire.port)).close()
        except OSError as error:
            return f"the bench cannot listen there: {error.strerror or error}"
        return ""

    def _place(self, where: str) -> Place:
        return Place(where, self._folder, self.shared, self._real)


def _how(by: str, options: Mapping[str, str]) -> str:
    return f"{by} {next((options[name] for name in _TELLING if name in options), '')}".rstrip()


async def _reached(look: Awaitable[str]) -> str:
    try:
        return await asyncio.wait_for(look, _LIMIT_S)
    except TimeoutError:
        return f"no answer within {_LIMIT_S:.0f} s"


def _check(peer: str, wire: WireTo) -> None:
    setting = Setting(name=wire.name, now=lambda: 0)
    if wire.channels:
        device_ends(peer, wire, setting)
    elif not is_tagged(peer, wire.dialect) and not is_opcua(peer, wire.dialect):
        device_end(peer, wire.dialect, wire.profile, wire.options, setting)
