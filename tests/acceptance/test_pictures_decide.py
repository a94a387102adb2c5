"""The protocols hold when every pack is drawn, decoded and read instead of being looked up in a table."""

import json

import pytest


@pytest.mark.slow
@pytest.mark.parametrize("chosen", [("oq/codes.feature", "-m", "OQ-L1-001 or OQ-L1-003"),
                                    pytest.param(("oq",), marks=pytest.mark.nightly)], ids=["some", "all"])
def test_the_protocols_pass_with_pictures(linebench, tmp_path, chosen):
    """By day some on codes, by night all; the journals are not those of the model: pictures decided."""
    words = ("run", *chosen, "--scenario", "carton-line", "--seed", 7, "--json", "-n", 2)
    pictures = linebench(*words, "--set", "fidelity=image", "--out", tmp_path / "pictures")
    totals = json.loads(pictures.out)["totals"]
    assert (pictures.code, pictures.err, totals["pass"]) == (0, "", totals["planned"])
    opened = json.loads((tmp_path / "pictures" / "run.json").read_text(encoding="utf-8"))
    assert "fidelity=image" in json.dumps(opened)


@pytest.mark.slow
def test_clogging_nozzles_show_before_they_cost_packs(linebench, tmp_path):
    """The grade falls before the first reject, and the report draws it."""
    ran = linebench("run", "oq", "-m", "OQ-L1-910", "--seed", 3, "--out", tmp_path / "drift")
    assert ran.code == 0
    report = (tmp_path / "drift" / "report.html").read_text(encoding="utf-8")
    assert "Grade of each print (ISO/IEC 15415), and rejected packs" in report
    assert "first reject: pack" in report
