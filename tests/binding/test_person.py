"""People as hands: asked on a page, at the terminal or by a file, and what they say is recorded as theirs."""

import asyncio
import hashlib
import io
from concurrent.futures import wait

import httpx
import pytest

from linebench.binding.asking.page import serve_page
from linebench.binding.asking.question import Question, Reply
from linebench.binding.asking.script import AskingError, Script, read_answers
from linebench.binding.asking.terminal import Terminal
from linebench.binding.deed import Deed, Outcome
from linebench.binding.desk import Answered, Desk
from linebench.binding.hands.person import KIND
from linebench.binding.keeping import Keeper
from linebench.binding.kinds import Place, options_of
from linebench.binding.shared import Shared
from linebench.units import Duration

AT = "06:00"
DEED = Deed("start_line", {"action": "start_line", "subject": "", "by": "operator 1"})
QUESTION = Question(words="Please start the line", answers=("done", "refused", "not done"), role="operator 1",
                    within=Duration(5_000_000), test="OQ-1")


def script(tmp_path, text):
    file = tmp_path / "answers.toml"
    file.write_text(text, encoding="utf-8")
    return read_answers(file)


def desk(tmp_path, asker):
    return Desk(asker, "OQ-1", Keeper(tmp_path / "attachments"), lambda: AT)


def done(tmp_path, asker, deed=DEED, **options):
    place = Place("test", tmp_path, Shared(), desk=asker and desk(tmp_path, asker))
    return asyncio.run(KIND.make(options_of(KIND, options, "test"), place).do(deed))


@pytest.mark.parametrize(("answer", "accepted", "able"), [
    ("done", True, True), ("refused", False, True), ("not done", False, False)])
def test_a_scripted_answer_says_what_came_of_it_and_that_nobody_was_asked(tmp_path, answer, accepted, able):
    """What the system refused it was asked; what could not be done it was not."""
    answers = script(tmp_path, f'[[answer]]\naction = "start_*"\nanswer = "{answer}"\nwho = "AM"\nremark = "r"\n')
    assert done(tmp_path, Script(answers)) == Outcome(accepted, "r", able, Answered(
        words="Please start the line", role="operator 1", answer=answer, who="AM", remark="r", scripted=True,
        at=AT))


def test_an_attachment_is_copied_with_its_hash(tmp_path):
    """A photo lies beside the file of answers; the copy is the attempt's."""
    (tmp_path / "h m i.jpg").write_bytes(b"photo")
    answers = script(tmp_path, '[[answer]]\nanswer = "done"\nwho = "A"\nattachment = "h m i.jpg"\n')
    said = done(tmp_path, Script(answers)).said
    assert (said.file, said.sha256) == ("001-h_m_i.jpg", hashlib.sha256(b"photo").hexdigest())
    assert (tmp_path / "attachments" / said.file).read_bytes() == b"photo"


def test_answers_that_are_used_up_are_not_given_again(tmp_path):
    """The first that fits counts; where none does, it could not be done, and the question is named."""
    asker = Script(script(tmp_path, '[[answer]]\nanswer = "done"\nwho = "A"\ntimes = 1\n'))
    first, second = (done(tmp_path, asker) for _ in range(2))
    assert first.accepted
    assert (second.able, second.reason) == (False, "no answer to 'Please start the line' in answers.toml")


@pytest.mark.parametrize(("text", "says"), [
    ("answer = 3", "expected [[answer]] tables"),
    ('[[answer]]\nanswer = "maybe"\nwho = "A"', "Invalid enum value 'maybe'"),
    ('[[answer]]\nanswer = "not done"\nwho = "A"', "answer 1: a remark is missing"),
    ('[[answer]]\nanswer = "done"\nwho = ""', "answer 1: a name is missing"),
    ('[[answer]]\nanswer = "done"\nwho = "A"\nattachment = "x.jpg"', "answer 1: there is no file"),
])
def test_answers_that_cannot_be_given_are_said_at_once(tmp_path, text, says):
    """Before anything runs."""
    with pytest.raises(AskingError) as error:
        script(tmp_path, text)
    assert says in str(error.value)


def test_nobody_to_ask_says_nothing_about_the_system(tmp_path):
    """It could not be done."""
    assert done(tmp_path, None) == Outcome(accepted=False, reason="nobody can be asked", able=False)


def test_the_prompt_is_the_stack_files_own(tmp_path):
    """With what the order says, and the subject where the bench's words have none."""
    asker = Script(script(tmp_path, '[[answer]]\nanswer = "done"\nwho = "A"\n'))
    deed = Deed("force_end_batch", {"subject": "end of campaign", "by": "supervisor", "lot": "L1"})
    assert [done(tmp_path, asker, deed, **options).said.words for options in ({}, {"prompt": "End lot {lot}"})] == [
        "Please end the batch with an open container: end of campaign", "End lot L1"]


def test_a_person_answers_on_the_page():
    """The question stands there with its answers; a name and, where it is not done, a remark are demanded."""
    with serve_page() as page, httpx.Client(base_url=page.address, follow_redirects=True) as browser:
        assert "Nothing is asked" in browser.get("").text
        future = page.ask(QUESTION)
        shown = browser.get("").text
        assert all(word in shown for word in ("Please start the line", "OQ-1", "operator 1", 'value="refused"'))
        for fields, problem in (({"answer": "done"}, "a name is missing"), ({"who": "A"}, "found the answer"),
                                ({"answer": "not done", "who": "A"}, "a remark is missing"),
                                ({"answer": "done", "who": "A", "attachment": "/no/file"}, "there is no file")):
            said = browser.post("1", data=fields)
            assert (said.status_code, problem in said.text) == (422, True)
        taken = browser.post("1", data={"answer": "refused", "who": "Ä", "remark": "busy"})
        assert "Nothing is asked" in taken.text
        assert future.result(5) == Reply("refused", "Ä", "busy")
        assert browser.post("1", data={"answer": "done", "who": "A"}).status_code == 409


def test_who_does_not_know_the_page_does_not_find_it():
    """Another program of this machine that finds the port gets nothing."""
    with serve_page() as page:
        page.ask(QUESTION)
        assert httpx.get(page.address.rsplit("/", 2)[0] + "/").status_code == 404


def test_a_question_nobody_waits_for_is_not_shown():
    """A late answer is refused, and the next question comes up."""
    with serve_page() as page, httpx.Client(base_url=page.address) as browser:
        page.ask(QUESTION).cancel()
        page.ask(QUESTION)
        assert 'action="2"' in browser.get("").text
        assert browser.post("1", data={"answer": "done", "who": "A"}).status_code == 409


def test_a_question_that_nobody_answers_ends(tmp_path):
    """Every wait has a limit; it says nothing about the system."""
    with serve_page() as page:
        assert done(tmp_path, page, within="20 ms") == Outcome(
            accepted=False, reason="nobody answered within 20 ms", able=False)


def test_a_person_answers_at_the_terminal():
    """By number; what cannot be taken is asked again."""
    said = io.StringIO()
    terminal = Terminal(io.StringIO("9\nA\n\n\n2\nA. Meyer\nbusy\n\n"), said)
    future = terminal.ask(QUESTION)
    wait((future,), 5)
    assert future.result(0) == Reply("refused", "A. Meyer", "busy")
    assert "OQ-1, operator 1: Please start the line\n  1  done\n  2  the system refused it\n" in said.getvalue()
    assert "found the answer '9'; expected one of done, refused, not done" in said.getvalue()


def test_a_terminal_that_is_gone_is_told():
    """The question ends as one that could not be done."""
    future = Terminal(io.StringIO(""), io.StringIO()).ask(QUESTION)
    wait((future,), 5)
    assert future.result(0).answer == "not done"
