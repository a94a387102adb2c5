"""``linebench compare``: tables, JSON and exit codes."""

import json

import pytest
from tests.twin.recorded import Once, Session
from tests.twin.sessions import print_packs


@pytest.fixture
def capture(tmp_path):
    """Write a capture of a Codenet printer; ``edit``: see ``Session``."""
    def write(**options):
        session = Session("codenet", "deep", **options)
        print_packs(session, 3)
        path = tmp_path / "printer.pcapng"
        path.write_bytes(session.capture())
        return path

    return write


def test_a_twin_gives_0(here, capture):
    """The last line says how much is equal."""
    done = here("compare", capture(), "--device", "codenet:deep", "--speed", "250 mm/s")
    last = done.out.splitlines()[-1]
    assert (done.code, last.startswith("codenet (deep): "), ", 0 different, 0 missing, 0 extra, 0 ignored" in last,
            "pitch 112.50 mm" in done.out) == (0, True, True, True), done


def test_a_difference_gives_1_and_both_frames(here, capture):
    """The table has the packet, the question and both answers; JSON has the same."""
    path = capture(edit=Once(b"A300000", b"A310000"))
    done = here("compare", path, "--device", "codenet")
    assert done.code == 1
    assert all(text in done.out for text in ("<ESC>A?<EOT>", "<ESC>A310000<EOT>", "<ESC>A300000<EOT>"))
    found = json.loads(here("compare", path, "--device", "codenet", "--json").out)
    assert (found["alike"], found["different"], [each["recorded"] for each in found["differences"]]) == (
        False, 1, ["<ESC>A310000<EOT>"])


def test_the_device_of_a_stack_file(here, capture, tmp_path):
    """Another reply form than the recorded unit has makes every acknowledgement differ."""
    (tmp_path / "site.toml").write_text('[[wire]]\nid = "l2-printer"\ndialect = "codenet"\n', encoding="utf-8")
    words = ("compare", capture(), "--stack", "site.toml", "--wire", "l2-printer")
    assert here(*words).code == 0
    assert here(*words, "--option", "identity=310000").code == 1
    assert here(*words, "--option", "identity=310000", "--ignore", "A").code == 0


@pytest.mark.parametrize(("words", "says"), [
    (("--device", "codenet", "--port", "x"), "--port: found 'x'"),
    (("--device", "codenet", "--option", "depth"), "--option: found 'depth'; expected KEY=VALUE"),
    (("--device", "codenet", "--speed", "3 kg"), "--speed: '3 kg' is no speed"),
    (("--device", "codenet", "--ignore", "["), "--ignore '['"),
    ((), "expected either --device NAME, or --stack FILE with --wire WIRE"),
    (("--wire", "l2-printer"), "expected either --device NAME"),
    (("--device", "codnet"), "--device: found 'codnet'"),
])
def test_bad_words_give_2_and_one_message(here, capture, words, says):
    """Nothing is printed but what is wrong."""
    done = here("compare", capture(), *words)
    assert (done.code, done.out, done.err.startswith(f"linebench: {says}")) == (2, "", True), done
    assert len(done.err.splitlines()) == 1


def test_bad_files_give_2_and_the_place(here, tmp_path):
    """A file that is none, and one that is no capture."""
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n")
    found = [here("compare", tmp_path / name, "--device", "codenet") for name in ("photo.png", "absent.pcap")]
    assert [done.code for done in found] == [2, 2]
    assert "photo.png: byte 0: found 89 50 4e 47; expected the beginning of a pcap" in found[0].err
    assert "absent.pcap: No such file or directory" in found[1].err
