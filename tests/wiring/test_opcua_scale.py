"""A checkweigher over OPC UA beside its telegrams, while a PLC elsewhere runs the line by these."""

import asyncio

import pytest

from linebench.bench import Bench
from linebench.content import Content, library
from tests.wiring.hand import Hand
from tests.wiring.opcua_line import client
from tests.wiring.worlds import scenario

STACK = """id = "weighed"
[[seat]]
id = "l1"
process = true
[[wire]]
id = "l1-io"
dialect = "modbus"
[[wire]]
id = "l1-scale"
dialect = "mt_sics"
also = ["opcua"]
"""
_FLOW_US = 6_000_000


@pytest.fixture(scope="module")
def line(tmp_path_factory):
    """A line in granted time with packs on the scale; it stands still while a client looks."""
    file = tmp_path_factory.mktemp("scale") / "stack.toml"
    file.write_text(STACK, encoding="utf-8")
    bench = Bench(scenario(str(file)), seed=7, requirements=Content((library(),)).requirements())
    hand = Hand(bench)
    try:
        assert hand.begin(bench.scenario.batches[0].order), hand.said
        bench.advance(None, _FLOW_US)
        yield {"opcua": bench.endpoints["l1-scale"].described()["opcua"]}
    finally:
        bench.close()


def test_the_last_weight_is_a_value_with_its_pack(line):
    """Gross weight in grams, the encoder count as its number, and as many packs as were weighed."""
    async def look():
        async with client(line) as one:
            node = "ns=2;s=scale-1/{}".format
            paths = ("CurrentWeight", "CurrentWeight/WeightId", "ProductionOutput/TotalPackages/ItemCount")
            tags = ("ns=2;s=Last.Weight.Mg", "ns=2;s=Last.Weight.Encoder", "ns=2;s=Last.Weight.Told")
            return [await one.read_values([one.get_node(each) for each in names])
                    for names in ([node(path) for path in paths], tags)]

    (weight, number, count), (mg, encoder, told) = asyncio.run(look())
    assert (weight.Gross * 1000, int(number), count) == (pytest.approx(mg), encoder, told)
    assert told > 0
    assert mg > 0
