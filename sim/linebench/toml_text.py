"""Texts as TOML writes them."""

import json

__all__ = ["quoted"]


def quoted(text: str) -> str:
    """A text as a basic string of TOML 1.0: as JSON has it, but for DEL, which has to be escaped there."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
