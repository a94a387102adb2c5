"""A file of what was published: a JSON object a line, with the time, the bytes, and what they say."""

import json
from base64 import b64encode
from pathlib import Path
from typing import Any, TextIO

import msgspec

from linebench.wire.mqtt.values import Message
from linebench.wire.sparkplug.codec import decode
from linebench.wire.sparkplug.topics import NAMESPACE, host_of

__all__ = ["Sheet"]


class Sheet:
    """Opened at the first message; ``path`` is ``None``: nothing is written."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: TextIO | None = None

    def open(self) -> None:
        """Begin the file, so that there is one even where nothing is published."""
        if self._path is not None and self._file is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("w", encoding="utf-8", newline="\n")

    def write(self, t: int, message: Message) -> None:
        """Add a message."""
        if self._file is not None:
            self._file.write(json.dumps(_line(t, message), ensure_ascii=False) + "\n")

    def close(self) -> None:
        """End the file."""
        if self._file is not None:
            self._file.close()
        self._path = self._file = None


def _line(t: int, message: Message) -> dict[str, Any]:
    return {"t_us": t, "topic": message.topic, "qos": message.qos, "retain": message.retain,
            "payload": b64encode(message.payload).decode(), "says": _says(message)}


def _says(message: Message) -> Any:  # noqa: ANN401  # plain data of any shape
    """What a message says; ``None`` where its bytes say nothing, as those of others may."""
    try:
        if message.topic.startswith(f"{NAMESPACE}/") and not host_of(message.topic):
            return _sparse(msgspec.to_builtins(decode(message.payload)))
        return json.loads(message.payload)
    except ValueError:
        return None


def _sparse(value: Any) -> Any:  # noqa: ANN401  # as above
    """Plain data without what is not there; the content of a value always is."""
    if isinstance(value, dict):
        return {name: _sparse(one) for name, one in value.items()
                if name == "content" or one not in (None, False, [], ())}
    return [_sparse(one) for one in value] if isinstance(value, list | tuple) else value
