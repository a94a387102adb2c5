"""The site server replaced by another while lines run."""

from linebench.bdd.actual import NotApplicable
from linebench.bdd.attempt import Attempt
from linebench.bdd.flow import act
from linebench.bdd.phrase import when

_SITE = "l3"


@when("the site server is replaced by one that takes over its history")
def replaced(attempt: Attempt) -> None:
    """Take its power, hand all that it has kept over to another as a document, and switch that on in its place.

    Everything else goes on meanwhile. The new one draws serial numbers from where the old one drew them, and from
    their beginning: what was given out it knows from the document alone.
    """
    if any(seat.id == _SITE and seat.nature == "real" for seat in attempt.scenario.stack.seats):
        raise NotApplicable("the site server is real, and hands nothing over to the bench")
    act(attempt, "replace_site")
