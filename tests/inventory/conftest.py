"""The command line in this process."""

from tests.cli.conftest import here

__all__ = ["here"]
