"""EPC URIs and Digital Links of the same things."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linebench.product.epc_uri import (
    SCHEMES,
    EpcUriError,
    canonical_link,
    elements_of_link,
    link_of_elements,
    link_of_urn,
    urn_of_link,
)
from linebench.product.keys import check_digit

PAIRS = {
    "urn:epc:id:sgtin:030001.0012345.11": "01/00300010123455/21/11",
    "urn:epc:id:sscc:030001.41234567890": "00/403000112345678901",
    "urn:epc:id:sgtin:0614141.812345.6789%2F%26%25%22!%3F()": "01/80614141123458/21/6789%2F%26%25%22%21%3F%28%29",
    "urn:epc:id:sgln:4012345.00005.122": "414/4012345000054/254/122",
    "urn:epc:id:sgln:4012345.00005.0": "414/4012345000054",
    "urn:epc:id:pgln:4000001.00000": "417/4000001000005",
    "urn:epc:id:grai:4012345.00022.334455": "8003/04012345000221334455",
    "urn:epc:id:giai:4012345.ABC345": "8004/4012345ABC345",
    "urn:epc:id:gsrn:4012345.0000006765": "8018/401234500000067657",
    "urn:epc:id:gsrnp:4012345.0000000007": "8017/401234500000000074",
    "urn:epc:id:gdti:4012345.00009.PO-4711": "253/4012345000092PO-4711",
    "urn:epc:id:gdti:987659999999..9": "253/98765999999929",
    "urn:epc:id:sgcn:4012345.55555.04": "255/401234555555" + check_digit("401234555555") + "04",
    "urn:epc:id:cpi:0614141.11111111111111-A%23%2F.1234": "8010/061414111111111111111-A%23%2F/8011/1234",
    "urn:epc:id:ginc:0614141.xyz47%2F11": "401/0614141xyz47%2F11",
    "urn:epc:id:gsin:4012345.222333444": "402/40123452223334442",
    "urn:epc:id:itip:4012345.011111.01.02.987": "8006/040123451111180102/21/987",
    "urn:epc:id:upui:1234567.098765.51qIgY)%3C%26Jp3*j7'SDB": "01/01234567987651/235/51qIgY%29%3C%26Jp3%2Aj7'SDB",
    "urn:epc:class:lgtin:4012345.012345.Lot987": "01/04012345123456/10/Lot987",
    "urn:epc:idpat:sgtin:4012345.066666.*": "01/04012345666663",
}


@pytest.mark.parametrize(("urn", "path"), PAIRS.items(), ids=PAIRS)
def test_both_ways(urn, path):
    """A URN and its canonical link; the length of the company prefix brings it back."""
    link = f"https://id.gs1.org/{path}"
    assert link_of_urn(urn) == link
    assert canonical_link(link) == link
    prefix = urn.rpartition(":")[2].partition(".")[0]
    assert urn_of_link(link, len(prefix)) == urn


def test_every_scheme_is_among_them():
    """None goes untried."""
    assert {urn.split(":")[3] for urn in PAIRS} == set(SCHEMES)


@pytest.mark.parametrize(("text", "link"), [
    ("http://example.com/some/path/01/09501101530003/10/LOT/21/A1?17=281231#x", "01/09501101530003/21/A1"),
    ("https://example.com/gtin/09780345418913/ser/765tz", "01/09780345418913/21/765tz"),
    ("https://example.com/414/4012345000054/254/1%2F2/", "414/4012345000054/254/1%2F2"),
    ("https://example.com/8004/401234599999", "8004/401234599999"),
])
def test_a_link_is_cut_to_its_finest(text, link):
    """Whatever address, whatever stands behind; spoken names too."""
    assert canonical_link(text) == f"https://id.gs1.org/{link}"


@pytest.mark.parametrize("text", [
    "urn:epc:id:sgtin:4012345.01111.1", "urn:epc:id:nothing:1.2.3", "https://example.com/01/123", "https://example.com",
    "urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8", "https://example.com/01/09501101530003/99/x", "anything"])
def test_what_is_no_identifier_of_gs1_has_no_link(text):
    """Wrong lengths, unknown schemes, other addresses."""
    assert canonical_link(text) is None


@pytest.mark.parametrize(("urn", "why"), [
    ("urn:epc:id:sgtin:4012345.01111.1", "expected 13 digits in its first two parts"),
    ("urn:epc:id:sgtin:4012345.011111", "with 2 parts, expected 3"),
    ("urn:epc:id:sscc:40123.311111111111", "company prefix '40123', expected 6 to 12 digits"),
    ("urn:epc:class:sgtin:4012345.011111.1", "expected an EPC URI"),
    ("urn:epc:tag:sgtin-96:1.2.3", "expected an EPC URI"),
])
def test_a_wrong_urn_says_why(urn, why):
    """What was found, and what was expected."""
    with pytest.raises(EpcUriError, match=why):
        link_of_urn(urn)


@pytest.mark.parametrize(("link", "length", "why"), [
    ("https://id.gs1.org/01/09501101530004/21/1", 7, "check digit 4, expected 3"),
    ("https://id.gs1.org/01/09501101530003/21/1", 5, "expected 6 to 12"),
    ("https://example.com/x", 7, "expected a GS1 Digital Link"),
])
def test_a_wrong_link_says_why(link, length, why):
    """As does a prefix that cannot be."""
    with pytest.raises(EpcUriError, match=why):
        urn_of_link(link, length)


@given(st.integers(0, 10**13 - 1), st.integers(6, 12),
       st.text("!\"%&'()*+,-./0123456789:;<=>?ABCabc_", min_size=1, max_size=20))
def test_any_serial_of_any_gtin_comes_back(body, length, serial):
    """Every character of charset 82."""
    digits = f"{body:013}"
    urn = f"urn:epc:id:sgtin:{digits[1:1 + length]}.{digits[0]}{digits[1 + length:]}." + "".join(
        f"%{ord(each):02X}" if each in '"%&/<>?#' else each for each in serial)
    link = link_of_urn(urn)
    assert link.startswith(f"https://id.gs1.org/01/{digits}{check_digit(digits)}/21/")
    assert urn_of_link(link, length) == urn
    assert canonical_link(link) == link


@given(st.text("!\"%&'()*+,-./0123456789:;<=>?ABCabc_", min_size=1, max_size=20))
def test_element_strings_come_back(serial):
    """Of packs with any serial, and of containers; nothing else has one."""
    for text in (f"010950110153000321{serial}", "00395011010000000019"):
        link = link_of_elements(text)
        assert canonical_link(link) == link
        assert elements_of_link(link) == text
    with pytest.raises(EpcUriError, match="expected the link of a pack or a container"):
        elements_of_link("https://id.gs1.org/414/4012345000054")
