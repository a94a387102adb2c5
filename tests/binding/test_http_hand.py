"""What is asked by HTTP, and what the answer means; every request is one over a socket."""

import asyncio

import pytest

from linebench.binding.deed import BindingError, Deed, Outcome
from linebench.binding.hands.http import KIND
from tests.binding.site import made, place, site

DEED = Deed("start_batch", {"subject": "order 1", "by": "Ä & Ö", "gtin": "09501101530003", "lot": 'L"1'})


def done(hand, *deeds):
    async def run():
        found = [await hand.do(deed) for deed in deeds or (DEED,)]
        await hand._shared.close()
        return found

    return asyncio.run(run())


def test_a_form_is_filled_and_quoted(tmp_path):
    """Values stand in URL and body as a form has them."""
    with site() as web:
        web.say("/orders/order+1", "ok")
        hand = made(KIND, tmp_path, url=web.address + "/orders/{subject}", body="lot={lot}&user={by}")
        assert done(hand) == [Outcome(True, "ok")]
        assert web.asked == [("POST", "/orders/order+1", "lot=L%221&user=%C3%84+%26+%C3%96", "")]


def test_json_is_filled_as_json(tmp_path):
    """Quotation marks of a value do not end the text that it stands in."""
    with site() as web:
        web.say("/start", "")
        hand = made(KIND, tmp_path, url=web.address + "/start", form="json", body='{"lot": "{lot}", "n": 1}')
        assert done(hand) == [Outcome(True, "")]
        assert web.asked[0][2] == '{"lot": "L\\"1", "n": 1}'


@pytest.mark.parametrize(("status", "text", "options", "outcome"), [
    (200, "order taken", {}, Outcome(True, "order taken")),
    (409, "a batch is open", {}, Outcome(False, "a batch is open")),
    (409, "", {}, Outcome(False, "status 409")),
    (409, "x", {"accepted": "409"}, Outcome(True, "x")),
    (200, '{"ok": false, "why": "no master data"}', {"refusal": '"ok": false', "said": '"why": "([^"]*)"'},
     Outcome(False, "no master data")),
    (200, '{"ok": true}', {"refusal": '"ok": false', "said": '"why": "([^"]*)"'}, Outcome(True, "")),
])
def test_status_and_text_say_yes_or_no(tmp_path, status, text, options, outcome):
    """By the status, or by what the answer says where all have the same status."""
    with site() as web:
        web.say("/a", text, status)
        assert done(made(KIND, tmp_path, url=web.address + "/a", **options)) == [outcome]


def test_a_log_in_holds_for_the_hands_of_the_system(tmp_path):
    """What one of them was given as a cookie, the next one shows."""
    with site() as web:
        web.say("/login", "", cookie="session=S7; Path=/")
        web.say("/start", "")
        here = place(tmp_path)
        log_in, start = (KIND.make(KIND.options(url=web.address + path), here) for path in ("/login", "/start"))

        async def run():
            await log_in.do(DEED)
            await start.do(DEED)
            await here.shared.close()

        asyncio.run(run())
        assert [cookie for *_, cookie in web.asked] == ["", "session=S7"]


def test_nobody_there_is_no_with_the_reason(tmp_path):
    """A refused connection is told as such, and cannot be reached."""
    with site() as web:
        address = web.address
    hand = made(KIND, tmp_path, url=address + "/a")
    (outcome,) = done(hand)
    assert (outcome.accepted, outcome.reason.partition(":")[0]) == (False, "not reached")
    assert asyncio.run(hand.reach()).endswith("ConnectError")


def test_whether_it_can_be_reached_asks_for_nothing(tmp_path):
    """The order is not given by looking whether it could be."""
    with site() as web:
        assert asyncio.run(made(KIND, tmp_path, url=web.address + "/start").reach()) == ""
        assert [method for method, *_ in web.asked] == ["OPTIONS"]


@pytest.mark.parametrize(("options", "says"), [
    ({"url": "http://192.0.2.1/a"}, "192.0.2.1 is another machine; use 127.0.0.1, or --real for a test network"),
    ({"url": "/a"}, "names no host; expected such as http://127.0.0.1:8080/orders"),
    ({"url": "http://127.0.0.1/{ordre}"}, "found {ordre} in 'http://127.0.0.1/{ordre}'; expected one of action"),
    ({"url": "http://127.0.0.1/a", "body": "{x}"}, "found {x} in '{x}'"),
    ({}, "required field `url`"),
    ({"url": "http://127.0.0.1/a", "way": "x"}, "unknown field `way`; http takes url, method"),
    ({"url": "http://127.0.0.1/a", "within": "soon"}, "within"),
])
def test_what_cannot_be_is_said_before_anything_is_asked(tmp_path, options, says):
    """Another machine, a name nobody knows, an option that is missing or wrong."""
    with pytest.raises(BindingError) as error:
        made(KIND, tmp_path, **options)
    assert says in str(error.value)
