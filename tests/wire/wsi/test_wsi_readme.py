import linebench.wire.wsi
from linebench.wire.side import Setting
from linebench.wire.wsi.dialect import DIALECTS
from tests.wire.transcript import blocks, readme, run

README = readme(linebench.wire.wsi)


def test_the_session_runs_as_written():
    """Every byte and message of it comes from the machine's side."""
    (session,) = blocks(README)
    run(session, DIALECTS[0].device(DIALECTS[0].profile(), Setting(name="printer-1", now=lambda: 0)))


def test_every_profile_is_listed():
    """With its name in the README."""
    assert all(f"`{name}`" in README for name in DIALECTS[0].profiles)
