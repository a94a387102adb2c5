"""The README's example, run as it stands."""

from linebench.wire import s7
from linebench.wire.s7.transport import TRANSPORTS
from tests.wire.tagrig import played, profiles_named


def test_the_session():
    """Every answer is the one that is printed, and what was written is in the image."""
    found, printed, values = played(s7)
    assert found == printed
    assert (len(found), values["Set.Speed"], values["Set.Dry"], values["State"]) == (6, 0x78, False, 6)


def test_the_profiles_are_all_named():
    """The table holds each profile and no other."""
    assert profiles_named(s7) == list(TRANSPORTS[0].profiles)
