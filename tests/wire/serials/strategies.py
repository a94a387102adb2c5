"""Messages of the port of serials, as any pool and any asker could say them."""

from hypothesis import strategies as st

from linebench.ports.serials import Count, Counted, Draw, Drawn, Move, Moved
from linebench.product.identifiers import CHARSET_82

SERIALS = st.text(CHARSET_82, min_size=1, max_size=20)
WORDS = st.text("abcXYZ019_-./ äß", min_size=1, max_size=12).map(lambda text: text.strip() or "x")
PAIRS = st.dictionaries(WORDS, st.one_of(SERIALS, WORDS), max_size=3).map(lambda found: tuple(found.items()))
MANY = st.lists(SERIALS, min_size=1, max_size=5).map(tuple)
STATES = st.sampled_from(("unassigned", "unallocated", "allocated"))
DRAWS = st.builds(Draw, WORDS, st.integers(1, 1_000_000), SERIALS, PAIRS, STATES, st.one_of(st.just(""), WORDS))
MOVES = st.builds(Move, WORDS, MANY, WORDS, SERIALS, PAIRS, PAIRS, st.one_of(st.just(""), WORDS))
COUNTS = st.builds(Count, WORDS, SERIALS, PAIRS)
STATUSES = st.sampled_from(("insufficient", "unknown_collection", "unknown_form", "bad_request", "unknown_criteria",
                            "not_accepted", "no_privilege"))


@st.composite
def given_out(draw, request, state):
    """An answer with serials to a request."""
    serials = draw(MANY)
    names = draw(st.lists(WORDS, max_size=2, unique=True))
    extra = tuple((name, tuple(draw(SERIALS) for _ in serials)) for name in names)
    return Drawn(request, draw(st.sampled_from(("ok", "insufficient"))), draw(WORDS), state, serials, extra)


@st.composite
def answers(draw, asked):
    """Any answer to a request."""
    status = draw(STATUSES)
    if isinstance(asked, Draw):
        return draw(st.one_of(st.just(Drawn(asked.request, status)), given_out(asked.request, asked.state)))
    if isinstance(asked, Move):
        refused = Moved(asked.request, draw(st.sampled_from(("unknown_serial", "not_allowed"))), draw(MANY))
        return draw(st.sampled_from((Moved(asked.request, "ok"), Moved(asked.request, status), refused)))
    states = draw(st.dictionaries(STATES, st.integers(1, 10**9)).map(lambda found: tuple(found.items())))
    return draw(st.sampled_from((Counted(asked.request, status), Counted(asked.request, "ok", states))))
