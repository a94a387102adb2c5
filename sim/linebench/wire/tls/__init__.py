"""TLS around any dialect that is spoken over a stream of bytes."""
