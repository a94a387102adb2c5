"""A pool of a million serials: what it costs."""

import time

from tests.stack.pool.kit import GTIN, Kit


def test_a_million_serials(capsys):
    """Drawn in blocks by two askers, all different, within 20 s of CPU; the states cost less than 60 bytes each."""
    kit = Kit()
    began = time.process_time()
    blocks = [kit.draw(f"{who}/{number}", 10_000).serials for number in range(50) for who in "ab"]
    drawn = time.process_time() - began
    whole = {serial for block in blocks for serial in block}
    assert len(whole) == 1_000_000
    stock = kit.pool._stocks[f"SGTIN GTIN={GTIN}"]
    size = stock._known.__sizeof__() / len(whole)
    began = time.process_time()
    kit.power()
    restored = time.process_time() - began
    assert not whole & set(kit.draw("after", 10_000).serials)
    with capsys.disabled():
        print(f"\n1,000,000 serials: {drawn:.2f} s CPU, restored {restored:.2f} s, {size:.0f} bytes each of states")  # noqa: T201
    assert drawn <= 20
    assert size < 60


def test_a_million_at_once(capsys):
    """One request of a million is answered too, and moved at once."""
    kit = Kit()
    began = time.process_time()
    serials = kit.draw("all", 1_000_000).serials
    drawn = time.process_time() - began
    assert len(set(serials)) == 1_000_000
    assert kit.move("m", serials, "encoded").status == "ok"
    moved = time.process_time() - began - drawn
    assert kit.count()["encoded"] == 1_000_000
    with capsys.disabled():
        print(f"\n1,000,000 serials at once: drawn {drawn:.2f} s CPU, moved {moved:.2f} s")  # noqa: T201
    assert drawn <= 20
