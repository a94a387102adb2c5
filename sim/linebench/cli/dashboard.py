"""``linebench dashboard``: what a site publishes of itself, seen from outside."""

from typing import Annotated

import typer

from linebench.cli.failure import PASS, SUT_FAILED, IncompleteError
from linebench.cli.options import AsJson, read_limit

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, help="See what a site publishes over MQTT, and what is wrong with it.")


@app.callback()
def dashboard() -> None:
    """See what a site publishes over MQTT, and what is wrong with it."""


@app.command()
def watch(
    url: Annotated[str, typer.Argument(metavar="URL", help="The broker: mqtt://user:password@host:port or mqtts://.")],
    *, limit: Annotated[str | None, typer.Option(
        "--for", metavar="TIME", help='Stop after so long, such as "10 s"; else when interrupted.')] = None,
    group: Annotated[str, typer.Option("--group", metavar="ID", help="Nodes of this group alone.")] = "",
    host: Annotated[str, typer.Option(
        "--host", metavar="ID", help="Be the host application of this id, for which nodes may wait.")] = "",
    rebirth: Annotated[bool, typer.Option(
        "--rebirth", help="Ask nodes for a birth where messages are missing; else nothing is asked.")] = False,
    qos: Annotated[bool, typer.Option(
        "--qos", help="Judge the QoS too, at a broker that does not raise it to that of who listens.")] = False,
    authorities: Annotated[str, typer.Option(
        "--authorities", metavar="FILE", help="Certificates by which a broker with TLS is known.")] = "",
    real: Annotated[bool, typer.Option(
        "--real", help="The broker may be on another machine; for a test network only.")] = False,
    as_json: AsJson = False,
) -> int:
    """Listen to Sparkplug nodes of any maker: births, deaths, values, gaps; exit code 1 if a rule is broken."""
    from linebench.cli.watched import Watched  # noqa: PLC0415  # only who listens needs MQTT
    from linebench.wire.mqtt.address import BrokerAddress  # noqa: PLC0415  # as above
    from linebench.wire.sparkplug.host import HostConfig  # noqa: PLC0415  # as above

    watched = Watched(BrokerAddress.parse("URL", url, real=real), HostConfig(
        host=host, group=group, asks=rebirth, epoch_us=0), authorities=authorities, by_qos=qos, as_json=as_json)
    watched.listen(read_limit(limit))
    if watched.never:
        raise IncompleteError(f"{watched.never}; nothing was heard")
    return SUT_FAILED if watched.broken else PASS
