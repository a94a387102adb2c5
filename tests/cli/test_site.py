"""``linebench site``: histories of site servers out of stores, into stores, and against each other."""

import json
import re
import shlex

import pytest
from tests.stack.site_history import GTIN, batch, kept

from linebench.content import library
from linebench.ports.l3 import OrderRequest, SerialRequest
from linebench.wiring.store import LastingStore, kept_in


@pytest.fixture
def plant(tmp_path):
    """The store of a site server in a folder of its own; returns the folder."""
    def make(name, store):
        (tmp_path / name).mkdir()
        lasting = LastingStore(tmp_path / name / "l3.sqlite")
        for key, value in store.items():
            lasting[key] = value
        lasting.commit()
        lasting.close()
        return name

    return make


def test_what_is_handed_over_is_taken_over(linebench, plant, tmp_path):
    """From one store by way of a document into another, which then keeps the same."""
    store = kept(*batch())
    plant("old", store)
    said = linebench("site", "export", "old", "site.json", "--site", "plant 1")
    assert (said.code, said.out, said.err) == (0, "all that old/l3.sqlite keeps is in site.json\n", "")
    said = linebench("site", "import", "site.json", "new")
    assert (said.code, said.out) == (0, "new/l3.sqlite begins with what site plant 1 handed over\n")
    assert list(kept_in(tmp_path / "new" / "l3.sqlite").items()) == list(store.items())


def test_a_store_is_read_while_its_process_writes(here, plant, tmp_path):
    """What is committed is in the document, and nothing else."""
    plant("old", kept(*batch()))
    running = LastingStore(tmp_path / "old" / "l3.sqlite")
    running["last"] = 4
    assert here("site", "export", "old", "site.json").code == 0
    running.close()
    document = json.loads((tmp_path / "site.json").read_text(encoding="utf-8"))
    assert (document["site"], document["facts"]["last"], document["facts"]["serials"]) == ("old", 3, {GTIN: 5})


def test_sites_are_compared(here, plant):
    """Exit code 1 when they contradict each other, with a line for each conflict; 0 when not."""
    plant("one", kept(*batch()))
    plant("other", kept(OrderRequest("A1"), SerialRequest(1, "A1", GTIN, 3), drawn="xcb"))
    for name in ("one", "other"):
        here("site", "export", name, f"{name}.json")
    said = here("site", "compare", "one.json", "other.json")
    assert said.code == 1
    assert said.out == (f"one.json and other.json: serial given out twice: {GTIN}: b, c; block these serials at "
                        "one site\n1 conflict\n")
    told = here("site", "compare", "one.json", "other.json", "--json")
    assert [each["kind"] for each in json.loads(told.out)["conflicts"]] == ["serial given out twice"]
    alone = here("site", "compare", "one.json")
    assert (alone.code, alone.out) == (0, "no conflict\n")


def test_a_history_that_contradicts_itself_is_not_taken_over(here, plant, tmp_path):
    """The conflict is named, and no store is made."""
    store = kept(*batch())
    del store["document:2"]
    plant("old", store)
    here("site", "export", "old", "site.json")
    said = here("site", "import", "site.json", "new")
    assert (said.code, said.out.partition(";")[0]) == (1, "site.json: gap in documents: 2 of 1 to 3 are missing")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(("words", "named"), [
    ("export nowhere out.json", "nowhere/l3.sqlite: found no store"),
    ("export text.txt out.json", "text.txt: found what is no store"),
    ("import site.json old", "old/l3.sqlite: found a store; expected none"),
    ("import text.txt new", "text.txt: found what is no handover"),
    ("compare site.json text.txt", "text.txt: found what is no handover"),
    ("compare nothing.json", "nothing.json"),
    ("compare changed.json", "changed.json: sha256"),
])
def test_bad_input_is_one_sentence(here, plant, tmp_path, words, named):
    """Which file, what was found and what was expected; exit code 2."""
    plant("old", kept(*batch()))
    here("site", "export", "old", "site.json")
    text = (tmp_path / "site.json").read_text(encoding="utf-8")
    (tmp_path / "changed.json").write_text(text.replace("LOT1", "LOT9"), encoding="utf-8")
    (tmp_path / "text.txt").write_text("no store", encoding="utf-8")
    said = here("site", *shlex.split(words))
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert named in said.err


def test_what_the_page_says_one_types_works(here, plant):
    """The commands of the page on the site's protocols, with stores as they lie there."""
    page = (library() / "features" / "oq" / "site" / "README.md").read_text(encoding="utf-8")
    typed = [shlex.split(line)[1:] for line in re.findall(r"^    (linebench site .*)$", page, re.MULTILINE)]
    assert [words[1] for words in typed] == ["export", "import", "compare"]
    plant("old-store", kept(*batch()))
    plant("north", kept(OrderRequest("A1"), drawn=""))
    here("site", "export", "north", "north.json")
    assert [here(*words).code for words in typed] == [0, 0, 0]
