"""The README's example, run as it stands."""

from linebench.wire import enip
from linebench.wire.enip.transport import TRANSPORTS
from tests.wire.tagrig import played, profiles_named


def test_the_session():
    """Every answer is the one that is printed, and what was written is in the image."""
    found, printed, values = played(enip)
    assert found == printed
    assert (len(found), values["Set.Speed"], values["State"]) == (7, 0x78, 6)


def test_the_profiles_are_all_named():
    """The table holds each profile and no other."""
    assert profiles_named(enip) == list(TRANSPORTS[0].profiles)
