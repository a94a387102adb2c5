"""``linebench compare``: how far an emulated device behaves as the real one in a recording."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linebench.cli.failure import PASS, SUT_FAILED, UserError
from linebench.cli.options import AsJson, ContentDir, StackFile, find_content, read_pairs, scenario_path
from linebench.cli.output import counted, say, show_json, table

if TYPE_CHECKING:
    from linebench.twin.naming import Device
    from linebench.twin.report import Comparison
    from linebench.wire.captured.streams import Recording

__all__ = ["compare"]

_MOST = 1 << 30
_ROWS = 40
"""Differences that are shown; ``--json`` has all."""


def compare(
    capture: Annotated[Path, typer.Argument(metavar="CAPTURE", help="A pcap or pcapng file.")],
    *, device: Annotated[str, typer.Option(
        "--device", metavar="NAME", help="Dialect, mostly with a profile: codenet, codenet:a200.")] = "",
    stack: StackFile = None,
    wire: Annotated[str, typer.Option(
        "--wire", metavar="WIRE", help="With --stack: the wire whose device it is, such as l2-printer.")] = "",
    option: Annotated[list[str] | None, typer.Option(
        "--option", metavar="KEY=VALUE", help="Change one option of the profile (repeatable): depth=3.")] = None,
    seat: Annotated[str, typer.Option(
        "--seat", metavar="SEAT", help="Whom the dialect speaks for, where that is not its first: io.")] = "",
    port: Annotated[list[str] | None, typer.Option(
        "--port", metavar="PORT", help="Where the device listens; for several channels CHANNEL=PORT each.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(
        "--ignore", metavar="KIND", help="A kind of frame that may differ, or a regular expression of what may "
        "(repeatable).")] = None,
    speed: Annotated[str, typer.Option(
        "--speed", metavar="SPEED", help="Speed of the belt, such as 400 mm/s: tells the pitch.")] = "",
    content: ContentDir = None, as_json: AsJson = False,
) -> int:
    """Replay a recorded session into an emulated device and report every answer that differs."""
    from linebench.twin.report import compare as compared  # noqa: PLC0415  # dialects are slow to import

    belt = _speed(speed)
    meant = _device(device, None if stack is None else scenario_path(find_content(content), stack), wire,
                    _options(option), seat)
    found = compared(_recording(capture), meant, ports=_ports(port), ignore=tuple(ignore or ()))
    if as_json:
        show_json({**_document(found), "capture": capture.as_posix(), "alike": found.is_alike})
    else:
        _show(found, belt)
    return PASS if found.is_alike else SUT_FAILED


def _recording(capture: Path) -> "Recording":
    from linebench.wire.captured.packets import CaptureError  # noqa: PLC0415  # see compare()
    from linebench.wire.captured.streams import read  # noqa: PLC0415  # see compare()

    if capture.stat().st_size > _MOST:
        raise UserError(f"{capture}: found {capture.stat().st_size} bytes; expected at most {_MOST}: cut the "
                        "capture to the device, as by tcpdump -r FILE -w SMALLER port 7000")
    try:
        return read(capture.read_bytes())
    except CaptureError as error:
        raise UserError(f"{capture}: {error}") from error


def _device(name: str, stack: Path | None, wire: str, options: dict[str, str], seat: str) -> "Device":
    from linebench.twin.naming import named, of_stack  # noqa: PLC0415  # see compare()

    if bool(name) == (stack is not None) or bool(wire) != (stack is not None):
        raise UserError("expected either --device NAME, or --stack FILE with --wire WIRE")
    if stack is None:
        return named(name, options, seat)
    return of_stack(stack.read_text(encoding="utf-8"), stack.as_posix(), wire, options)


def _options(texts: list[str] | None) -> dict[str, str]:
    found = read_pairs("--option", texts, "KEY=VALUE, such as depth=3")
    return {key.strip(): value.strip() for key, value in found.items()}


def _ports(texts: list[str] | None) -> dict[str, int]:
    found: dict[str, int] = {}
    for text in texts or []:
        channel, _, number = text.rpartition("=")
        if not (number.isascii() and number.isdecimal() and 0 < int(number) < 65_536):  # noqa: PLR2004  # ports
            raise UserError(f"--port: found {text!r}; expected a port from 1 to 65535, or CHANNEL=PORT")
        found[channel] = int(number)
    return found


def _speed(text: str) -> int:
    from linebench.units import Speed, UnitError  # noqa: PLC0415  # only for those who say a speed

    try:
        return int(Speed.parse(text)) if text else 0
    except UnitError as error:
        raise UserError(f"--speed: {error}") from error


def _document(found: "Comparison") -> dict[str, object]:
    import msgspec  # noqa: PLC0415  # see compare()

    return {name: getattr(found, name) for name in msgspec.structs.asdict(found)}


def _show(found: "Comparison", speed: int) -> None:
    table("connections", ("channel", "host", "device", "host said", "device said", "equal", "ignored"),
          [(each.channel, each.client, each.device, str(each.host_frames), str(each.device_frames), str(each.equal),
            str(each.ignored)) for each in found.connections])
    if found.differences:
        table("differences", ("packet", "time", "what", "kind", "question", "recorded", "emulated"),
              [(str(each.packet), f"{each.t_us / 1e6:.6f} s", each.what, each.kind, each.question,
                "\n".join(filter(None, (each.recorded, each.detail))), each.emulated)
               for each in found.differences[:_ROWS]])
        if len(found.differences) > _ROWS:
            say(f"{len(found.differences) - _ROWS} more differences; --json has all")
    _show_times(found, speed)
    for what, count in found.told.items():
        say(f"told as what happened: {what} ({counted(count, 'time')})")
    for text in (*(f"assumed: {each}" for each in found.assumed), *(f"note: {each}" for each in found.notes)):
        say(text)
    say(f"{found.device} ({found.profile}): {found.equal} equal, {found.different} different, "
        f"{found.missing} missing, {found.extra} extra, {found.ignored} ignored")


def _show_times(found: "Comparison", speed: int) -> None:
    if found.latencies:
        table("answer times", ("question", "answers", "p50", "p99", "longest", "emulated p50", "p50 - suggested"),
              [(each.question, str(each.count), _ms(each.p50_us), _ms(each.p99_us), _ms(each.longest_us),
                _ms(each.emulated_us), _ms(each.p50_us - 2 * found.latency_us)) for each in found.latencies])
        say(f'suggested: {found.latency_key} = "{found.latency_us / 1000:g} ms" (one way; now '
            f"{found.latency_now_us / 1000:g} ms)")
    for each in found.rhythms:
        pitch = f", pitch {speed * each.period_us / 1e9:.2f} mm" if speed else ""
        say(f"packs by {each.kind}: {each.count}, one every {each.period_us / 1000:.3f} ms ({each.per_hour:.0f} an "
            f"hour{pitch}); residuals {each.jitter_us / 1000:.3f} ms, worst {each.worst_us / 1000:.3f} ms; "
            f"{counted(each.runs, 'run')} without a stop, {each.gaps} missing within")


def _ms(us: int) -> str:
    return f"{us / 1000:.3f} ms"
