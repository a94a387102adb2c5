"""Exceptions as people meet them in the store, one procedure a file; see ``procedure`` for what one is."""
