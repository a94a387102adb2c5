"""A run on wires: bytes, addresses and lateness are evidence; no defect is planted beside what is real."""

import json
import re

import pytest
from tests.wire.stream.pcapng import blocks, packets

CASE, ATTEMPT = ("-m", "OQ-L1-008", "-k", "nominal"), "OQ-L1-008-nominal"


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """One case with L2 and L3 in processes, in granted time."""
    from linebench.cli import main  # noqa: PLC0415  # as the command line has it

    folder = tmp_path_factory.mktemp("runs") / "wired"
    assert main(["run", "oq", *CASE, "--stack", "stacks/wired.toml", "--out", str(folder)]) == 0
    return folder


def audit(folder):
    return [json.loads(line) for line in (folder / "audit.jsonl").read_text(encoding="utf-8").splitlines()]


def test_the_bytes_of_every_wire_are_kept_and_can_be_read(package):
    """Each file is a whole pcapng with packets in the order of time; what was printed can be read in it."""
    files = {path.name: path.read_bytes() for path in (package / "attempts" / ATTEMPT / "captures").iterdir()}
    assert {"l2-printer.pcapng", "l2-camera.pcapng", "l2-l1.pcapng", "l2-l3.pcapng", "l3-l2.pcapng"} <= set(files)
    for name, data in files.items():
        assert [kind for kind, _ in blocks(data)[:2]] == [0x0A0D0D0A, 1], name
        times = [t for t, _ in packets(data)]
        assert times == sorted(times), name
        assert times, name
    listed = json.loads((package / "attempts" / ATTEMPT / "attempt.json").read_bytes())["captures"]
    assert sorted(each["file"] for each in listed) == sorted(files)
    assert all(not (each["left_out"] or each["problem"]) for each in listed)


def test_captures_are_in_manifest_audit_trail_and_report(package):
    """They are hashed twice, and the attempt names them."""
    name = f"attempts/{ATTEMPT}/captures/l2-printer.pcapng"
    assert f"  {name}\n" in (package / "manifest-sha256.txt").read_text(encoding="utf-8")
    assert [event["action"] for event in audit(package) if event["object"] == name] == ["captured"]
    assert "l2-printer.pcapng" in (package / "report.html").read_text(encoding="utf-8")


def test_one_changed_byte_of_a_capture_is_found_and_named(package, linebench):
    """The file is named and the exit code is 1; put back, the package is whole again."""
    path = package / "attempts" / ATTEMPT / "captures" / "l2-camera.pcapng"
    clean = path.read_bytes()
    path.write_bytes(clean[:200] + bytes([clean[200] ^ 1]) + clean[201:])
    done = linebench("verify", package)
    path.write_bytes(clean)
    assert done.code == 1
    assert f"problem: attempts/{ATTEMPT}/captures/l2-camera.pcapng: was changed" in done.out
    assert linebench("verify", package).code == 0


def test_addresses_are_in_the_audit_trail_and_nowhere_else(package):
    """Where each wire was served is told once; journals, reports and JSON hold no address."""
    served = {event["object"]: event["reason"] for event in audit(package) if event["action"] == "wire served"}
    assert re.fullmatch(r"printer-1: codenet, profile deep: codenet at 127\.0\.0\.1:\d+", served["l2-printer"])
    others = [path for path in package.rglob("*") if path.suffix in (".json", ".xml", ".html", ".csv")]
    assert not [path.name for path in others if b"127.0.0.1:" in path.read_bytes()]


def test_captures_can_be_switched_off(linebench, tmp_path):
    """Nothing is kept then, and nothing else changes."""
    done = linebench("run", "oq", *CASE, "--stack", "stacks/wired.toml",
                     "--set", "stack.captures=false", "--out", "out")
    assert done.code == 0
    assert not (tmp_path / "out" / "attempts" / ATTEMPT / "captures").exists()


def test_defects_are_not_planted_beside_what_is_real(linebench, tmp_path):
    """One sentence, beside that on what the stack does not allow; exit code 2, and nothing was written."""
    done = linebench("run", "oq", *CASE, "--stack", "stacks/open.toml", "--mutant",
                     "l1-ignores-missing-verdict", "--out", "out")
    assert (done.code, done.out, (tmp_path / "out").exists()) == (2, "", False)
    assert done.err.splitlines()[1:] == [
        ("found planted defect l1-ignores-missing-verdict beside a real l2; expected no --mutant "
         "where something real is under test"), "linebench: 2 problems; nothing was run"]


def test_by_the_wall_the_verdict_depends_on_what_was_measured(linebench, tmp_path):
    """One case four times as fast as the wall: lateness is evidence; verification agrees with the verdict."""
    linebench("run", "oq", "-m", "OQ-L1-034", "-k", "nominal", "--stack", "stacks/wired.toml",
              "--set", "pace=real:4", "--out", "out")
    folder = tmp_path / "out"
    late = json.loads((folder / "attempts" / "OQ-L1-034-nominal" / "lateness.json").read_bytes())
    said = json.loads((folder / "verdicts.json").read_bytes())["attempts"][0]
    assert sum(count for _, count in late["bins"]) == late["events"] > 0
    assert said["lateness"] == {name: late[name] for name in ("events", "p50", "p99", "worst")}
    assert said["uncertainty_us"] == max(late["worst"], late["stall"]) + sum(
        late[part] for part in ("polling", "clock", "processor"))
    assert [event["action"] for event in audit(folder) if event["object"].endswith("lateness.json")] == [
        "lateness measured"]
    assert linebench("verify", "out").code == 0
