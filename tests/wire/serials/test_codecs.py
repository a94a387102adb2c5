"""What is said at one end of a face is heard at the other, whatever its texts are."""

from hypothesis import given, settings
from hypothesis import strategies as st

from linebench.ports.serials import Draw, Drawn
from linebench.product.identifiers import CHARSET_82
from linebench.wire.dialect import dialects
from tests.wire.pipe import Clock, bytewise, whole
from tests.wire.serials.kit import Pair
from tests.wire.serials.strategies import COUNTS, DRAWS, MOVES, SERIALS, answers

PIECES = st.sampled_from((whole, bytewise))
PROFILES = {"serials-rest": ("plain",), "serials-soap": ("soap-1.1", "soap-1.2")}


class Answering:
    """A pool that answers with what a test chose, and keeps what it was asked."""

    def __init__(self, data, asked):
        self.data, self.asked, self.heard = data, asked, []

    def all(self, message):
        self.heard.append(message)
        self.said = self.data.draw(answers(self.asked))
        return [type(self.said)(message.request, *(getattr(self.said, name)
                                                   for name in self.said.__struct_fields__[1:]))]


@settings(max_examples=150)
@given(st.data(), st.one_of(DRAWS, MOVES, COUNTS), PIECES)
def test_rest_says_everything(data, asked, pieces):
    """Draws, moves and counts, and all answers to them, are heard as they were said."""
    pool = Answering(data, asked)
    pair = Pair(dialects()["serials-rest"], pool, chunking=pieces, clock=Clock())
    assert pair.ask(asked) == [pool.said]
    (heard,) = pool.heard
    assert heard.request.startswith("rest//")
    assert type(asked)(asked.request, *(getattr(heard, name) for name in heard.__struct_fields__[1:])) == asked


@settings(max_examples=150)
@given(st.data(), DRAWS, PIECES, st.sampled_from(PROFILES["serials-soap"]))
def test_soap_says_draws(data, asked, pieces, profile):
    """Draws and their answers are heard as they were said, but for the words that the form has not."""
    asked = Draw(asked.request, asked.count, asked.form, asked.criteria)
    pool = Answering(data, asked)
    pair = Pair(dialects()["serials-soap"], pool, profile=profile, chunking=pieces, clock=Clock())
    (found,) = pair.ask(asked)
    said = pool.said
    status = said.status if not said.serials else "ok" if len(said.serials) >= asked.count else "insufficient"
    state = "allocated" if said.serials else ""
    assert found == Drawn(asked.request, status, "", state, said.serials, said.extra)
    (heard,) = pool.heard
    assert heard.request.startswith("soap//LINE/")
    assert Draw(asked.request, heard.count, heard.form, heard.criteria) == asked


@given(st.lists(SERIALS, min_size=1, max_size=20, unique=True).map(tuple))
def test_any_serial_of_charset_82_survives_each_face(serials):
    """Slashes, percents, quotes and angle brackets too, alone and together."""
    for name, profiles in PROFILES.items():
        for profile in profiles:
            pair = Pair(dialects()[name], profile=profile)
            pair.pipe.connect()
            pair.pipe.host.says(Draw("a", len(serials), "SGTIN", ()))
            (heard,) = pair.pipe.device.heard
            pair.pipe.device.says(Drawn(heard.request, "ok", "c", "allocated", serials))
            assert [each.serials for each in pair.pipe.host.take()] == [serials]


def test_every_sign_of_charset_82():
    """Each alone is a serial."""
    test_any_serial_of_charset_82_survives_each_face.hypothesis.inner_test(tuple(CHARSET_82))
