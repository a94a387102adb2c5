import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.product.digital_link import DigitalLinkError, read_link, write_link
from linebench.product.gs1 import CHARSET_82, check_digit

X20 = st.text(CHARSET_82, min_size=1, max_size=20)
GTIN = st.from_regex("[0-9]{13}", fullmatch=True).map(lambda body: body + check_digit(body))
ELEMENTS = st.tuples(
    st.tuples(st.just("01"), GTIN), st.tuples(st.just("22"), X20), st.tuples(st.just("10"), X20),
    st.tuples(st.just("21"), X20), st.tuples(st.just("17"), st.just("271231")), st.tuples(st.just("240"), X20))


def some(elements):
    """The first element and any of the others, in their order."""
    return st.lists(st.sampled_from(elements[1:]), unique=True).map(
        lambda chosen: (elements[0], *(element for element in elements[1:] if element in chosen)))


@given(ELEMENTS.flatmap(some))
def test_what_is_written_is_read(elements):
    """Elements in the order of a link come back as they were, whatever charset 82 holds."""
    link = write_link(elements)
    assert read_link(link) == elements
    assert link.isascii()
    assert link.isprintable()


@given(ELEMENTS.flatmap(some).flatmap(st.permutations))
def test_the_order_of_elements_does_not_matter_to_the_path(elements):
    """A link says the same elements in whatever order they were given."""
    assert sorted(read_link(write_link(elements))) == sorted(elements)


def test_path_and_query():
    """Key, variant, lot and serial make the path in this order, the expiry date the query."""
    elements = (("01", "09501101530003"), ("17", "271231"), ("21", "S/1"), ("10", "A+B"), ("22", "2A"))
    assert write_link(elements) == "https://id.gs1.org/01/09501101530003/22/2A/10/A%2BB/21/S%2F1?17=271231"


def test_a_container():
    """An SSCC stands alone in the path."""
    assert write_link([("00", "395011015300000011")], "example.com") == "https://example.com/00/395011015300000011"


def test_what_belongs_to_the_address_is_left_out():
    """Segments before the key, other parameters and a fragment say nothing about the pack."""
    link = "http://example.com/some/01x/01/09501101530003/21/A1?linkType=gs1:pip&17=271231#top"
    assert read_link(link) == (("01", "09501101530003"), ("21", "A1"), ("17", "271231"))


@pytest.mark.parametrize(("elements", "reason"), [
    ([], "found nothing, expected one of (01), (00) among them"),
    ([("10", "A")], "found (10), expected one of (01), (00) among them"),
    ([("01", "09501101530003"), ("21", "A"), ("21", "B")], "(21) stands 2 times; expected once"),
    ([("01", "09501101530004")], "element 1: found '09501101530004' with check digit 4, expected 3"),
])
def test_what_no_link_can_say(elements, reason):
    """Elements without key, repeated or wrong are refused with the reason."""
    with pytest.raises(DigitalLinkError) as caught:
        write_link(elements)
    assert str(caught.value) == reason


def test_a_domain_is_a_name():
    """Nothing but a host can stand where the domain belongs."""
    with pytest.raises(DigitalLinkError, match="'a/b' is no domain name; expected one such as"):
        write_link([("01", "09501101530003")], "a/b")


@pytest.mark.parametrize(("uri", "reason"), [
    ("id.gs1.org/01/09501101530003", "is no web address; expected https:// and a domain name first"),
    ("https://[x/01/09501101530003", "is no web address: Invalid IPv6 URL"),
    ("https://id.gs1.org/21/A", "has the path '/21/A'; expected /01/…/22/…/10/…/21/…/235/… or /00/…"),
    ("https://id.gs1.org/01/09501101530003/21/A/10/B", "the qualifiers in this order"),
    ("https://id.gs1.org/01/09501101530003?17", "has '17' in its query; expected a value behind it"),
    ("https://id.gs1.org/01/09501101530003?17=271332", "expected a date YYMMDD"),
    ("https://id.gs1.org/01/09501101530003/10/%C3%BC", "expected X..20 for (10) batch or lot"),
])
def test_what_is_no_link(uri, reason):
    """Other addresses are refused with the reason."""
    with pytest.raises(DigitalLinkError) as caught:
        read_link(uri)
    assert reason in str(caught.value)
