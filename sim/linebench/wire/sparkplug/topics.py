"""The names under which Sparkplug messages are published.

``spBv1.0/GROUP/KIND/NODE`` and ``spBv1.0/GROUP/KIND/NODE/DEVICE``; ``spBv1.0/STATE/HOST`` for a host application.
Source: Eclipse Sparkplug 3.0.0, 4.1.
"""

import msgspec

__all__ = ["NAMESPACE", "Topic", "TopicError", "checked", "host_of", "state_topic"]

NAMESPACE = "spBv1.0"
_OF_NODE = ("NBIRTH", "NDEATH", "NDATA", "NCMD")
_OF_DEVICE = ("DBIRTH", "DDEATH", "DDATA", "DCMD")
_KINDS = {3: _OF_NODE, 4: _OF_DEVICE}
"""By the number of parts behind the namespace."""
_RESERVED = "+/#"


class TopicError(ValueError):
    """A topic or an id that Sparkplug does not allow. The message says what was found and what was expected."""


class Topic(msgspec.Struct, frozen=True):
    """Who says what. ``device``: empty in messages of the node itself."""

    group: str
    kind: str
    node: str
    device: str = ""

    def __str__(self) -> str:
        """As it stands in a message."""
        return "/".join(filter(None, (NAMESPACE, self.group, self.kind, self.node, self.device)))

    @classmethod
    def parse(cls, text: str) -> "Topic":
        """Read a topic.

        Raises:
            TopicError: it is none of a node or device.

        """
        namespace, *parts = text.split("/")
        kinds = _KINDS.get(len(parts), ())
        if namespace != NAMESPACE or not kinds or parts[1] not in kinds or not all(parts):
            raise TopicError(f"found topic {text!r}; expected {NAMESPACE}/GROUP/KIND/NODE with kind "
                             f"{', '.join(_OF_NODE)}, or with /DEVICE behind it {', '.join(_OF_DEVICE)}")
        return cls(*parts)


def checked(name: str, what: str) -> str:
    """Return a name that may stand in a topic.

    Raises:
        TopicError: it is empty, or has a character that topics keep for themselves.

    """
    if not name or set(name) & set(_RESERVED):
        raise TopicError(f"{what}: found {name!r}; expected at least one character, and none of + / #")
    return name


def state_topic(host: str) -> str:
    """Where a host application says whether it is online."""
    return f"{NAMESPACE}/STATE/{host}"


def host_of(topic: str) -> str:
    """The host application whose state a topic tells; empty where it is no such topic."""
    namespace, _, rest = topic.partition("/STATE/")
    return rest if namespace == NAMESPACE and "/" not in rest else ""
