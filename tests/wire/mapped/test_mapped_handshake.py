"""Both ends of a channel, whatever the other end does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.wire.mapped.handshake import reader, writer

STYLES = ("edge", "toggle", "counter")
LAST = 5
"""Greatest number of a counter here, so that it soon begins anew."""
WALK = st.lists(st.sampled_from(("say", "act", "repeat", "look")), max_size=120)


class Listening:
    """A host that takes what a writer says, and keeps to the handshake."""

    def __init__(self, style, answer=0, edge_taken=False):
        self.style, self.answer, self.taken = style, answer, []

    def act(self, strobe, datum):
        """Look once and do what is to be done; whether it did anything."""
        if strobe == self.answer:
            return False
        if strobe or self.style != "edge":
            self.taken.append(datum)
        self.answer = strobe
        return True


class Saying:
    """A host that says what a reader takes, and keeps to the handshake: data and strobe in steps of their own."""

    def __init__(self, style, said):
        self.style, self.left, self.strobe, self.data, self._laid = style, list(said), 0, 0, False

    def act(self, answer, step=1):
        if self._laid:
            self._laid = False
            self.strobe = (self.strobe + step) % (LAST + 1) if self.style == "counter" else 1 - self.strobe
        elif self.style == "edge" and self.strobe:
            self.strobe = 1 - answer
        elif self.left and answer == self.strobe:
            self.data, self._laid = self.left.pop(0), True
        else:
            return False
        return True


def put(end, shown, datum):
    """Say a datum when there is room; what stands there then."""
    if not end.free:
        return shown, False
    end.put()
    return datum, True


@pytest.mark.parametrize("style", STYLES)
@given(WALK)
def test_what_a_writer_says_is_taken_once_in_order(style, walk):
    """However seldom the host looks, and however often it writes the same answer again; nothing is noted."""
    end, host, shown, said, notes = writer(style, LAST, answers=True), Listening(style), 0, 0, []
    for step in walk:
        if step == "say":
            shown, done = put(end, shown, said + 1)
            said += done
        elif step != "look" and (host.act(end.strobe, shown) or step == "repeat"):
            notes.append(end.answered(host.answer))
        assert host.taken == list(range(1, len(host.taken) + 1))
        assert said - len(host.taken) in (0, 1)
    while host.act(end.strobe, shown):
        notes.append(end.answered(host.answer))
    assert (host.taken, end.free, set(notes) - {""}) == (list(range(1, said + 1)), True, set())


@pytest.mark.parametrize("style", STYLES)
@given(WALK, st.integers(1, LAST))
def test_what_a_reader_is_told_is_news_once_in_order(style, walk, step):
    """However often it sees the same, and whatever the numbers of a counter are."""
    end, host, news, count = reader(style), Saying(style, range(1, 30)), [], 0
    for each in walk:
        if each in ("say", "act"):
            host.act(end.answer, step)
        seen = end.seen(host.strobe, (host.data,))
        assert seen.note == ""
        if seen.news:
            news.append(host.data)
    while host.act(end.answer, step):
        count += 1
        if end.seen(host.strobe, (host.data,)).news:
            news.append(host.data)
    assert news == list(range(1, 30))


@pytest.mark.parametrize("style", STYLES)
@given(st.lists(st.sampled_from(("say", "there", "back")), max_size=120))
def test_both_ends_of_ours_understand_each_other(style, walk):
    """What each shows arrives at the other when it may, and only as it is then."""
    out, into, shown, said, news = writer(style, LAST, answers=True), reader(style), 0, 0, []
    for step in (*walk, *("there", "back") * 3):
        if step == "say":
            shown, done = put(out, shown, said + 1)
            said += done
        elif step == "there":
            if into.seen(out.strobe, (shown,)).news:
                news.append(shown)
        else:
            assert out.answered(into.answer) == ""
    assert (news, out.free) == (list(range(1, said + 1)), True)


@pytest.mark.parametrize("style", STYLES)
@given(st.lists(st.one_of(st.just("say"), st.integers(0, LAST)), max_size=30), st.integers(1, 8))
def test_a_writer_whose_host_broke_the_handshake_goes_on_when_it_comes_back(style, chaos, more):
    """What is said after that is taken once, in order."""
    end, answer, shown = writer(style, LAST, answers=True), 0, 0
    for step in chaos:
        if step == "say":
            shown, _ = put(end, shown, -1)
        else:
            answer = step if style == "counter" else step % 2
            end.answered(answer)
    host = Listening(style, answer)
    while host.act(end.strobe, shown):
        end.answered(host.answer)
    if end.blind:
        end.released()
    host.taken.clear()
    for datum in range(more):
        shown, done = put(end, shown, datum)
        assert done
        while host.act(end.strobe, shown):
            end.answered(host.answer)
        assert not end.blind
    assert host.taken == list(range(more))


@pytest.mark.parametrize("style", STYLES)
@given(st.lists(st.tuples(st.integers(0, LAST), st.integers(0, 3)), max_size=30), st.integers(1, 8))
def test_a_reader_whose_host_broke_the_handshake_goes_on_when_it_comes_back(style, chaos, more):
    """It answers whatever it sees, so that the next datum is taken once."""
    end, strobe = reader(style), 0
    for strobe, datum in ((step if style == "counter" else step % 2, datum) for step, datum in chaos):
        end.seen(strobe, (datum,))
    host, news = Saying(style, range(1, more + 1)), []
    host.strobe = strobe
    while host.act(end.answer):
        if end.seen(host.strobe, (host.data,)).news:
            news.append(host.data)
    assert news == list(range(1, more + 1))


@pytest.mark.parametrize(("style", "answer", "note"), [
    ("edge", 1, "was answered though nothing was said"), ("toggle", 1, "was answered though nothing was said"),
    ("counter", 3, "was answered though nothing was said")])
def test_an_answer_to_nothing_is_noted(style, answer, note):
    """Once, when it comes."""
    end = writer(style, LAST, answers=True)
    assert end.answered(answer) == note
    assert end.answered(0) == ""


def test_an_answer_with_another_number_is_noted():
    """It frees nothing."""
    end = writer("counter", LAST, answers=True)
    end.put()
    assert (end.answered(4), end.free) == ("was answered 4; expected 1", False)
    assert (end.answered(1), end.free) == ("", True)


def test_data_that_change_while_the_strobe_is_up_are_noted_and_not_taken():
    """Such as those of a host that forgets to take its strobe back."""
    end = reader("edge")
    assert (end.seen(1, (7,)).news, end.seen(1, (7,)).note) == (True, "")
    late = end.seen(1, (8,))
    assert (late.news, late.note) == (False, "changed while the strobe was up and is not taken")
    assert (end.seen(0, (8,)).news, end.seen(1, (8,)).news) == (False, True)


@pytest.mark.parametrize("style", ["toggle", "counter"])
def test_an_answer_that_was_there_before_tells_nothing(style):
    """A host that starts writes its first values: the next datum then stands as one that nobody answers."""
    end = writer(style, 1, answers=True)
    end.put()
    assert end.answered(1) == ""
    assert end.answered(0) == "was answered though nothing was said"
    end.put()
    assert (end.strobe, end.free, end.blind) == (0, False, True)
    assert (end.answered(0), end.free, end.blind) == ("", True, False)


@pytest.mark.parametrize("style", ["level", "toggle", "counter"])
def test_without_an_answer_a_datum_stands_until_it_is_released(style):
    """Then comes the next."""
    end = writer(style, LAST, answers=False)
    end.put()
    assert (end.free, end.blind) == (False, True)
    end.released()
    assert (end.free, end.blind) == (True, False)


def test_a_level_is_news_when_it_is_another_while_its_strobe_is_on():
    """First values of all tags are none; what holds again after the strobe was off, does so anew."""
    end = reader("level")
    steps = [(1, (0, False)), (1, (5, False)), (1, (5, False)), (1, (5, True)), (0, (5, True)), (1, (5, True))]
    assert [end.seen(*step).news for step in steps] == [False, True, False, True, False, True]


@pytest.mark.parametrize(("style", "then"), [("edge", 0), ("toggle", 1), ("counter", 3), ("level", 1)])
def test_a_new_life_takes_nothing_of_the_last_for_news(style, then):
    """Neither end invents anything; what comes next is taken."""
    into = reader(style)
    into.adopt(1, (7,))
    assert into.seen(1, (7,)).news is False
    into.seen(0 if style in ("edge", "toggle") else 1, (7,))
    assert into.seen(2 if style == "counter" else 1, (8,)).news is True
    out = writer(style, LAST, answers=True)
    out.adopt(then)
    assert (out.free, out.answered(then)) == (True, "")


def test_a_writer_begins_behind_an_answer_that_is_still_up():
    """It waits until the host takes it back."""
    end = writer("edge", 1, answers=True)
    end.adopt(1)
    assert (end.free, end.strobe) == (False, 0)
    assert (end.answered(0), end.free) == ("", True)
