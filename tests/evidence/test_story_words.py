"""What a step did is told in words a reader of a protocol expects."""

import json

import pytest

from linebench.evidence.story import plain, read_story
from linebench.records.codec import GENESIS, encode_block
from linebench.records.protocol import StepBegan, StepEnded, Stimulus


@pytest.mark.parametrize(("what", "detail", "told"), [
    ("ask", {"action": "start_batch", "subject": "PO-1001", "by": "operator 1"},
     "operator 1 asked L2: start batch PO-1001"),
    ("act", {"act": "cut_link", "a": "l2", "b": "l3"}, "cut link l2 l3"),
    ("fault", {"target": "camera-1", "kind": "no_read", "packs": 2},
     "fault injected: no read at camera-1 for 2 packs"),
    ("fault", {"target": "camera-1", "kind": "late", "packs": 1, "delay": "600 ms"},
     "fault injected: late at camera-1 for 1 pack, delay 600 ms"),
    ("heal", {"fault": 3}, "fault 3 ended"),
    ("run", {"packs": 20}, "run packs=20"),
])
def test_stimuli_are_told_in_words(what, detail, told):
    """Requests, acts and faults have a sentence of their own; others name their parameters."""
    records = [StepBegan(0, 1, "When", "something happens"), Stimulus(0, 1, what, json.dumps(detail)),
               StepEnded(0, 1, "pass", "")]
    stored, _ = encode_block(0, GENESIS, records)
    assert read_story(stored).steps[0].stimuli == (told,)


@pytest.mark.parametrize(("stored", "told"), [
    ('{"span_us": 20000000}', "span=20 s"), ('{"span_us": 1500000}', "span=1500 ms"),
    ('{"late_us": 7}', "late=7 us"),
    ('{"packs": 3, "what": ""}', "packs=3"), ("plain text", "plain text")])
def test_times_are_told_in_a_unit_that_people_read(stored: str, told: str) -> None:
    """Microseconds of a parameter become the largest unit that keeps them whole; other parameters stay."""
    assert plain(stored) == told
