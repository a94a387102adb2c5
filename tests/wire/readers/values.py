"""Readings, states and counters that tests are made of."""

from hypothesis import strategies as st

from linebench.ports.camera import CameraCounters, CameraState, Reading

CONTENT = "0109504000059101172812001\x1d0LOT;7\x1d21A{1}B~2"
TEXT = "(01)09504000059101\n(21)A1B2"
READ = Reading(7, "read", "010950400005910117281200" + "10LOT7\x1d21A1B2", TEXT, "]d2")
NO_READ = Reading(8, "no_read", "", "", "")
JOB = "09504000059101"

anything = st.text(max_size=60)
awkward = st.text(alphabet=";|{}<>GS~\\nxu\x1d\r\n\x02\x03]d2 A0é\u20ac\x00", max_size=40)
texts = anything | awkward
symbologies = st.sampled_from(["", "]d2", "]d1", "]C1", "]Q3"])
triggers = st.integers(1, 10**9)
reads = st.builds(Reading, triggers, st.just("read"), texts, texts, texts | symbologies)
readings = reads | st.builds(Reading, triggers, st.just("no_read"), st.just(""), st.just(""), st.just(""))
counts = st.integers(0, 10**9)
states = st.builds(CameraState, st.just("camera-1"), texts, st.booleans(), st.booleans())
counters = st.builds(CameraCounters, st.just("camera-1"), texts, counts, counts, counts, counts, counts)
