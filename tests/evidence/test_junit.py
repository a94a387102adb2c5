"""JUnit files are what the readers of such files expect."""

from pathlib import Path

import junit_schemas
import pytest


@pytest.mark.parametrize("schema", junit_schemas.SCHEMAS)
def test_the_results_of_a_package_validate(package: Path, schema: str) -> None:
    """Properties, failures and skipped cases stand where the schema has them."""
    assert junit_schemas.problems((package / "junit.xml").read_bytes(), schema) == []


@pytest.mark.parametrize("schema", junit_schemas.SCHEMAS)
def test_a_planted_element_does_not_validate(package: Path, schema: str) -> None:
    """The schemas find what does not belong there, so that the test above asks something."""
    text = (package / "junit.xml").read_bytes()
    assert len(junit_schemas.problems(text.replace(b"<failure", b"<verdict").replace(b"</failure", b"</verdict"),
                                      schema)) == 1
