"""``linebench bundle``: one archive for one platform that installs without a network."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from linebench.cli.failure import PASS, UserError
from linebench.cli.options import AsJson, ContentDir, find_content
from linebench.cli.output import counted, say, show_json

__all__ = ["bundle"]


def bundle(
    *, project: Annotated[Path, typer.Option(
        "--project", metavar="DIR", help="Folder of the bench's sources, with requirements.lock.")] = Path(),
    platform: Annotated[str, typer.Option(
        "--platform", metavar="NAME", help="linux-x86_64, windows-amd64 and others; this one if not given.")] = "",
    python: Annotated[str, typer.Option(
        "--python", metavar="VERSION", help="Version of Python, such as 3.12; this one if not given.")] = "",
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder of the archive.")] = Path("dist"),
    content: ContentDir = None, as_json: AsJson = False,
) -> int:
    """Gather wheels, content, licences and the list of components into one archive for closed networks."""
    from linebench.bundle.making import bundle as made  # noqa: PLC0415  # slow to import
    from linebench.bundle.platforms import PLATFORMS, this_platform  # noqa: PLC0415  # see above

    if platform and platform not in PLATFORMS:
        raise UserError(f"--platform: found {platform!r}; expected one of {', '.join(PLATFORMS)}")
    target = PLATFORMS[platform] if platform else this_platform()
    done = made(project, out, target, _python(python), find_content(content))
    if as_json:
        show_json({"path": done.path.as_posix(), "sha256": done.sha256, "distributions": done.distributions})
    else:
        say(f"{done.path.as_posix()}: {counted(len(done.distributions), 'package')}, SHA-256 {done.sha256}")
    return PASS


def _python(text: str) -> str:
    here = ".".join(map(str, sys.version_info[:2]))
    parts = text.split(".") if text else here.split(".")
    if len(parts) != 2 or parts[0] != "3" or not parts[1].isdecimal():  # noqa: PLR2004  # major and minor
        raise UserError(f"--python: found {text!r}; expected a version such as {here}")
    return ".".join(parts)
