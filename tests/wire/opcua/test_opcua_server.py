import asyncio
import errno
import shutil
from contextlib import AsyncExitStack
from types import SimpleNamespace

import pytest
from asyncua import Client, ua
from asyncua.crypto import security_policies
from asyncua.ua import uaerrors
from cryptography.hazmat.primitives import serialization
from hypothesis import given, settings
from hypothesis import strategies as st

from linebench.wire.opcua.certificates import identity, read_certificate
from linebench.wire.opcua.security import Security
from linebench.wire.opcua.server import Endpoint, OpcUaServer
from linebench.wire.opcua.tags import OpcUaTags
from tests.wire.opcua.running import GUARD_S, Clock, connect, echo_image, setting, variant

POLICIES = ("Basic256Sha256_Sign", "Basic256Sha256_SignAndEncrypt", "Aes128Sha256RsaOaep_Sign",
            "Aes128Sha256RsaOaep_SignAndEncrypt", "Aes256Sha256RsaPss_Sign", "Aes256Sha256RsaPss_SignAndEncrypt")
CLASSES = {"Basic256Sha256": security_policies.SecurityPolicyBasic256Sha256,
           "Aes128Sha256RsaOaep": security_policies.SecurityPolicyAes128Sha256RsaOaep,
           "Aes256Sha256RsaPss": security_policies.SecurityPolicyAes256Sha256RsaPss}
USERS = {"line": ("right", "operator"), "guest": ("look", "observer")}
NODE = "ns=2;s=Command.CntrlCmd"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("opcua")


@pytest.fixture(scope="module")
def known(folder):
    """A client's certificate that the server trusts."""
    made = identity(folder / "client", "l2", "urn:l2")
    (folder / "trusted").mkdir(exist_ok=True)
    shutil.copy(made.certificate, folder / "trusted" / "l2.der")
    return made


@pytest.fixture(scope="module")
def person(folder):
    """A person's certificate that is a user of the server."""
    made = identity(folder / "people", "maria", "urn:maria")
    shutil.copy(made.certificate, folder / "maria.der")
    return made


@pytest.fixture(scope="module")
def secured(run, folder, known, person):
    stack = AsyncExitStack()
    security = Security(policies=POLICIES, anonymous=None, users=USERS, certificates={"maria.der": "operator"},
                        folder=str(folder))

    async def begin():
        server = await stack.enter_async_context(OpcUaServer(Endpoint(), security, "bench"))
        await OpcUaTags(server, echo_image(), setting(Clock()), effects=lambda _: None).show()
        return server

    yield run(begin())
    run(stack.aclose())


async def protected(server, own, policy="Basic256Sha256_SignAndEncrypt", *, user=None, password=None, person=None):
    client = Client(server.url, timeout=GUARD_S)
    client.application_uri = own.uri
    name, mode = policy.split("_")
    await client.set_security(CLASSES[name], str(own.certificate), str(own.key),
                              mode=ua.MessageSecurityMode[mode])
    if user:
        client.set_user(user)
        client.set_password(password)
    if person:
        await client.load_client_certificate(str(person.certificate))
        await client.load_private_key(str(person.key))
    await client.connect()
    return client


async def read_and_write(client):
    """Status names of a read and of a write."""
    try:
        node = client.get_node(NODE)
        read = await node.read_data_value()
        results = await client.uaclient.write(ua.WriteParameters(
            [ua.WriteValue(node.nodeid, ua.AttributeIds.Value, "", variant(1, ua.VariantType.Int32))]))
        return read.StatusCode.name, results[0].name
    finally:
        await client.disconnect()


@pytest.mark.parametrize("policy", POLICIES)
def test_each_policy_carries_a_session(run, secured, known, policy):
    """An operator reads and writes over every policy that is offered."""
    async def talk():
        return await read_and_write(await protected(secured, known, policy, user="line", password="right"))

    assert run(talk()) == ("Good", "Good")


def test_an_observer_only_reads(run, secured, known):
    """A write by an observer is refused, whatever the tag."""
    async def talk():
        return await read_and_write(await protected(secured, known, user="guest", password="look"))

    assert run(talk()) == ("Good", "BadUserAccessDenied")


def test_a_person_is_let_in_by_certificate(run, secured, known, person):
    """Who shows the certificate of a user and holds its key has that user's role."""
    async def talk():
        return await read_and_write(await protected(secured, known, person=person))

    assert run(talk()) == ("Good", "Good")


@pytest.mark.parametrize(("user", "password"), [("line", "wrong"), ("nobody", "right"), ("line", ""), ("", "")])
def test_wrong_credentials_are_refused_with_one_answer(run, secured, known, user, password):
    """The answer does not tell an unknown name from a wrong password."""
    with pytest.raises((uaerrors.BadUserAccessDenied, uaerrors.BadIdentityTokenRejected)) as caught:
        run(protected(secured, known, user=user, password=password))
    assert (caught.type is uaerrors.BadUserAccessDenied) == bool(user)


def test_the_application_certificate_makes_nobody_a_user(run, folder, person):
    """A client whose channel is protected by a user's certificate is still nobody until it logs in with it."""
    security = Security(policies=POLICIES, anonymous="observer", certificates={"maria.der": "operator"},
                        folder=str(folder))
    (folder / "trusted").mkdir(exist_ok=True)
    shutil.copy(person.certificate, folder / "trusted" / "maria.der")

    async def talk():
        async with OpcUaServer(Endpoint(), security, "bench") as server:
            await OpcUaTags(server, echo_image(), setting(Clock()), effects=lambda _: None).show()
            return await read_and_write(await protected(server, person))

    try:
        assert run(talk()) == ("Good", "BadUserAccessDenied")
    finally:
        (folder / "trusted" / "maria.der").unlink()


def test_an_unknown_application_is_refused(run, secured, folder):
    """A certificate that is not in the trust folder opens no session; put there, it does, without a new start."""
    own = identity(folder / "stranger", "stranger", "urn:stranger")
    with pytest.raises(uaerrors.BadCertificateUntrusted):
        run(protected(secured, own, user="line", password="right"))
    copy = folder / "trusted" / "stranger.pem"
    copy.write_bytes(read_certificate(own.certificate).public_bytes(serialization.Encoding.PEM))

    async def talk():
        return await read_and_write(await protected(secured, own, user="line", password="right"))

    try:
        assert run(talk()) == ("Good", "Good")
    finally:
        copy.unlink()


def test_a_foreign_application_uri_is_refused(run, secured, known):
    """The certificate has to belong to the application that shows it."""
    with pytest.raises(uaerrors.BadCertificateUriInvalid):
        run(protected(secured, SimpleNamespace(uri="urn:other", certificate=known.certificate, key=known.key),
                      user="line", password="right"))


def test_an_open_channel_of_a_secured_server_is_for_discovery(run, secured):
    """Endpoints are told to anybody; a session, and with it a password, is not taken on an open channel."""
    async def open_session():
        client = Client(secured.url, timeout=GUARD_S)
        await client.connect_socket()
        try:
            await client.send_hello()
            await client.open_secure_channel()
            await client.create_session()
        finally:
            client.disconnect_socket()

    assert len(run(Client(secured.url).connect_and_get_server_endpoints())) == len(POLICIES)
    with pytest.raises(uaerrors.BadSecurityPolicyRejected):
        run(open_session())


def test_a_session_shows_the_certificate_of_its_channel(run, secured, known, folder, monkeypatch):
    """A client cannot have a trusted certificate checked while another protects its channel, nor none at all."""
    stranger = identity(folder / "thief", "thief", "urn:thief")

    async def steal(shown):
        client = Client(secured.url, timeout=GUARD_S)
        client.application_uri = known.uri
        await client.set_security(CLASSES["Basic256Sha256"], str(stranger.certificate), str(stranger.key))
        send = client.uaclient.create_session

        def swap(parameters):
            parameters.ClientCertificate = shown
            return send(parameters)

        monkeypatch.setattr(client.uaclient, "create_session", swap)
        with pytest.raises(uaerrors.BadSecurityChecksFailed):
            await client.connect()

    run(steal(known.der()))
    run(steal(None))


def test_tokens_of_sessions_cannot_be_guessed(run):
    """Two sessions in a row have tokens of 32 random bytes."""
    async def tokens():
        async with OpcUaServer(Endpoint(), Security(), "open") as server:
            clients = [await connect(server.url) for _ in range(2)]
            found = [bytes(each) for token in server.core._external_sessions for each in [token.Identifier]]
            for client in clients:
                await client.disconnect()
            return found

    found = run(tokens())
    assert [len(each) for each in found] == [32, 32]
    assert len(set(found)) == 2


def test_anybody_may_be_refused_on_an_open_server(run):
    """An open server on loopback can still ask for names."""
    async def talk():
        security = Security(anonymous=None, users=USERS)
        async with OpcUaServer(Endpoint(), security, "named") as server:
            with pytest.raises(ua.UaError):
                await connect(server.url)
            client = await connect(server.url, user="line", password="right")
            await client.disconnect()

    run(talk())


@pytest.mark.parametrize(("endpoint", "security", "message"), [
    (Endpoint(host="0.0.0.0"), Security(), "is not on loopback"),
    (Endpoint(host="0.0.0.0", real=True), Security(), "policy None is for loopback alone"),
    (Endpoint(), Security(policies=POLICIES), "need a folder"),
    (Endpoint(), Security(anonymous=None), "nobody could be let in"),
    (Endpoint(port=70_000), Security(), "no such port"),
])
def test_what_would_be_open_to_others_is_refused(endpoint, security, message):
    """A server is on loopback unless told, and never open to the net."""
    with pytest.raises(ValueError, match=message):
        OpcUaServer(endpoint, security, "bench")


def test_a_port_that_is_taken_is_told(run):
    """The error is the system's own, and nothing is left running."""
    async def twice():
        async with OpcUaServer(Endpoint(), Security(), "one") as first:
            port = int(first.url.split(":")[2].split("/")[0])
            with pytest.raises(OSError, match=str(port)) as caught:
                async with OpcUaServer(Endpoint(port=port), Security(), "two"):
                    pass
            return caught.value.errno

    assert run(twice()) == errno.EADDRINUSE


def test_a_dead_client_is_forgotten_within_half_a_minute(run):
    """Sessions, subscriptions and queues are bounded however long a client asks for."""
    async def ask():
        async with OpcUaServer(Endpoint(), Security(), "bounded") as server:
            client = await connect(server.url)
            answer = await client.uaclient.create_subscription(ua.CreateSubscriptionParameters(
                RequestedPublishingInterval=100, RequestedLifetimeCount=10**6, RequestedMaxKeepAliveCount=10**6),
                lambda _: None)
            timeout = client.session_timeout
            await client.disconnect()
            return timeout, answer.RevisedLifetimeCount * answer.RevisedPublishingInterval

    assert run(ask()) == (30_000, 30_000)


HELLO = b"HELF" + (32).to_bytes(4, "little") + bytes(24)


@settings(max_examples=40, deadline=None)
@given(garbage=st.binary(min_size=1, max_size=300).filter(lambda data: data[:1] not in b"HOMCE")
       | st.sampled_from([b"HELF" + (2**32 - 1).to_bytes(4, "little"), b"MSGF" + (70_000).to_bytes(4, "little"),
                          b"OPNF" + (8).to_bytes(4, "little") + b"x", b"GET / HTTP/1.1\r\n", HELLO + b"\0\0\0"]))
def test_garbage_ends_its_connection_and_nothing_else(run, secured, garbage):
    """Whatever arrives: that connection is closed by the server, and the next client is served."""
    async def send():
        reader, writer = await asyncio.open_connection("127.0.0.1", int(secured.url.split(":")[2].split("/")[0]))
        writer.write(garbage)
        await writer.drain()
        while await reader.read(4096):
            pass
        writer.close()
        return len(await Client(secured.url).connect_and_get_server_endpoints())

    assert run(send()) == len(POLICIES)
