"""The sittings of an execution, made once."""


import dossier
import pytest

from linebench.evidence.files import Source


@pytest.fixture(scope="session")
def sittings(tmp_path_factory: pytest.TempPathFactory) -> tuple[Source, Source]:
    return dossier.two_sittings(tmp_path_factory.mktemp("dossier"))
