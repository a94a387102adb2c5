import pytest

from linebench.units import Duration, Mass
from linebench.wire.dialect import choose
from linebench.wire.opcua.client import Access
from linebench.wire.opcua.host import HostOptions
from linebench.wire.opcua.nameplate import Nameplate
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
