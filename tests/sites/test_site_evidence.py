"""What a run of the store leaves as evidence: photos, and events that hold in every form."""

import hashlib
import json

from linebench.content import library
from linebench.epcis.convert import FORMS, written
from linebench.epcis.hashing import event_hash
from linebench.epcis.model import Document
from linebench.epcis.reading import read
from linebench.records.codec import read_blocks
from linebench.records.store import PhotoTaken
from tests.sites.warehouse import Warehouse


def test_photos_lie_with_the_attempt_and_are_sealed_with_it(linebench, tmp_path):
    """The file has the hash that the journal states, and the package verifies."""
    feature = library() / "features" / "oq" / "site" / "exceptions.feature"
    done = linebench("run", feature, "-m", "OQ-L3-041", "--out", "package")
    assert done.code == 0, done.out + done.err
    attempt = tmp_path / "package" / "attempts" / "OQ-L3-041"
    photos = [record for block in read_blocks((attempt / "journal.zst").read_bytes()) for record in block.records
              if isinstance(record, PhotoTaken)]
    kept = [hashlib.sha256((attempt / "attachments" / photo.file).read_bytes()).hexdigest() for photo in photos]
    assert (len(photos), kept) == (1, [photo.sha256 for photo in photos])
    assert linebench("verify", "package").code == 0


def test_what_people_report_keeps_in_every_form():
    """JSON, XML 2.0 and XML 1.2 give the same events back: photos, error declarations and delivery notes too."""
    house = Warehouse(relabel="new serial")
    case = house.store.cases[0]
    house.now(house.store.damage, case.inside[1])
    house.resolve("damaged label", case, pack=case.inside[1])
    wrong, _, right = case.inside
    house.resolve("sample", wrong, pack=right)
    house.resolve("correction", wrong, other=right, reason="incorrect_data")
    house.resolve("shipping", house.store.pallets[1], note="DN-1")
    events = tuple(event for capture in house.captures for event in capture.events)
    assert any(event.error_declaration for event in events)
    assert any(event.biz_transaction_list for event in events)
    document = Document(version="2.0", created="2026-01-05T06:00:00Z", events=events)
    hashes = [event_hash(event) for event in events]
    for form in FORMS:
        again = read(written(document, form)).events
        assert [event_hash(event) for event in again] == hashes
        assert [event.extensions for event in again] == [event.extensions for event in events]


def test_the_desk_is_where_the_site_server_is(linebench, tmp_path):
    """L3 in a process of its own, which is killed while a pack is replaced: the clerk goes on where they stood."""
    stack = (library() / "scenarios" / "stacks" / "enterprise.toml").read_text(encoding="utf-8")
    (tmp_path / "apart.toml").write_text(f'{stack}\n[[seat]]\nid = "l3"\nprocess = true\n', encoding="utf-8")
    feature = library() / "features" / "oq" / "site" / "exceptions.feature"
    done = linebench("run", feature, "--stack", "apart.toml", "-m", "OQ-L3-038", "--out", "package")
    assert done.code == 0, done.out + done.err
    messages = (tmp_path / "package" / "attempts" / "OQ-L3-038" / "attachments" / "site-messages.jsonl")
    said = [json.loads(line) for line in messages.read_text(encoding="utf-8").splitlines()]
    assert [each["step"] for each in said if each["message"] == "ask"] == [
        "old", "reason", "photo", "photo", "new", "swap"]
