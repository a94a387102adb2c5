"""What a stack file may say of a dialect's options."""

from typing import Literal

import msgspec
import pytest

from linebench.units import Duration, Mass
from linebench.wire.dialect import Dialect, Profile, dialects


class Inner(Profile, frozen=True, kw_only=True):
    user: str = "kim"
    word: str = "none"


class Options(Profile, frozen=True, kw_only=True):
    within: Duration = Duration(500_000)
    most: Mass | None = None
    word: Literal["a", "b"] = "a"
    many: tuple[tuple[str, int], ...] = (("x", 1),)
    names: tuple[str, ...] = ("one",)
    depths: tuple[int, ...] = ()
    values: dict[str, int] = msgspec.field(default_factory=lambda: {"a": 1, "b": 2})
    inner: Inner = Inner()


def no_side(profile, setting):
    raise AssertionError("no side is made here")


DIALECT = Dialect(name="speech", seats=("scale",), port=1, summary="", device=no_side, host=no_side,
                  profiles={"first": Options(), "second": Options(within=Duration(1), word="b")})


def test_a_profile_by_name_with_quantities_as_text():
    """Options replace single fields; quantities are text with a unit; the first profile is the default."""
    assert DIALECT.profile() == Options()
    assert DIALECT.profile("second") == Options(within=Duration(1), word="b")
    assert DIALECT.profile("second", {"within": "60 ms", "most": "2 kg"}) == Options(
        within=Duration(60_000), most=Mass(2_000_000), word="b")


@pytest.mark.parametrize("options", [{"within": "60 mm"}, {"within": 60}, {"other": 1}, {"word": "c"}])
def test_an_option_that_does_not_fit_is_told(options):
    """A wrong unit, a number without one, an unknown field and an unknown word each name the profile."""
    with pytest.raises(ValueError, match="dialect speech, profile first: "):
        DIALECT.profile("", options)


def test_lists_and_tables_are_read_from_text():
    """Commas separate; a table keeps what is not named; structures, such as a nameplate, are tables too."""
    given = {"names": " a b, c=1 ", "depths": "1,2", "values": "b = 7, c.d=8", "inner": "word=x=y"}
    assert DIALECT.profile("", given) == Options(
        names=("a b", "c=1"), depths=(1, 2), values={"a": 1, "b": 7, "c.d": 8}, inner=Inner(word="x=y"))
    assert DIALECT.profile("", {"names": ""}) == Options(names=())


@pytest.mark.parametrize("options", [{"values": "secret"}, {"inner": "user=kim, secret"}, {"values": "a=secret"}])
def test_text_that_is_no_table_is_told_without_it(options):
    """It may hold a password."""
    with pytest.raises(ValueError, match="dialect speech, profile first: ") as told:
        DIALECT.profile("", options)
    assert "secret" not in str(told.value)


def test_an_unknown_profile_is_told_the_known_ones():
    """The message lists what there is."""
    with pytest.raises(LookupError, match="'third'; expected one of first, second"):
        DIALECT.profile("third")


def test_options_may_be_text_as_files_give_them():
    """A number, a switch and a quantity as text; what is none of these is refused with its place."""
    codenet = dialects()["codenet"]
    assert codenet.profile("deep", {"depth": "3"}) == codenet.profile("deep", {"depth": 3})
    with pytest.raises(ValueError, match="depth"):
        codenet.profile("deep", {"depth": "three"})
