import pytest

from linebench.units import Duration, Mass
from linebench.wire.dialect import choose
from linebench.wire.opcua.client import Access
from linebench.wire.opcua.host import HostOptions
from linebench.wire.opcua.nameplate import Nameplate
from linebench.wire.opcua.options import OpcUaOptions, OptionsError, read_options
from linebench.wire.opcua.reader import ReaderOptions
from linebench.wire.opcua.scale import ScaleOptions
from linebench.wire.opcua.security import Security
from linebench.wire.opcua.server import Endpoint
from linebench.wire.opcua.vision import VisionOptions


@pytest.mark.parametrize(("base", "options", "made"), [
    (Security(), {"policies": ["Basic256Sha256_Sign"], "users": {"line": ["right", "operator"]}, "folder": "keys",
                  "anonymous": None},
     Security(policies=("Basic256Sha256_Sign",), users={"line": ("right", "operator")}, folder="keys",
              anonymous=None)),
    (Endpoint(), {"port": 4840}, Endpoint(port=4840)),
    (HostOptions(), {"answer_within": "200 ms"}, HostOptions(answer_within=Duration(200_000))),
    (Access(), {"policy": "Aes256Sha256RsaPss_Sign"}, Access(policy="Aes256Sha256RsaPss_Sign")),
    (ScaleOptions(), {"most": "2 kg", "nameplate": {"serial": "5"}},
     ScaleOptions(most=Mass(2_000_000), nameplate=Nameplate(serial="5"))),
    (ReaderOptions(), {"kind": "verifier"}, ReaderOptions(kind="verifier")),
    (VisionOptions(), {"content": ["content"]}, VisionOptions(content=("content",))),
])
def test_options_are_read_as_plain_data(base, options, made):
    """As a stack file gives them, quantities as text with their unit."""
    assert choose("opcua", {"": base}, "", options) == made


def test_a_wrong_option_is_named():
    """With what is expected."""
    with pytest.raises(ValueError, match="opcua, profile : Invalid enum value 'Basic128Rsa15'"):
        choose("opcua", {"": Access()}, "", {"policy": "Basic128Rsa15"})


def test_tables_and_users_are_read_from_the_text_of_a_stack_file():
    """A nameplate, an access and users, each in one line."""
    read = read_options("", {"nameplate": "model=PLC-7, software=2.1", "access": "user=line3, password=a=b:c",
                             "users": "line3=operator:a=b:c, look=observer:x", "anonymous": "nobody",
                             "supported": "Muster PLC-7, Muster PLC-8"})
    assert read == OpcUaOptions(
        nameplate=Nameplate(model="PLC-7", software="2.1"), access=Access(user="line3", password="a=b:c"),
        users={"line3": ("a=b:c", "operator"), "look": ("x", "observer")}, anonymous=None,
        supported=("Muster PLC-7", "Muster PLC-8"))


@pytest.mark.parametrize("options", [{"users": "line3=secret"}, {"users": "line3"}, {"users": "=operator:secret"},
                                     {"access": "secret"}])
def test_text_in_another_form_is_told_without_it(options):
    """It may hold a password."""
    with pytest.raises(OptionsError, match="expected name=") as told:
        read_options("", options)
    assert "secret" not in str(told.value)
