"""The users of the line controller: who there is, who is logged in, who is locked."""

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec

from linebench.ports.people import Challenge
from linebench.product.scram import ITERATIONS, proves
from linebench.stack.l2.people.config import Account, PeopleConfig
from linebench.stack.l2.people.decisions import PeopleDecisions
from linebench.stack.machine import Arm, Cancel, Effect, Store

__all__ = ["WRONG", "Accounts"]

WRONG = "user or password is wrong"
"""The answer to a wrong password and to a user there is not alike, so that nobody learns who there is."""
_SALT_DIGITS = 32


class Accounts:
    """Users by name. ``inside``: those who are logged in; a power loss logs everybody off.

    A challenge is used once, so that nobody answers with what they have overheard.
    """

    __slots__ = ("_config", "_count", "_decisions", "_locked", "_nonces", "_wrong", "inside", "users")

    def __init__(self, config: PeopleConfig, decisions: PeopleDecisions, restored: Mapping[str, Any]) -> None:
        self._config, self._decisions = config, decisions
        changed: Mapping[str, str] = restored.get("users", {})
        self.users: dict[str, Account] = {
            user: msgspec.structs.replace(account, role=changed.get(user, account.role))
            for user, account in config.accounts.items()}
        self.users |= {user: Account(role) for user, role in changed.items() if user not in self.users}
        self._wrong: dict[str, int] = dict(restored.get("wrong", {}))
        self._locked: set[str] = set(restored.get("locked", ()))
        self._count: int = restored.get("challenges", 0)
        self._nonces: dict[str, str] = {}
        self.inside: set[str] = set()

    def role(self, user: str) -> str:
        """The role of a user, ``""`` where there is no such user or was one."""
        return self.users[user].role if user in self.users else ""

    def rights(self, user: str) -> tuple[str, ...]:
        """What a user may do."""
        return self._config.rights.get(self.role(user), ())

    def is_role(self, name: str) -> bool:
        """Whether there is a role of this name."""
        return name in self._config.rights

    def is_locked(self, user: str) -> bool:
        """Whether the user has to be unlocked first."""
        return user in self._locked

    def challenge(self, user: str, out: list[Effect]) -> Challenge:
        """Return what a user has to prove with; anybody gets one, so that nobody learns who there is."""
        self._count += 1
        out.append(Store("challenges", self._count))
        nonce = self._made(f"nonce {self._count}")
        self._nonces[user] = nonce
        kept = self.users[user].kept if user in self.users else None
        if kept is None:
            return Challenge(user, self._made(f"salt {user}")[:_SALT_DIGITS], ITERATIONS, nonce)
        return Challenge(user, kept.salt, kept.iterations, nonce)

    def nonce(self, user: str) -> str:
        """Return the challenge that the user was given last, and use it up; ``""``: none."""
        return self._nonces.pop(user, "")

    def knows(self, user: str, nonce: str, text: str, proof: str) -> bool:
        """Whether the proof shows that it is the user who says ``text``."""
        kept = self.users[user].kept if self.role(user) else None
        return bool(nonce) and kept is not None and proves(kept, text, proof)

    def was_wrong(self, user: str, out: list[Effect]) -> bool:
        """Somebody gave a wrong password for a user; whether the user is locked for it now."""
        if not self.role(user):
            return False
        self._wrong[user] = self._wrong.get(user, 0) + 1
        newly = user not in self._locked and self._decisions.locks(self._wrong[user], self._config.lock_after)
        if newly:
            self._locked.add(user)
            self.leave(user, out)
        self._store(out)
        return newly

    def unlock(self, user: str, out: list[Effect]) -> None:
        """Let a user try again."""
        self._locked.discard(user)
        self._wrong.pop(user, None)
        self._store(out)

    def enter(self, user: str, out: list[Effect]) -> None:
        """A user has proven who they are."""
        self.inside.add(user)
        self._wrong.pop(user, None)
        self._store(out)
        self.active(user, out)

    def active(self, user: str, out: list[Effect]) -> None:
        """A user does something: they are not logged off for a while."""
        if user in self.inside:
            out.append(Arm(f"session:{user}", self._config.log_off_us))

    def idle(self, user: str) -> bool:
        """A user has done nothing for long; whether they were logged off for it."""
        leaves = user in self.inside and self._decisions.logs_off(user)
        if leaves:
            self.inside.discard(user)
        return leaves

    def leave(self, user: str, out: list[Effect]) -> None:
        """Log a user off."""
        self.inside.discard(user)
        out.append(Cancel(f"session:{user}"))

    def put(self, user: str, role: str, out: list[Effect]) -> None:
        """Give a user a role, and make one where there is none; ``""`` takes what they had away."""
        before = self.users.get(user)
        self.users[user] = Account(role) if before is None else msgspec.structs.replace(before, role=role)
        if not role:
            self.leave(user, out)
        out.append(Store("users", {name: account.role for name, account in self.users.items()}))

    def _store(self, out: list[Effect]) -> None:
        out.extend((Store("wrong", dict(self._wrong)), Store("locked", sorted(self._locked))))

    def _made(self, what: str) -> str:
        return hashlib.sha256(f"{self._config.secret} {what}".encode()).hexdigest()
