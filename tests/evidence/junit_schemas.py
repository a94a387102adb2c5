"""Schemas of JUnit files as the package pyEDAA.Reports carries them (Apache-2.0): nobody ever wrote *the* schema.

``Any-JUnit.xsd`` is what the writers of such files have in common, ``PyTest-JUnit.xsd`` what pytest writes. Both
know properties of test cases, which Xray, TestRail, Polarion, sphinx-test-reports and the JUnit plugin of Jenkins
read. The schema of Jenkins' xUnit plugin (junit-10.xsd) and that of Surefire know properties of suites only.
"""

from importlib.resources import files

from lxml import etree

SCHEMAS = ("Any-JUnit.xsd", "PyTest-JUnit.xsd")


def problems(data: bytes, schema: str) -> list[str]:
    """Return what a schema finds wrong."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    stored = files("pyEDAA.Reports.Resources").joinpath(schema).read_bytes()
    validator = etree.XMLSchema(etree.fromstring(stored, parser))
    validator.validate(etree.fromstring(data, parser))
    return [f"{error.line}: {error.message}" for error in validator.error_log]
