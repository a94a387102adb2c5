"""What people administer at the line controller: its users; and what nobody does, its audit trail."""

from linebench.ports.people import Change
from linebench.stack.l2.people.accounts import Accounts
from linebench.stack.l2.people.desk import PeopleDesk
from linebench.stack.machine import Effect

__all__ = ["Administration"]

_NO_CHANGE = "the audit trail cannot be changed"
_NO_END = "the audit trail cannot be switched off"


class Administration:
    """Changes of things by name: ``user:NAME``, ``trail`` and ``trail:NUMBER``."""

    def __init__(self, accounts: Accounts, desk: PeopleDesk) -> None:
        self._accounts, self._desk = accounts, desk

    def standing(self, thing: str) -> str:
        """What stands there now: the role of a user, else ``""``."""
        kind, _, name = thing.partition(":")
        return self._accounts.role(name) if kind == "user" else ""

    def change(self, said: Change, out: list[Effect]) -> str:
        """Change something; returns why not, ``""`` when it is done."""
        kind, _, name = said.thing.partition(":")
        if kind == "trail":
            return self._trail(said, name)
        if kind != "user" or not name:
            return f"{said.thing!r} cannot be changed: expected user:NAME"
        return self._fault(said, name) or self._user(said, name, out)

    def _trail(self, said: Change, number: str) -> str:
        if not number:
            self._desk.trail.off = said.by
            return _NO_END
        self._desk.trail.rewrite(int(number) if number.isdecimal() else 0, said.value)
        return _NO_CHANGE

    def _fault(self, said: Change, user: str) -> str:
        there = bool(self._accounts.role(user))
        if not said.why.strip():
            return "a reason is needed"
        if said.act == "create" and there:
            return f"there is a user {user!r} already"
        if said.act in ("change", "delete") and not there:
            return f"there is no user {user!r}"
        return "" if said.act in ("create", "change", "delete") else f"unknown act {said.act!r}"

    def _user(self, said: Change, user: str, out: list[Effect]) -> str:
        role = "" if said.act == "delete" else said.value
        if said.act != "delete" and not self._accounts.is_role(role):
            return f"there is no role {role!r}"
        self._accounts.put(user, role, out)
        return ""
