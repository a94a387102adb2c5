"""Over sockets: clients of others, a program that tries everything which the descriptions say, and a whole line."""

import json

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import load_all_checks
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from linebench.wire.emvs.description import description as emvs_description
from linebench.wire.emvs.profile import EmvsProfile
from linebench.wire.vrs.description import description as vrs_description
from linebench.wire.vrs.profile import VrsProfile
from tests.stack.l4.desk import Desk
from tests.wire.verification.kit import EXPIRY, GTIN, HERE, LOT, served

LIMIT_S = 30
SCHEMAS = {"vrs": schemathesis.openapi.from_dict(json.loads(vrs_description(VrsProfile()))),
           "emvs": schemathesis.openapi.from_dict(json.loads(emvs_description(EmvsProfile())))}
OPERATIONS = {(face, each.ok().label): each.ok() for face, schema in SCHEMAS.items()
              for each in schema.get_all_operations()}
CASES = [(face, label, mode) for face, label in sorted(OPERATIONS) for mode in GenerationMode]
KNOWN = {"gtin": GTIN, "serial": "A", "lot": LOT, "batch": LOT}
load_all_checks()


@pytest.fixture(scope="module")
def addresses():
    """A face of each kind, with an enterprise behind it."""
    with served("vrs", Desk().stock()) as vrs, served("emvs", Desk().stock()) as emvs:
        yield {"vrs": vrs, "emvs": emvs}


def test_a_client_of_others(addresses):
    """httpx: a question each, refusals, and what the description says, on one connection."""
    target = f"/verify/gtin/{GTIN}/lot/{LOT}/ser/A?exp={EXPIRY}&reqGLN={HERE}"
    with httpx.Client(base_url=addresses["vrs"], timeout=LIMIT_S) as client:
        assert client.get(target).json()["data"] == {"verified": True}
        assert client.head(target).content == b""
        assert client.get("/openapi.json").json()["info"]["title"] == "Verification of packs"
        assert client.post(target).status_code == 405
    place = {"location": HERE}
    with httpx.Client(base_url=addresses["emvs"], timeout=LIMIT_S, params=place) as client:
        assert client.get(f"/product/GTIN/{GTIN}/pack/B").json()["operationCode"] == "NMVS_SUCCESS"
        supplied = client.patch(f"/product/GTIN/{GTIN}/pack/B", json={"state": "SUPPLIED"}).json()
        several = client.post("/packs", json={"packs": [{"gtin": GTIN, "serial": "B"}] * 40}).json()["results"]
        assert (supplied["state"], [each["alert"] for each in several]) == ("SUPPLIED", ["A7"] * 40)
        assert client.patch(f"/product/GTIN/{GTIN}/batch/X", json={"recalled": True}).status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize(("face", "label", "mode"), CASES)
def test_a_program_of_others_finds_what_is_described(addresses, face, label, mode):
    """schemathesis: every answer has a status and a form that the description has, whatever is asked.

    That all which fits is taken cannot be asked: check digits and days of months are beyond a schema; nor that all
    is refused which does not, for names behind the question mark that nobody knows harm nobody.
    """
    @given(case=OPERATIONS[face, label].as_strategy(generation_mode=mode), known=st.booleans())
    @settings(max_examples=8, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    def tried(case, known):
        if known:
            case.path_parameters = {name: KNOWN.get(name, value) for name, value in case.path_parameters.items()}
            case.query = {**(case.query or {}), "location" if face == "emvs" else "reqGLN": HERE}
        case.call_and_validate(base_url=addresses[face], timeout=LIMIT_S,
                               excluded_checks=[positive_data_acceptance, negative_data_rejection])

    tried()
