"""Sample sizes: how many challenges without a failure show a share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.content import Content, library
from linebench.oracle.sampling import challenges_for, sample_size
from linebench.records.requirement import Limit


@pytest.mark.parametrize(("confidence", "share", "size"), [
    (950_000, 10_000, 299), (950_000, 1_000, 2_995), (990_000, 1_000, 4_603), (950_000, 100, 29_956),
    (500_000, 500_000, 1), (990_000, 900_000, 2), (100_000, 900_000, 1),
])
def test_sizes_are_those_of_the_tables(confidence, share, size):
    """The sizes that validation practice uses, and those at which a logarithm is just whole."""
    assert sample_size(confidence, share) == size


@given(confidence=st.integers(1, 999_999), share=st.integers(2_000, 999_999))
def test_a_size_is_enough_and_one_less_is_not(confidence, share):
    """With so many challenges the chance to miss the share is small enough, with one fewer it is not."""
    size, whole = sample_size(confidence, share), 10 ** 6

    def shown(number):
        return (whole - share) ** number * whole <= (whole - confidence) * whole ** number

    assert shown(size)
    assert size == 1 or not shown(size - 1)


@pytest.mark.parametrize(("confidence", "share", "name"), [
    (0, 10_000, "confidence 0"), (1_000_000, 10_000, "confidence 1000000"), (950_000, 0, "share 0"),
    (950_000, 1_000_000, "share 1000000"),
])
def test_what_no_sample_shows_is_refused(confidence, share, name):
    """Certainty, and a share of nothing or of everything, have no sample size."""
    with pytest.raises(ValueError, match=name):
        sample_size(confidence, share)


def test_the_limit_of_a_requirement_says_how_many():
    """Of the shipped requirements two state a share with its confidence: by day and by night."""
    limits = {each.id: challenges_for(each.limit) for each in Content((library(),)).requirements()}
    assert {name: size for name, size in limits.items() if size} == {"URS-REJ-009": 299, "URS-REJ-010": 2_995}


@pytest.mark.parametrize("limit", [None, Limit("max. 1 %", "ppm", None, 10_000),
                                   Limit("min. 1 %", "ppm", 10_000, None, 950_000)])
def test_a_limit_without_a_confidence_asks_for_no_sample(limit):
    """A share alone, or nothing, says nothing about a sample."""
    assert challenges_for(limit) is None
