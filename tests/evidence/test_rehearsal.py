"""A PQ with anything that stands in for the real thing is a rehearsal and concludes nothing."""

import builder
import pytest

from linebench.evidence.model import Component
from linebench.evidence.rehearsal import rehearsal


def component(seat, nature):
    return Component(seat=seat, nature=nature, truth="measured")


REAL = (component("printer", "real"), component("l2", "real"))


@pytest.mark.parametrize(("test", "components", "told"), [
    ("PQ-001", REAL, ""),
    ("OQ-L1-001", (component("line", "simulated"),), ""),
    ("PQ-001", (), "nobody knows who took part"),
    ("PQ-001", (*REAL, component("line", "simulated"), component("l3", "emulated")),
     "not performed with the real line (simulated), l3 (emulated)"),
])
def test_a_pq_is_a_rehearsal_where_anything_stands_in(test, components, told):
    """All real: none. One simulated or emulated, or nobody stated: the reason names who. Only PQ can be one."""
    run = builder.run(planned=(builder.plan(test),), components=components)
    assert rehearsal(run).startswith(told)
    assert bool(rehearsal(run)) == bool(told)
