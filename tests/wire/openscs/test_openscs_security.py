import pytest
from asyncua import Client, ua
from asyncua.ua import uaerrors

from linebench.wire.opcua.security import Security
from linebench.wire.opcua.server import Endpoint
from linebench.wire.openscs.server import OpenScsServer
from tests.wire.opcua.running import GUARD_S
from tests.wire.openscs.running import POLICIES, USERS


@pytest.mark.parametrize("policy", POLICIES)
def test_each_policy_carries_a_draw(run, bench, policy):
    """Signed, and signed and encrypted."""
    async def draw():
        async with bench.session(policy) as client:
            return (await bench.call("SNRequestAllocated", bench.arguments("SNRequestAllocated"), client=client))[0]

    assert run(draw()) == "Good"


def test_every_endpoint_is_protected_and_asks_for_a_name(run, bench):
    """None is without a policy, and none takes anybody."""
    found = run(Client(bench.server.url).connect_and_get_server_endpoints())
    assert {(each.SecurityPolicyUri.partition("#")[2], each.SecurityMode.name) for each in found} == {
        (name, mode) for name in ("Basic256Sha256", "Aes128_Sha256_RsaOaep") for mode in ("Sign", "SignAndEncrypt")}
    assert {token.TokenType for each in found for token in each.UserIdentityTokens} == {ua.UserTokenType.UserName}


@pytest.mark.parametrize(("user", "password", "error"), [
    ("l2", "wrong", uaerrors.BadUserAccessDenied), ("nobody", "right", uaerrors.BadUserAccessDenied),
    (None, None, uaerrors.BadIdentityTokenRejected)])
def test_wrong_credentials_are_refused(run, bench, user, password, error):
    """A wrong password, an unknown name, and nobody."""
    async def enter():
        async with bench.session(user=user, password=password or ""):
            pass

    with pytest.raises(error):
        run(enter())


def test_an_unknown_certificate_is_refused(run, bench):
    """Whatever the name and password."""
    async def enter():
        async with bench.session(own=bench.certificate("stranger")):
            pass

    with pytest.raises(uaerrors.BadCertificateUntrusted):
        run(enter())


def test_an_open_channel_takes_no_session(run, bench):
    """It is for discovery alone."""
    async def enter():
        client = Client(bench.server.url, timeout=GUARD_S)
        await client.connect_socket()
        try:
            await client.send_hello()
            await client.open_secure_channel()
            await client.create_session()
        finally:
            client.disconnect_socket()

    with pytest.raises(uaerrors.BadSecurityPolicyRejected):
        run(enter())


def test_an_observer_calls_no_method(run, bench):
    """It sees all, and the owner hears nothing."""
    async def ask():
        async with bench.session(user="guest") as client:
            read = await client.get_node(bench.server.pool["MaxSNPushable"]).read_value()
            method = "SNRequestAllocated"
            return read, (await bench.call(method, bench.arguments(method), client=client))[0]

    assert (run(ask()), bench.pool.heard) == ((800, "BadUserAccessDenied"), [])


@pytest.mark.parametrize(("security", "message"), [
    (Security(), "found the policy None, which OPC 30260 does not allow"),
    (Security(policies=POLICIES, users=USERS, folder="keys"), "anonymous clients are let in"),
    (Security(policies=("None", *POLICIES), anonymous=None, users=USERS, folder="keys"), "found the policy None"),
    (Security(policies=POLICIES, anonymous=None, folder="keys"), "nobody could be let in"),
    (Security(policies=POLICIES, anonymous=None, users=USERS), "need a folder for the certificate"),
    (Security(policies=POLICIES, anonymous=None, users={"a/b": ("x", "operator")}, folder="keys"),
     "found the user 'a/b'; expected a name without a slash"),
])
def test_a_server_that_the_standard_does_not_allow_is_not_made(security, message):
    """There is no option for it."""
    with pytest.raises(ValueError, match=message):
        OpenScsServer(Endpoint(), security, hear=lambda _: None)
