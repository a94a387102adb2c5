"""The messages that the README shows are those that are published."""

import re

import linebench.wire.namespace
from linebench.ports.dashboard import Gauge, Point
from linebench.wire.namespace.publisher import NamespaceConfig, NamespacePublisher
from tests.wire.transcript import readme


def test_the_messages_of_the_readme():
    """Topic and payload, byte by byte."""
    (block,) = re.findall(r"```text\n(.*?)```", readme(linebench.wire.namespace), re.DOTALL)
    made = NamespacePublisher(
        NamespaceConfig(enterprise="acme", site="linz", area="packing", epoch_us=1_767_592_800_000_000),
        {"line-1": (Gauge("rate", "real", "1/min"),)})
    made.will(0)
    status, *_ = made.connected(0)
    (rate,) = made.show([Point("line-1", "rate", 312.5, 2_000_000)], 2_000_000)
    assert [(message.topic, message.payload.decode()) for message in (rate, status)] == [
        tuple(line.split(maxsplit=1)) for line in block.splitlines()]
