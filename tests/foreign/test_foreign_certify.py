"""A controller of another maker is certified by its stack file alone; a defect of it is told by its statement."""

import msgspec
import pytest

from linebench.cli import main
from linebench.evidence.statement.model import Statement
from tests.foreign.site import copied

pytestmark = [pytest.mark.slow, pytest.mark.nightly]

PROFILE = """\
id = "lost-answers"
title = "Answers of the camera that are lost"
revision = "1"
level = "l2"
covers = "No verdict is shifted to another pack."
[[group]]
id = "camera"
title = "Camera"
required = ["OQ-L1-024"]
"""


def certify(folder, fault=""):
    """Return the statement on the product with this defect, and the exit code."""
    profiles = folder / "features" / "profiles"
    profiles.mkdir(parents=True)
    (profiles / "lost-answers.toml").write_text(PROFILE, encoding="utf-8", newline="\n")
    (folder / "site").mkdir()
    stack = copied(folder / "site", fault)
    code = main(["certify", "lost-answers", "--stack", str(stack), "--content", str(folder), "--seed", "7",
                 "--out", str(folder / "out")])
    assert main(["verify", str(folder / "out")]) == 0
    return msgspec.json.decode((folder / "out" / "statement.json").read_bytes(), type=Statement), code


def test_a_product_tells_its_version_and_conforms(tmp_path):
    """On a computer too busy to measure times it conforms with that exception."""
    one, code = certify(tmp_path)
    assert (one.seat.nature, one.told.answer, one.told.agrees) == ("real", "Beispiel Anlagenbau LK-200 4.1", True)
    assert (one.result, code) in {("conforms", 0), ("conforms with exceptions", 4)}
    assert one.sentence.startswith("Beispiel Anlagenbau LK-200 4.1 conforms to the profile “Answers of the camera")
    assert not any("emulation" in remark for remark in one.remarks)


def test_a_product_that_counts_the_cameras_lines_does_not_conform(tmp_path):
    """And the case is named."""
    one, code = certify(tmp_path, "versatz")
    assert (one.result, code) == ("does not conform", 1)
    assert one.sentence.endswith("(lost-answers, revision 1): OQ-L1-024.")
