"""``linebench epcis``: documents of anybody, checked, converted, hashed."""

import json

from linebench.content import library

VALID = library() / "fixtures" / "messages" / "epcis" / "valid"
INVALID = library() / "fixtures" / "messages" / "epcis" / "invalid"


def test_check_tells_sound_from_unsound(linebench):
    """A line for each file, the problems below; exit code 1 if there are any."""
    good, bad = VALID / "packing.1.2.xml", INVALID / "step-misspelt.jsonld"
    assert linebench("epcis", "check", good).out == f"{good.as_posix()}: EPCIS 1.2, 4 events, sound\n"
    done = linebench("epcis", "check", good, bad)
    assert (done.code, done.err) == (1, "")
    assert done.out.splitlines()[1:] == [
        f"{bad.as_posix()}: 1 problem",
        ("  epcisBody.eventList[0].bizStep: found 'comissioning', expected a bizStep of the CBV, "
         "such as accepting, or a URI of your own")]
    told = json.loads(linebench("epcis", "check", bad, "--json").out)
    assert len(told[bad.as_posix()]["problems"]) == 1


def test_check_of_the_order(here):
    """What events say together: nobody commissioned what is unpacked here."""
    file = VALID / "unpacking.jsonld"
    assert here("epcis", "check", file).code == 0
    done = here("epcis", "check", file, "--order")
    assert (done.code, "not-commissioned: a thing is commissioned before anything" in done.out) == (1, True)


def test_convert_there_and_back(here, tmp_path):
    """1.2 XML to JSON with links to 1.2 XML with URNs: the same hashes, and the same bytes."""
    start = VALID / "packing.1.2.xml"
    there = here("epcis", "convert", start, "--to", "json", "--identifiers", "links", "--out", "a.jsonld")
    assert (there.code, there.err) == (0, "")
    back = here("epcis", "convert", "a.jsonld", "--to", "xml-1.2", "--identifiers", "urns",
                     "--prefix-length", 7, "--out", "b.xml")
    assert (back.code, back.err) == (0, "")
    assert (tmp_path / "b.xml").read_bytes() == start.read_bytes()
    hashes = [here("epcis", "hash", file).out for file in (start, "a.jsonld", "b.xml")]
    assert hashes == [hashes[0]] * 3
    assert hashes[0].count("ni:///sha-256;") == 4


def test_the_text_that_is_hashed(here):
    """In either order."""
    file = VALID / "shipping.jsonld"
    said = [here("epcis", "hash", file, "--pre-hash", "--order", order).out for order in ("published", "text")]
    assert [text.index("sourceList") < text.index("destinationList") for text in said] == [False, True]


def test_bad_input_is_one_message(here):
    """Where, what, and what to do; exit code 2."""
    for words, says in (
            (("convert", INVALID / "no-json.jsonld", "--to", "json"), "linebench epcis check shows all"),
            (("convert", VALID / "bulk.jsonld", "--to", "pdf"), "--to: found 'pdf'; expected one of json"),
            (("convert", VALID / "bulk.jsonld", "--to", "json", "--identifiers", "urns"), "--prefix-length, 6"),
            (("hash", VALID / "bulk.jsonld", "--order", "x"), "--order: found 'x'"),
            (("check", "nowhere.json"), "nowhere.json")):
        done = here("epcis", *words)
        assert (done.code, done.out, says in done.err, done.err.count("\n")) == (2, "", True, 1), done


def test_a_document_for_a_partner_of_the_united_states(here, tmp_path):
    """From events with links to what the guideline asks for, byte for byte; the check finds what others lack."""
    known, golden = VALID.parent / "dscsa.toml", VALID / "dscsa.1.2.xml"
    here("epcis", "convert", golden, "--to", "json", "--identifiers", "links", "--out", "a.jsonld")
    done = here("epcis", "convert", "a.jsonld", "--to", "xml-1.2", "--dscsa", known, "--out", "b.xml")
    assert (done.code, done.err) == (0, "")
    assert (tmp_path / "b.xml").read_bytes() == golden.read_bytes()
    assert here("epcis", "check", "--dscsa", "--order", "b.xml").out == "b.xml: EPCIS 1.2, 4 events, sound\n"
    lacking = here("epcis", "check", "--dscsa", VALID / "shipping.1.2.xml")
    assert (lacking.code, "EPCISHeader.guidelineVersion: found nothing" in lacking.out) == (1, True)


def test_a_partner_that_is_not_known_is_one_message(here, tmp_path):
    """A file that says something else, another form, and a company nobody named: exit code 2."""
    (tmp_path / "none.toml").write_text("sender = 5\n", "utf-8")
    start = VALID / "commissioning.jsonld"
    for words, says in (
            (("--to", "xml-1.2", "--dscsa", "none.toml"), "none.toml: found Expected `object`"),
            (("--to", "json", "--dscsa", "none.toml"), "expected --dscsa FILE with --to xml-1.2")):
        done = here("epcis", "convert", start, *words)
        assert (done.code, says in done.err, "Traceback" in done.err) == (2, True, False), done
