import random
from collections import Counter

import pytest

from linebench.product import SERIAL_ALPHABET, SerialError, guess_odds, serial_block


def test_a_seed_gives_its_block():
    """The same seed gives the same serials; they have the length asked for."""
    assert serial_block(random.Random(7), 3, length=12) == serial_block(random.Random(7), 3, length=12)
    assert {len(serial) for serial in serial_block(random.Random(7), 100, length=13)} == {13}


def test_a_block_of_ten_thousand_is_unique():
    """Ten thousand serials are all different and hold no look-alikes."""
    block = serial_block(random.Random(1), 10_000, length=12)
    assert len(set(block)) == 10_000
    assert set("".join(block)) == set(SERIAL_ALPHABET)
    assert not set(SERIAL_ALPHABET) & set("OQDILSZBG")


def test_taken_serials_stay_out():
    """Half of all two-character serials can be given out in blocks without a repeat."""
    rng = random.Random(3)
    taken: set[str] = set()
    for _ in range(4):
        taken |= set(serial_block(rng, 91, length=2, taken=taken))
    assert len(taken) == 364


def test_characters_are_equally_likely():
    """Chi-square over 120,000 characters stays below the 99.9 % point for 26 degrees of freedom."""
    counts = Counter("".join(serial_block(random.Random(11), 10_000, length=12)))
    expected = 120_000 / len(SERIAL_ALPHABET)
    assert sum((count - expected) ** 2 / expected for count in counts.values()) < 54.05


def test_guess_odds():
    """Ten million serials of twelve characters: one guess in 15 billion hits."""
    assert guess_odds(10_000_000, length=12) == 27**12 // 10_000_000 == 15_009_463_529


@pytest.mark.parametrize(("call", "message"), [
    (lambda: serial_block(random.Random(1), 1, length=21), "serial length 21; expected 1 to 20"),
    (lambda: serial_block(random.Random(1), 1, length=2, alphabet="AA"),
     "alphabet 'AA'; expected two or more different characters of GS1 charset 82"),
    (lambda: serial_block(random.Random(1), 14, length=1), ("14 serials beside 0 do not fit: length 1 has 27, "
     "and at least half must stay free; use longer serials")),
    (lambda: guess_odds(0, length=12), "0 serials issued; expected at least 1"),
])
def test_wrong_requests(call, message):
    """What cannot be made is refused with what is possible."""
    with pytest.raises(SerialError) as caught:
        call()
    assert str(caught.value) == message
