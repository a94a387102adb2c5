import pytest

from linebench.units import Duration
from linebench.wire.isa95.options import JobsOptions, read_options
from linebench.wire.isa95.places import Places
from linebench.wire.isa95.profile import JobsProfile
from linebench.wire.opcua.options import OptionsError


def test_options_as_a_stack_file_has_them():
    """Who may connect as for OPC UA; those of jobs as a table in a text."""
    found = read_options("", {"users": "mes=operator:secret", "anonymous": "nobody", "path": "/jobs",
                              "jobs": "most_orders=20, numbers=true, answer_within=2 s", "access": "user=mes"})
    assert found == JobsOptions(
        users={"mes": ("secret", "operator")}, anonymous=None, path="/jobs",
        jobs=JobsProfile(most_orders=20, numbers=True, answer_within=Duration(2_000_000)),
        access=found.access)
    assert (found.access.user, found.access.name) == ("mes", "linebench-erp")


def test_a_site_of_machinery_jobs():
    """Is a profile of its own."""
    assert read_options("machinery", {}).jobs == JobsProfile(
        machinery=True, counts={"commissioned": "GoodQuantity"}, count_as="Double")


def test_options_in_a_file(tmp_path):
    """Places and lists, which no text has room for."""
    file = tmp_path / "jobs.toml"
    file.write_text('[jobs]\nequipment = ["L1", "L2"]\n[jobs.places]\nlot = "Parameter:Chargennummer"\n',
                    encoding="utf-8")
    found = read_options("", {"file": str(file)}).jobs
    assert found == JobsProfile(equipment=("L1", "L2"), places=Places(lot="Parameter:Chargennummer"))


@pytest.mark.parametrize(("profile", "given", "found"), [
    ("other", {}, "dialect isa95 has no profile 'other'; expected one of plain, machinery"),
    ("", {"jobs": "most=5"}, "Object contains unknown field `most`"),
    ("", {"jobs": "most_orders=many"}, "most_orders"), ("", {"colour": "red"}, "unknown field `colour`"),
    ("", {"file": "nothing.toml"}, "; expected a TOML file with options of isa95"),
])
def test_what_is_no_option(profile, given, found):
    """Is told with the dialect, and what was expected."""
    with pytest.raises(OptionsError) as refused:
        read_options(profile, given)
    assert found in str(refused.value)


def test_a_place_that_is_none(tmp_path):
    """Is told with its option."""
    file = tmp_path / "jobs.toml"
    file.write_text('[jobs.places]\nlot = "Charge"\n', encoding="utf-8")
    with pytest.raises(OptionsError, match=r"profile plain: jobs.places.lot: found 'Charge'; expected one of"):
        read_options("", {"file": str(file)})
