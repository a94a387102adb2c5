"""The seal is an Ed25519 signature in a DSSE envelope, held to its exact bytes."""

import base64
import json
import stat
import sys
from pathlib import Path

import builder
import pytest

from linebench.evidence.files import PackageError, sha256
from linebench.evidence.keys import own_fingerprint, seal_key
from linebench.evidence.manifest import (
    compare,
    decode_manifest,
    encode_manifest,
    record_hash,
)
from linebench.evidence.seal import Results, check_seal, fingerprint, make_seal, public_pem, subject

MANIFEST = encode_manifest({"b.txt": "0" * 64, "a b.txt": "1" * 64})
RESULTS = Results(result="PASSED", configuration=(), passed_tests=("OQ-L1-001",), warned_tests=(), failed_tests=())
PEM = public_pem(builder.KEY)


def test_a_seal_states_the_manifest_and_the_results() -> None:
    """The payload is an in-toto statement with the test-result predicate over the manifest's hash."""
    seal = json.loads(make_seal(builder.KEY, MANIFEST, RESULTS))
    statement = json.loads(base64.b64decode(seal["payload"]))
    assert statement == {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": "manifest-sha256.txt", "digest": {"sha256": sha256(MANIFEST)}}],
        "predicateType": "https://in-toto.io/attestation/test-result/v0.1",
        "predicate": {"result": "PASSED", "configuration": [], "passedTests": ["OQ-L1-001"], "warnedTests": [],
                      "failedTests": []},
    }
    assert check_seal(make_seal(builder.KEY, MANIFEST, RESULTS), PEM).subject == subject(MANIFEST)


def test_the_signature_is_over_the_dsse_encoding() -> None:
    """Any DSSE tool can check the seal: the signed bytes are the pre-authentication encoding of the payload."""
    seal = json.loads(make_seal(builder.KEY, MANIFEST, RESULTS))
    body = base64.b64decode(seal["payload"])
    signed = b"DSSEv1 28 application/vnd.in-toto+json %d %s" % (len(body), body)
    builder.KEY.public_key().verify(base64.b64decode(seal["signatures"][0]["sig"]), signed)
    assert seal["payloadType"] == "application/vnd.in-toto+json"
    assert seal["signatures"][0]["keyid"] == fingerprint(PEM)


def test_no_byte_of_a_seal_can_change() -> None:
    """Blanks, unused bits of base64 and hints count as much as the signature itself."""
    seal = make_seal(builder.KEY, MANIFEST, RESULTS)
    for position in range(len(seal)):
        changed = seal[:position] + bytes([seal[position] ^ 1]) + seal[position + 1:]
        with pytest.raises(PackageError):
            check_seal(changed, PEM)


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    """The first use makes the key; later uses read it; nobody else may read it."""
    path = tmp_path / "config" / "linebench" / "seal-key.pem"
    assert own_fingerprint(path) == ""
    first = public_pem(seal_key(path))
    assert (public_pem(seal_key(path)), own_fingerprint(path)) == (first, fingerprint(first))
    assert [file.name for file in path.parent.iterdir()] == ["seal-key.pem"]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_damaged_key_is_one_clear_message(tmp_path: Path) -> None:
    """A key that cannot be read is named with what to do, and is not replaced silently."""
    path = tmp_path / "seal-key.pem"
    path.write_text("rubbish", encoding="utf-8")
    with pytest.raises(PackageError, match="the seal key cannot be read"):
        seal_key(path)


def test_a_manifest_lists_files_in_order() -> None:
    """Lines are sorted by path and read back as they were."""
    assert MANIFEST == b"1" * 64 + b"  a b.txt\n" + b"0" * 64 + b"  b.txt\n"
    assert decode_manifest(MANIFEST) == {"a b.txt": "1" * 64, "b.txt": "0" * 64}


@pytest.mark.parametrize("bad", [
    MANIFEST[:-1], MANIFEST + b"\n", MANIFEST.replace(b"  ", b" "), b"\xff", MANIFEST * 2])
def test_a_manifest_has_one_form(bad: bytes) -> None:
    """A manifest that is not exactly as written is refused."""
    with pytest.raises(PackageError):
        decode_manifest(bad)


def test_a_file_name_cannot_forge_a_line() -> None:
    """A line break in a file name would make a second line of it."""
    with pytest.raises(PackageError, match="line break"):
        encode_manifest({"a\nb": "0" * 64})


def test_a_comparison_names_changed_missing_and_added() -> None:
    """Each file that differs is told with how."""
    found = compare({"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "9", "d": "4"})
    assert found == {"b": "was changed: its SHA-256 is not the one in the manifest", "c": "is missing",
                     "d": "was added: it is not in the manifest"}


def test_the_record_hash_leaves_out_the_reports() -> None:
    """The record hash is known before the reports exist, so they can carry it."""
    hashes = {"run.json": "1" * 64}
    made = {"report.pdf": "2" * 64, "report.html": "3" * 64, "summary.pdf": "4" * 64}
    assert record_hash(hashes | made) == record_hash(hashes)
    assert record_hash(hashes | {"volumes/volume-01.pdf": "5" * 64}) != record_hash(hashes)
    assert record_hash(hashes) != record_hash({"run.json": "4" * 64})
