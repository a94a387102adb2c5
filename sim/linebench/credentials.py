"""Passwords of the people in an attempt: made up for it, known to them alone; L2 gets what is kept of each."""

from collections.abc import Mapping
from random import Random
from types import MappingProxyType

import msgspec

from linebench.levels import L2Setup, LevelSetup
from linebench.product.scram import credential
from linebench.scenario.model import Scenario
from linebench.stack.l2.people.config import Account

__all__ = ["keyed", "passwords_of"]

_LENGTH = 12
_CHARACTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_SALT_BYTES = 16


def passwords_of(scenario: Scenario, chance: Random) -> Mapping[str, str]:
    """Return the password of each user of the scenario; none where L2 keeps no users."""
    if scenario.people is msgspec.UNSET:
        return MappingProxyType({})
    return {user: "".join(chance.choices(_CHARACTERS, k=_LENGTH)) for user in scenario.people.users}


def keyed(setups: Mapping[str, LevelSetup], passwords: Mapping[str, str],
          chance: Random) -> Mapping[str, LevelSetup]:
    """Return the setups with what L2 keeps of each password: salted and hashed."""
    setup = setups["l2"]
    if not isinstance(setup, L2Setup) or setup.config.people is None:
        return setups
    people = setup.config.people
    accounts = {user: Account(account.role, credential(passwords[user], chance.randbytes(_SALT_BYTES).hex()))
                for user, account in people.accounts.items()}
    known = msgspec.structs.replace(people, accounts=accounts, secret=chance.randbytes(_SALT_BYTES).hex())
    return {**setups, "l2": L2Setup(msgspec.structs.replace(setup.config, people=known))}
