"""What keeps a bundle from being made."""

__all__ = ["BundleError"]


class BundleError(Exception):
    """A bundle cannot be made. The message says where, what was found, what is expected, and what to do."""
