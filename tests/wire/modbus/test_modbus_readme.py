"""The README's example, run as it stands."""

from linebench.wire import modbus
from linebench.wire.modbus.transport import TRANSPORTS
from tests.wire.tagrig import played, profiles_named


def test_the_session():
    """Every answer is the one that is printed, and what was written is in the image."""
    found, printed, values = played(modbus)
    assert found == printed
    assert (len(found), values["Set.Speed"], values["Set.Dry"], values["State"]) == (8, 0x78, True, 6)


def test_the_profiles_are_all_named():
    """The table holds each profile and no other."""
    assert profiles_named(modbus) == list(TRANSPORTS[0].profiles)
