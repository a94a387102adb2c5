"""Serial numbers of other packs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.imaging.faults.written_codes import (
    CODE,
    CODES,
    EXPIRY,
    GTIN,
    LOT,
    OTHER,
    SEEDS,
    codes_seen,
    whole,
    write,
)

from linebench.imaging.faults.writing import Neighbours
from linebench.product import SERIAL_ALPHABET, PackCode, read_pack_code

_KINDS = {"serial_duplicate": "before", "serial_not_issued": "foreign", "serial_rejected": "rejected"}


@pytest.mark.parametrize(("kind", "serial"), [
    ("serial_duplicate", "J9F6H1AW96"), ("serial_not_issued", "V8H6Y5NX90"), ("serial_rejected", "H4J4X0CF74")])
def test_made_up(kind, serial):
    """Where no other pack is known, a serial number of the same form and alphabet is made up."""
    found, wrong = write(kind), PackCode(GTIN, EXPIRY, LOT, serial)
    assert whole(found) == (wrong.content(), wrong.text(), "gs1-datamatrix", {})
    assert codes_seen(found) == [(wrong.content(), "]d2")]


@pytest.mark.parametrize(("kind", "known"), _KINDS.items())
def test_taken_from_its_pack(kind, known):
    """Each fault takes the serial number of its own neighbour, and nothing else of it."""
    wrong = PackCode(GTIN, EXPIRY, LOT, OTHER.serial)
    found = write(kind, near=Neighbours(**{known: OTHER}))
    assert (found.content, found.text) == (wrong.content(), wrong.text())


@pytest.mark.parametrize(("kind", "known"), _KINDS.items())
def test_the_right_one_is_never_taken(kind, known):
    """A neighbour with the same serial number is no source of a wrong one."""
    assert write(kind, near=Neighbours(**{known: CODE})).content == write(kind).content


@given(CODES, SEEDS, st.sampled_from(sorted(_KINDS)))
def test_another_serial(code, seed, kind):
    """Another serial number of the same length that a reader accepts, and the same one for the same seed."""
    wrong = read_pack_code(write(kind, code=code, seed=seed).content)
    assert (wrong.gtin, wrong.expiry, wrong.lot) == (code.gtin, code.expiry, code.lot)
    assert wrong.serial != code.serial
    assert len(wrong.serial) == len(code.serial)
    assert write(kind, code=code, seed=seed).text == wrong.text()


@given(st.text(SERIAL_ALPHABET, min_size=8, max_size=20), SEEDS)
def test_made_up_from_the_alphabet_of_the_pool(serial, seed):
    """A serial number of the usual alphabet gives another one of that alphabet."""
    found = write("serial_not_issued", code=PackCode(GTIN, EXPIRY, LOT, serial), seed=seed)
    assert set(read_pack_code(found.content).serial) <= set(SERIAL_ALPHABET)
