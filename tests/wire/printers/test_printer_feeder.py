from linebench.ports.printer import PrintOrders
from linebench.wire.printers.asking import Answer, Asker, Request
from linebench.wire.printers.feeder import Feeder
from linebench.wire.side import Arm, Cancel, Hang, Noted, Write

WITHIN_US = 500_000


def filled(depth=2, first=1):
    feeder = Feeder(depth)
    feeder.order(PrintOrders(first, ("A", "B", "C")))
    return feeder


def test_no_more_is_given_than_the_printer_holds():
    """Records are given in order up to the depth; a print makes room for the next."""
    feeder = filled(first=7)
    assert [feeder.give() for _ in range(3)] == [(7, "A"), (8, "B"), None]
    assert feeder.printed() == 7
    assert feeder.give() == (9, "C")
    assert [feeder.printed() for _ in range(3)] == [8, 9, 0]


def test_record_that_was_not_taken_is_given_again():
    """A refused record is the next one; one that was cleared meanwhile is not."""
    feeder = filled()
    feeder.give()
    assert feeder.refused(1)
    assert feeder.give() == (1, "A")
    feeder.clear()
    assert not feeder.refused(1)
    assert feeder.queued == 0


def test_prints_behind_a_clearing_are_the_old_ones():
    """Until it is settled, a print means a record from before the clearing; afterwards a new one."""
    feeder = filled()
    feeder.give(), feeder.give()
    assert feeder.clear()
    feeder.settling = True
    feeder.order(PrintOrders(4, ("D",)))
    assert [feeder.printed() for _ in range(3)] == [1, 2, 0]
    feeder.settled()
    assert feeder.give() == (4, "D")
    assert feeder.printed() == 4


def test_what_was_given_is_lost_with_the_connection():
    """Records given are never given again; those that were not are kept, or dropped when told so."""
    for drop, queued, lost in ((False, 2, 1), (True, 0, 3)):
        feeder = filled()
        feeder.give()
        feeder.cut(drop=drop)
        assert (feeder.queued, feeder.lost) == (queued, lost)
        assert feeder.give() == (None if drop else (2, "B"))


def asked(*requests, retries=1):
    """An asker, what it does, and the answers as they come back."""
    asker, out, answers = Asker(WITHIN_US, retries), [], []
    for request in requests:
        asker.ask(request, lambda answer, _, what=request.what: answers.append((what, answer)), out)
    return asker, out, answers


def test_one_request_at_a_time():
    """A request is sent when the one before is answered."""
    asker, out, answers = asked(Request("a", b"A"), Request("b", b"B"))
    assert out == [Write(1, b"A"), Arm("answer", WITHIN_US)]
    out.clear()
    asker.answer(Answer(ok=True), out)
    assert out == [Cancel("answer"), Write(1, b"B"), Arm("answer", WITHIN_US)]
    assert answers == [("a", Answer(ok=True))]


def test_requests_without_an_answer_count_as_done():
    """What is not answered is done when it is sent."""
    _, out, answers = asked(Request("a", b"A", answered=False), Request("b", b"B", answered=False))
    assert out == [Write(1, b"A"), Write(1, b"B")]
    assert [what for what, _ in answers] == ["a", "b"]


def test_answers_of_another_kind_are_noted():
    """An answer that does not fit the request is noted, and so is one to nothing."""
    asker, out, answers = asked(Request("state", b"?", expects="STS"))
    out.clear()
    asker.answer(Answer(ok=True), out)
    assert out == [Noted("unexpected", "answer 'yes'; expected one to 'state'")]
    asker.answer(Answer(ok=True, kind="STS"), out)
    out.clear()
    asker.answer(Answer(ok=False), out)
    assert out == [Noted("unexpected", "answer 'no'; expected one to 'none'")]
    assert answers == [("state", Answer(ok=True, kind="STS"))]


def test_only_questions_are_repeated():
    """A question is asked again as often as there are retries; anything else hangs up at once."""
    why = "no answer within 500 ms"
    asker, out, _ = asked(Request("state", b"?", question=True))
    out.clear()
    assert asker.expired(out) == ""
    assert out == [Noted("unanswered", f"state: {why}"), Write(1, b"?"), Arm("answer", WITHIN_US)]
    assert asker.expired([]) == why
    asker, out, _ = asked(Request("record", b"R"))
    out.clear()
    assert asker.expired(out) == why
    assert out == [Noted("unanswered", f"record: {why}"), Hang(1, why)]
