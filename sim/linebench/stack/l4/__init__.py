"""L4: the enterprise repository."""
