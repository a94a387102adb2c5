import linebench.wire.mt_sics
from linebench.wire.dialect import dialects
from linebench.wire.mt_sics.dialect import DIALECTS
from linebench.wire.side import Setting
from tests.wire.transcript import blocks, readme, run

README = readme(linebench.wire.mt_sics)


def test_the_session_runs_as_written():
    """Every byte of it comes from the scale's side."""
    (session,) = blocks(README)
    run(session, DIALECTS[0].device(DIALECTS[0].profile(), Setting(name="scale-1", now=lambda: 0)))


def test_the_dialect_is_found_and_its_profiles_are_listed():
    """By name, with each profile in the README."""
    assert dialects()["mt_sics"] is DIALECTS[0]
    assert all(f"`{name}`" in README for name in DIALECTS[0].profiles)
