from linebench.wire import codenet
from linebench.wire.codenet.device import CodenetDevice
from linebench.wire.codenet.profile import PROFILES
from tests.wire.pipe import Clock
from tests.wire.transcript import blocks, readme, run

README = readme(codenet)


def test_session_of_the_readme():
    """The README's session is what the unit says, to its host and to the line."""
    sessions = blocks(README)
    assert len(sessions) == 1
    run(sessions[0], CodenetDevice(PROFILES["ax"], Clock().setting("printer-1")))


def test_every_profile_is_named():
    """The README names each profile."""
    assert all(f"`{name}`" in README for name in PROFILES)
