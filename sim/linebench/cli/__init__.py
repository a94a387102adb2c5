"""The command line. Thin: every command finds its content, calls one room and prints what came out."""

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code; see `failure` for the codes."""
    from linebench.cli.app import run  # noqa: PLC0415  # importing the package alone must stay cheap

    return run(arguments)
