"""A bundle holds wheels, content, licences and the list of components, always in the same bytes."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from linebench.bundle import archive
from linebench.bundle.content import Distributed
from linebench.bundle.errors import BundleError
from linebench.bundle.licences import explained, read_explained
from linebench.bundle.making import pack
from linebench.bundle.platforms import PLATFORMS
from linebench.bundle.sbom import make_sbom
from linebench.cli import main
from linebench.content import Content, ContentFile, library
from linebench.evidence.files import sha256
from tests.bundle.small import small_wheel

LIBRARY = Content((library(),))
LINUX = PLATFORMS["linux-x86_64"]
GOLDEN = Path(__file__).with_name("golden")


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    """The bench's wheel and one that it needs."""
    folder = tmp_path_factory.mktemp("wheels")
    return [small_wheel(folder, "linebench", files={"linebench/content/scenarios/a.toml": "id = 'a'\n"}),
            small_wheel(folder, "small", licence="Classifier: License :: OSI Approved :: MIT License\n")]


def test_a_bundle_holds_everything(wheels, tmp_path):
    """Every file of it, the sums of all others, the table of licences, and a lock that pip can use."""
    made = pack(wheels, tmp_path, LINUX, "3.11", LIBRARY)
    with zipfile.ZipFile(made.path) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    sums = "".join(f"{sha256(data)}  {name}\n" for name, data in sorted(files.items())
                   if name != "manifest-sha256.txt")
    hashes = [sha256(path.read_bytes()) for path in wheels]
    assert made.path.name == "linebench-0.1.0-linux-x86_64-py311.zip"
    assert list(files) == [
        "INSTALL.md", "content/scenarios/a.toml", "licences.csv", "licences/linebench-1.0/LICENSE",
        "licences/small-1.0/LICENSE", "manifest-sha256.txt", "requirements.lock", "sbom.cdx.json",
        "wheels/linebench-1.0-py3-none-any.whl", "wheels/small-1.0-py3-none-any.whl"]
    assert files["manifest-sha256.txt"].decode() == sums
    assert files["licences.csv"].decode() == (
        "name,version,licence,file,sha256\n"
        f"linebench,1.0,MIT,linebench-1.0-py3-none-any.whl,{hashes[0]}\n"
        f"small,1.0,MIT License,small-1.0-py3-none-any.whl,{hashes[1]}\n")
    assert files["requirements.lock"].decode() == (
        f"linebench==1.0 \\\n    --hash=sha256:{hashes[0]}\nsmall==1.0 \\\n    --hash=sha256:{hashes[1]}\n")


def test_equal_wheels_give_equal_bytes(wheels, tmp_path):
    """Neither the clock nor the order of the wheels is in the archive."""
    once = pack(wheels, tmp_path / "a", LINUX, "3.11", LIBRARY)
    again = pack(wheels[::-1], tmp_path / "b", LINUX, "3.11", LIBRARY)
    assert once.path.read_bytes() == again.path.read_bytes()
    assert once.sha256 == sha256(once.path.read_bytes())


def test_the_list_of_components():
    """CycloneDX 1.6, whole: expression, id and name of a licence, hashes, what needs what."""
    made = make_sbom(Distributed("linebench", "1.0", "Apache-2.0", "", "ab" * 32), (
        Distributed("small", "2.0", "MIT OR Apache-2.0", "", "cd" * 32),
        Distributed("other", "3.0", "Some words", "", "")))
    assert made == (GOLDEN / "sbom.cdx.json").read_bytes()
    assert (json.loads(made)["bomFormat"], json.loads(made)["specVersion"]) == ("CycloneDX", "1.6")


def test_a_package_without_a_licence_is_refused(tmp_path):
    """Its name and where to explain it; once explained, the table has what was stated."""
    bare = [small_wheel(tmp_path, "linebench"), small_wheel(tmp_path, "bare", licence="")]
    with pytest.raises(BundleError, match=r"no licence in the metadata of bare; .* fixtures/licences\.toml"):
        pack(bare, tmp_path / "out", LINUX, "3.11", LIBRARY)
    assert not (tmp_path / "out").exists()
    none = Distributed("bare", "1.0", "unknown", "bare.whl", "ab")
    known = read_explained(_file('[[explained]]\nname = "bare"\nlicence = "MIT"\nwhy = "LICENSE of its sources"\n'))
    assert explained([none], known) == (Distributed("bare", "1.0", "MIT", "bare.whl", "ab"),)


@pytest.mark.parametrize("text", ["[[explained", '[[explained]]\nname = "a"\n',
                                  '[[explained]]\nname = "a"\nlicence = "MIT"\nwhy = " "\n'])
def test_an_explanation_without_a_reason_is_refused(text):
    """Damaged, incomplete, or without words."""
    with pytest.raises(BundleError, match=r"licences\.toml: .*expected"):
        read_explained(_file(text))


def test_a_bundle_without_the_bench_is_refused(wheels, tmp_path):
    """The bench's own wheel is missing."""
    with pytest.raises(BundleError, match="no wheel of linebench among 1"):
        pack(wheels[1:], tmp_path, LINUX, "3.11", LIBRARY)


@pytest.mark.parametrize(("words", "said"), [
    (("--platform", "amiga"), "--platform: found 'amiga'; expected one of linux-x86_64"),
    (("--python", "2.7"), "--python: found '2.7'; expected a version such as 3."),
    (("--project", "nowhere"), "nowhere/requirements.lock: cannot be read")])
def test_wrong_words_are_refused(capsys, tmp_path, monkeypatch, words, said):
    """One message, exit 2, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    assert main(["bundle", *words]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def _file(text):
    return ContentFile("fixtures/licences.toml", Path("fixtures/licences.toml"), text, "")


def test_the_readme_names_what_is_in_a_bundle(wheels, tmp_path):
    """Its table has every file and folder of an archive, and no other."""
    room = Path(archive.__file__).parent / "README.md"
    rows = re.findall(r"^\| (`.*?) \|", room.read_text(encoding="utf-8"), re.MULTILINE)
    with zipfile.ZipFile(pack(wheels, tmp_path, LINUX, "3.11", LIBRARY).path) as made:
        heads = (name.partition("/") for name in made.namelist())
        found = {head + ("/" if rest else "") for head, _, rest in heads}
    assert {name for row in rows for name in re.findall(r"`(.*?)`", row)} == found
