"""Repositories of every kind, each empty."""

import pytest

from linebench.store import open_repository
from tests.store.served import missing, running

SQL = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL for the session."""
    why = missing()
    if why:
        pytest.skip(why)
    with running() as found:
        yield found


@pytest.fixture
def url_of(request, tmp_path):
    """Gives the URL of an empty store of a kind."""
    def make(kind):
        if kind == "memory":
            return "memory:"
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / 'stock.db'}"
        return request.getfixturevalue("server").database()

    return make


@pytest.fixture(params=SQL)
def url(request, url_of):
    """URL of an empty store in SQL."""
    return url_of(request.param)


@pytest.fixture(params=("memory", *SQL))
def repository(request, url_of):
    """An empty repository of each kind."""
    found = open_repository(url_of(request.param))
    yield found
    found.close()
