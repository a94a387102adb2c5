"""URLs of brokers: what they mean, that they never show the password, and what is refused."""

import pytest

from linebench.wire.mqtt.address import BrokerAddress
from linebench.wire.stream.address import Address, WireError


@pytest.mark.parametrize(("text", "meant", "shown"), [
    ("mqtt://127.0.0.1", BrokerAddress(Address("127.0.0.1", 1883)), "mqtt://127.0.0.1:1883"),
    ("mqtts://localhost:18883/", BrokerAddress(Address("localhost", 18883), tls=True), "mqtts://localhost:18883"),
    ("mqtt://line%203:Zirbe%40418@[::1]:7", BrokerAddress(Address("::1", 7), user="line 3", password="Zirbe@418"),
     "mqtt://line 3@[::1]:7")])
def test_a_url(text, meant, shown):
    """Host, port of its own or the usual one, user and password; written out without the password."""
    broker = BrokerAddress.parse("dashboard", text)
    assert broker == meant
    assert str(broker) == shown


@pytest.mark.parametrize("text", ["127.0.0.1:1883", "http://127.0.0.1", "mqtt://", "mqtt://127.0.0.1:x",
                                  "mqtt://127.0.0.1/path", "mqtt://line:Zirbe-418@127.0.0.1:99999", ""])
def test_what_is_no_url_of_a_broker(text):
    """One message, with the form, and without the password."""
    with pytest.raises(WireError, match=r"^dashboard: .*expected mqtt://127\.0\.0\.1:1883") as refused:
        BrokerAddress.parse("dashboard", text)
    assert "Zirbe" not in str(refused.value)


def test_another_machine_needs_leave():
    """Only with leave to do so."""
    with pytest.raises(WireError, match="is not on this machine"):
        BrokerAddress.parse("dashboard", "mqtt://10.0.0.5")
    assert BrokerAddress.parse("dashboard", "mqtt://10.0.0.5", real=True).address.host == "10.0.0.5"
