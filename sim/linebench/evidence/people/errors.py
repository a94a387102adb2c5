"""What is said when a person, a certificate or a signature cannot be used."""

__all__ = ["PeopleError"]


class PeopleError(Exception):
    """A users file, a certificate or a signature cannot be used.

    The message says where, what was found, what is expected and what to do; one line for each problem.
    """
