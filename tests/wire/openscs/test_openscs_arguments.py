import pytest
from asyncua import ua

from tests.wire.openscs.running import METHODS, PACKS, count, structure, structures, text


def bad(place, number):
    return ["BadOutOfRange" if each == place else "Good" for each in range(number)]


@pytest.mark.parametrize("method", METHODS)
def test_arguments_are_counted_and_typed(run, bench, method):
    """One too few, one too many, each of a wrong type; the owner hears nothing."""
    right = bench.arguments(method)
    wrong = ua.Variant(1.5, ua.VariantType.Double)
    assert run(bench.call(method, right[:-1])) == ("BadArgumentsMissing", [], [])
    assert run(bench.call(method, [*right, text("more")])) == ("BadTooManyArguments", [], [])
    for place in range(len(right)):
        codes = ["BadTypeMismatch" if each == place else "Good" for each in range(len(right))]
        assert run(bench.call(method, [*right[:place], wrong, *right[place + 1:]])) == (
            "BadInvalidArgument", codes, [])
    assert bench.pool.heard == []


@pytest.mark.parametrize(("place", "given"), [
    (1, lambda _: count(0)), (1, lambda _: count(1001)), (3, lambda bench: structures(bench.pairs([("", "x")]))),
])
def test_a_draw_that_cannot_be_meant(run, bench, place, given):
    """No number, too many, a criterion without a name."""
    arguments = bench.arguments("SNRequestAllocated")
    arguments[place] = given(bench)
    assert run(bench.call("SNRequestAllocated", arguments)) == ("BadInvalidArgument", bad(place, 5), [])


@pytest.mark.parametrize(("method", "most"), [("SNReturnAllocated", 900), ("SNtoAllocated", 800),
                                              ("SNInvalidatingEvent", 700), ("SIDShippingEvent", 700)])
@pytest.mark.parametrize("serials", [[], ["S0001", "S0001"], ["S0001", ""], "many"])
def test_a_collection_that_cannot_be_meant(run, bench, method, most, serials):
    """Empty, twice the same, an empty serial, or more than the property says."""
    given = [f"S{number:04}" for number in range(most + 1)] if serials == "many" else serials
    assert run(bench.call(method, bench.arguments(method, given))) == ("BadInvalidArgument", bad(0, 3), [])
    assert bench.pool.heard == []
    if serials == "many":
        assert run(bench.call(method, bench.arguments(method, given[1:])))[0] == "Good"


def test_a_state_that_is_none(run, bench):
    """The enumeration ends at 11."""
    arguments = bench.arguments("SNReturnAllocated")
    arguments[0] = structure(bench.collection(["S0001"], state=12))
    assert run(bench.call("SNReturnAllocated", arguments)) == ("BadInvalidArgument", bad(0, 3), [])


@pytest.mark.parametrize("elements", [
    [], [("", ["S0001"])], [("C-1", ["S0001"]), ("C-1", ["S0002"])], [("C-1", ["S0001"]), ("C-2", ["S0001"])],
    [("C-1", ["C-1"])], [(f"C-{number}", [f"S{number:04}"]) for number in range(61)],
])
def test_a_packing_that_cannot_be_meant(run, bench, elements):
    """None, no name, twice the same container or content, a container in itself, too many."""
    arguments = bench.arguments(PACKS[0])
    arguments[0] = structures([bench.element(*each) for each in elements])
    assert run(bench.call(PACKS[0], arguments)) == ("BadInvalidArgument", bad(0, 4), [])


def test_labels_and_serials_belong_together_one_by_one(run, bench):
    """Fewer labels than serials are none of them."""
    labels = bench.labels(["S0001"])
    labels.SerialNumbers = ["S0001", "S0002"]
    assert run(bench.call("LabelsEncodingEvent", [structure(labels), text("SGTIN"), structures([])])) == (
        "BadInvalidArgument", bad(0, 3), [])
