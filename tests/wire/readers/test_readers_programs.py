"""Jobs by number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.readers.programs import Programs

MAP = Programs({"09504000059101": 7, "other": 12}, unknown=999)


@pytest.mark.parametrize(("job", "sent"), [("09504000059101", "7"), ("other", "12"), ("third", "999"), ("", "")])
def test_a_job_travels_as_its_number(job, sent):
    """One without a number as that which no device has; no job as nothing."""
    assert MAP.sent(job) == sent


@pytest.mark.parametrize(("text", "job"), [
    ("7", "09504000059101"), ("007", "09504000059101"), ("12", "other"), ("999", None), ("x", None), ("", ""),
    ("-7", None), ("\u0667", None), ("7" * 5000, None),
])
def test_a_number_names_its_job(text, job):
    """Leading zeros or not; what is no number of the map names none."""
    assert MAP.meant(text) == job


@given(job=st.text())
def test_without_a_map_jobs_travel_by_name(job):
    """Whatever the name."""
    names = Programs({}, unknown=999)
    assert names.meant(names.sent(job)) == job
