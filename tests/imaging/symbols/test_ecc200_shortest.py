import functools

from hypothesis import given
from hypothesis import strategies as st

from linebench.imaging.symbols.ecc200.alphabets import ASCII, C40, FNC1, TEXT
from linebench.imaging.symbols.ecc200.codewords import _fitting
from linebench.imaging.symbols.ecc200.message import message
from linebench.imaging.symbols.ecc200.shortest import plans, written

TEXTS = st.text(st.sampled_from("0129AZ az-\x05\xe4\xc9" + FNC1), min_size=1, max_size=11)


def all_ways(text):
    """Every length in codewords that a mix of encodations can take, with whether it must just fill the symbol."""

    @functools.cache
    def after(start):
        if start == len(text):
            return {(0, False)}
        ways = {(cost + len(ASCII[text[start]]), exact) for cost, exact in after(start + 1)}
        if text[start:start + 2] in ASCII and start + 1 < len(text):
            ways |= {(cost + 1, exact) for cost, exact in after(start + 2)}
        if start or text[0] != FNC1:
            for table in (C40, TEXT):
                ways |= packed(start, table)
        return ways

    def packed(start, table):
        ways, count = set(), 0
        for end in range(start + 1, len(text) + 1):
            count += len(table[text[end - 1]])
            full = 1 + 2 * (count // 3)
            if count % 3 == 0:
                ways |= {(full + 1 + cost, exact) for cost, exact in after(end)}
                ways |= {(full, True)} if end == len(text) else set()
                ways |= {(full + 1, True)} if end == len(text) - 1 and len(ASCII[text[-1]]) == 1 else set()
            elif count % 3 == 2 and end == len(text):
                ways.add((full + 2, True))
        return ways

    return after(0)


@given(TEXTS)
def test_no_way_fits_where_ours_does_not(text):
    """For every capacity a plan is found exactly when one of all possible ways fits, and it says the text."""
    ways = all_ways(text)
    for capacity in range(1, 24):
        plan = _fitting(plans(text), capacity)
        fits = any(cost == capacity or (cost < capacity and not exact) for cost, exact in ways)
        assert (plan is not None) == fits
        if plan is not None:
            data = written(text, plan)
            said = message(data if len(data) == capacity else data + b"\x81")
            gs1 = text.startswith(FNC1)
            assert len(data) == plan.codewords <= capacity
            assert said == (text[gs1:].replace(FNC1, "\x1d"), gs1)
