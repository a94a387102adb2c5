"""Takes events from an open feed, with a limit that only a broken feed reaches."""

LIMIT_US = 10_000_000


def take(feed, kind):
    """The next event of a kind; those before it are passed over."""
    while (event := feed.take(LIMIT_US)) is not None:
        if isinstance(event, kind):
            return event
    raise AssertionError(f"no {kind.__name__} within {LIMIT_US} us")
