"""Who is at the other end: what a peer says of itself, as one line, and whether a host is made for that."""

from collections.abc import Sequence

__all__ = ["one_line", "unsupported"]

_LONGEST = 160
"""Characters of an identity that are kept: more than any unit says in earnest."""


def one_line(*parts: str) -> str:
    """The parts of an identity as one line that can be shown, whatever bytes they came from; empty ones are left
    out.
    """
    printable = ("".join(each if each.isprintable() else " " for each in part) for part in parts)
    return " ".join(word for part in printable for word in part.split())[:_LONGEST].rstrip()


def unsupported(identity: str, supported: Sequence[str]) -> str:
    """Why a peer is not served, in words; empty: it is.

    Args:
        identity: what it says of itself; empty: it does not say.
        supported: how identities begin that are served; none: all are, and also a peer that does not say.

    """
    if not supported or any(identity.startswith(each) for each in supported):
        return ""
    found = f"unsupported version {identity!r}" if identity else "it does not tell its version"
    return f"{found}; expected {' or '.join(map(repr, supported))}"
