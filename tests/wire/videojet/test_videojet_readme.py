from linebench.wire import videojet
from linebench.wire.videojet.device import VideojetDevice
from linebench.wire.videojet.profile import PROFILES
from tests.wire.pipe import Clock
from tests.wire.transcript import blocks, readme, run

README = readme(videojet)


def test_session_of_the_readme():
    """The README's session is what the unit says, to its host and to the line."""
    sessions = blocks(README)
    assert len(sessions) == 1
    run(sessions[0], VideojetDevice(PROFILES["clarity"], Clock().setting("printer-1")))


def test_every_profile_is_named():
    """The README names each profile."""
    assert all(f"`{name}`" in README for name in PROFILES)
