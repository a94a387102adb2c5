"""Topics: both ways, and what may not stand in one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.sparkplug.topics import Topic, TopicError, checked, host_of, state_topic

names = st.text(st.characters(exclude_characters="+/#", codec="utf-8"), min_size=1, max_size=6)
topics = (st.builds(Topic, names, st.sampled_from(["NBIRTH", "NDEATH", "NDATA", "NCMD"]), names)
          | st.builds(Topic, names, st.sampled_from(["DBIRTH", "DDEATH", "DDATA", "DCMD"]), names, names))


@given(topics)
def test_a_topic_comes_back(topic):
    """With and without a device."""
    assert Topic.parse(str(topic)) == topic


@pytest.mark.parametrize("text", [
    "spBv1.0/g/NBIRTH", "spBv1.0/g/NBIRTH/n/d", "spBv1.0/g/DDATA/n", "spBv1.0/g/XDATA/n", "spAv1.0/g/NDATA/n",
    "spBv1.0//NDATA/n", "spBv1.0/g/NDATA/", "", "spBv1.0/g/DDATA/n/d/e"])
def test_other_topics_are_refused(text):
    """What was found and what topics there are."""
    with pytest.raises(TopicError, match=r"expected spBv1\.0/GROUP/KIND/NODE with kind NBIRTH"):
        Topic.parse(text)


def test_the_state_of_a_host():
    """Its topic names the host; topics of nodes name none."""
    assert host_of(state_topic("scada")) == "scada"
    assert host_of("spBv1.0/g/NDATA/n") == host_of("other/STATE/x") == host_of("spBv1.0/STATE/a/b") == ""


@pytest.mark.parametrize("name", ["", "a/b", "a+", "#"])
def test_names_that_cannot_stand_in_a_topic(name):
    """The message tells whose name it is."""
    with pytest.raises(TopicError, match=r"^group: found .*; expected at least one character, and none of"):
        checked(name, "group")
