"""Puts a statement down: JSON, its schema, PDF, the manifest over them and the seal."""

from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from linebench.evidence.files import Source, sha256, write_whole
from linebench.evidence.keys import seal_key
from linebench.evidence.manifest import MANIFEST, SEAL, encode_manifest
from linebench.evidence.model import encode_pretty
from linebench.evidence.seal import PUBLIC_KEY, Results, make_seal, public_pem, resource
from linebench.evidence.statement.model import CONFORMS, CONFORMS_NOT, Chosen, Statement, Word
from linebench.evidence.statement.printing import print_statement
from linebench.evidence.statement.stating import state

__all__ = ["SCHEMA", "STATEMENT", "STATEMENT_PDF", "results_of", "seal_statement", "statement_schema",
           "write_statement"]

STATEMENT = "statement.json"
STATEMENT_PDF = "statement.pdf"
SCHEMA = "statement-schema.json"


def write_statement(folder: Path, chosen: Chosen, package: Path, templates: Path, *,
                    key: Ed25519PrivateKey | None = None) -> Statement:
    """Make the statement of a finished package, and write and seal it.

    Raises:
        PackageError: the package is not whole, a template is wrong, or something cannot be written.

    """
    statement = state(chosen, Source(package))
    seal_statement(folder, statement, templates, key=key or seal_key())
    return statement


def seal_statement(folder: Path, statement: Statement, templates: Path, *, key: Ed25519PrivateKey) -> None:
    """Write a statement in all its forms into ``folder``, the seal last.

    Raises:
        PackageError: a template is wrong, or something cannot be written.

    """
    pdf = print_statement(statement, templates)
    assert isinstance(pdf, bytes)
    files = {STATEMENT: encode_pretty(statement), STATEMENT_PDF: pdf, SCHEMA: statement_schema(),
             PUBLIC_KEY: public_pem(key)}
    manifest = encode_manifest({name: sha256(data) for name, data in files.items()})
    files |= {MANIFEST: manifest, SEAL: make_seal(key, manifest, results_of(statement))}
    for name, data in files.items():
        write_whole(folder / name, data)


def statement_schema() -> bytes:
    """Return the JSON schema of statement.json, generated from the classes; descriptions are their docstrings."""
    return encode_pretty(msgspec.json.schema(Statement))


def results_of(statement: Statement) -> Results:
    """Return what the seal states about the cases."""
    words = {CONFORMS: "PASSED", CONFORMS_NOT: "FAILED"}
    return Results(
        result=words.get(statement.result, "WARNED"),
        configuration=tuple(map(resource, (statement.stack, statement.profile.file, *statement.scenarios))),
        passed_tests=_tests(statement, "passed"), failed_tests=_tests(statement, "failed"),
        warned_tests=_tests(statement, "PROVISIONAL", "not run", "not applicable"))


def _tests(statement: Statement, *words: Word) -> tuple[str, ...]:
    return tuple(case.test for case in statement.cases if case.verdict in words)
