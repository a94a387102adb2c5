"""Protocols as controlled documents: what ``features/protocol.toml`` and the feature files say, put together."""
