from types import SimpleNamespace

import pytest
from asyncua import ua
from asyncua.common.utils import Buffer
from asyncua.ua.ua_binary import variant_from_binary, variant_to_binary

from linebench.wire.opcua.typebuilder import TypeSpace
from linebench.wire.opcua.types import SPECIFICATIONS
from tests.wire.opcua.nodesets import FILES, Model, install
from tests.wire.opcua.running import open_server

KINDS = {"O": "ObjectType", "V": "VariableType", "D": "DataType", "R": "ReferenceType", "I": "Object",
         "o": "Object", "v": "Variable", "p": "Variable", "m": "Method"}
RULES = {78: "M", 80: "O", 11508: "OP", 11510: "MP", 83: "E"}
PUBLISHED = [each for each in SPECIFICATIONS.values() if each.name in FILES]
"""The package has no NodeSet of OPEN-SCS: that table is compared with nothing."""
CHILDREN = ("HasComponent", "HasProperty", "Organizes", "HasOrderedComponent", "HasAddIn")


@pytest.fixture(scope="module")
def model():
    folder = install()
    if folder is None:
        pytest.skip("the NodeSets cannot be installed here: npm or the network is missing")
    return Model(folder, {each.name: each.uri for each in SPECIFICATIONS.values()})


@pytest.fixture(scope="module")
def built(run):
    """A server with every specification, as it answers to itself."""
    server = open_server("types")

    async def build():
        await server.build()
        space = TypeSpace(server)
        await space.add(*SPECIFICATIONS)
        return space

    return SimpleNamespace(server=server, space=run(build()))


def cases():
    return [pytest.param(each, name, id=f"{each.name}.{name}") for each in PUBLISHED for name in each.types]


def resolver(built):
    index = {built.space.index(name): name for name in (*SPECIFICATIONS, "0")}
    return lambda node: (index[node.NamespaceIndex], node.Identifier)


def references(built, node, forward=True):
    space = built.server.core.aspace
    fact = resolver(built)

    def named(reference):
        return space[reference].attributes[ua.AttributeIds.BrowseName].value.Value.Value.Name

    return [(named(each.ReferenceTypeId), fact(each.NodeId)) for each in space[node].references
            if each.IsForward == forward]


def read(built, node, attribute):
    value = built.server.core.aspace[node].attributes.get(attribute)
    return value.value.Value.Value if value is not None else None


def stated(built, row_id, specification):
    """What our server says of one node."""
    fact, node = resolver(built), ua.NodeId(row_id, built.space.index(specification))
    name = read(built, node, ua.AttributeIds.BrowseName)
    data = read(built, node, ua.AttributeIds.DataType)
    out = references(built, node)
    return {
        "class": ua.NodeClass(read(built, node, ua.AttributeIds.NodeClass)).name,
        "name": (fact(ua.NodeId(0, name.NamespaceIndex))[0], name.Name),
        "data type": fact(data) if data else None,
        "rank": read(built, node, ua.AttributeIds.ValueRank),
        "rule": [RULES[target[1]] for name, target in out if name == "HasModellingRule"],
        "type": [target for name, target in out if name == "HasTypeDefinition"],
        "parents": sorted(references(built, node, forward=False)),
    }


def published(model, row_id, specification, known):
    """The same as the NodeSet says it, as far as its other ends are in our tables."""
    fact = model.facts[specification, row_id]
    has_value = fact.kind in ("Variable", "VariableType")
    return {
        "class": fact.kind, "name": fact.name,
        "data type": fact.data_type if has_value else None, "rank": fact.rank if has_value else None,
        "rule": [RULES[target[1]] for target in fact.targets("HasModellingRule")],
        "type": fact.targets("HasTypeDefinition"),
        "parents": sorted(each for each in fact.into if each[1] in known),
    }


def known_nodes():
    known = set()
    for each in SPECIFICATIONS.values():
        for row in each.types.values():
            known |= {(each.name, row.id)} | {(each.name, entry.id) for entry in row.rows}
    return known


KNOWN = known_nodes()


@pytest.mark.parametrize("specification", PUBLISHED, ids=lambda each: each.name)
def test_version_and_date_are_the_published_ones(model, specification):
    """The table names the model that it was checked with."""
    assert model.versions[specification.name] == (specification.version, specification.date)


@pytest.mark.parametrize(("specification", "name"), cases())
def test_every_declaration_is_as_published(model, built, specification, name):
    """NodeId, browse name, class, data type, rank, modelling rule, type definition and place of each."""
    row = specification.types[name]
    ours = {entry.path: stated(built, entry.id, specification.name) for entry in row.rows}
    theirs = {entry.path: published(model, entry.id, specification.name, KNOWN) for entry in row.rows}
    assert ours == theirs


@pytest.mark.parametrize(("specification", "name"), cases())
def test_every_type_is_as_published(model, built, specification, name):
    """The type itself: class, name, base, abstractness and, of variables, the value's type."""
    row = specification.types[name]
    node = ua.NodeId(row.id, built.space.index(specification.name))
    fact = model.facts[specification.name, row.id]
    bases = [source for reference, source in references(built, node, forward=False)
             if reference in ("HasSubtype", "Organizes")]
    ours = stated(built, row.id, specification.name)
    assert {**ours, "abstract": bool(read(built, node, ua.AttributeIds.IsAbstract)), "base": bases,
            "parents": 0} == {
        **published(model, row.id, specification.name, KNOWN), "abstract": fact.abstract,
        "base": [source for reference, source in fact.into if reference in ("HasSubtype", "Organizes")],
        "parents": 0}


@pytest.mark.parametrize(("specification", "name"), [
    # what else a NodeSet puts into a folder of its own is not the folder's
    each for each in cases() if each.values[0].types[each.values[1]].kind != "I"])
def test_no_member_is_left_out(model, specification, name):
    """Each member that the NodeSet declares directly on a type is in its table."""
    row = specification.types[name]
    fact = model.facts[specification.name, row.id]
    ours = {entry.id for entry in row.rows}
    members = {target for reference, target in fact.out
               if target in model.facts and model.facts[target].kind in ("Object", "Variable", "Method")
               and reference not in ("HasModellingRule", "HasTypeDefinition", "HasEncoding", "ConnectsTo")
               and target[0] == specification.name}
    assert {number for _, number in members} - ours == set()


@pytest.mark.parametrize(("specification", "name"), [
    each for each in cases() if each.values[0].types[each.values[1]].kind == "D"])
def test_fields_and_words_are_as_published(model, built, specification, name):
    """A structure's own fields with type, rank and whether optional; an enumeration's words; the encoding."""
    row, space = specification.types[name], built.space
    fact, node = resolver(built), space.node(f"{specification.name}.{name}")
    theirs = model.facts[specification.name, row.id]
    encodings = [target for target in theirs.targets("HasEncoding")
                 if model.facts[target].name[1] == "Default Binary"]
    definition = read(built, node, ua.AttributeIds.DataTypeDefinition)
    if isinstance(definition, ua.EnumDefinition):
        assert [(each.Name, each.Value) for each in definition.Fields] == [
            (field[0], int(field[4])) for field in theirs.fields]
        return
    own = [(each.Name, fact(each.DataType), each.ValueRank, each.IsOptional)
           for each in (definition.Fields[-len(row.fields):] if row.fields else [])]
    assert (own, row.union, [fact(definition.DefaultEncodingId)] if definition else []) == (
        [field[:4] for field in theirs.fields], theirs.union, encodings)


@pytest.mark.parametrize(("specification", "name"), cases())
def test_arguments_numbers_and_references_are_as_published(model, built, specification, name):
    """Arguments of methods, numbers of states and transitions, and what leads from where to where."""
    row = specification.types[name]
    fact = resolver(built)
    for entry in row.rows:
        theirs = model.facts[specification.name, entry.id]
        node = ua.NodeId(entry.id, built.space.index(specification.name))
        value = read(built, node, ua.AttributeIds.Value) if entry.kind in "vp" else None
        if entry.arguments is not None:
            assert [(each.Name, fact(each.DataType), each.ValueRank) for each in value] == theirs.arguments
        if entry.name in ("0:StateNumber", "0:TransitionNumber"):
            assert value == (int(theirs.number) if theirs.number is not None else None)
        ours = {each for each in references(built, node)
                if each[0] in ("FromState", "ToState", "HasCause", "HasEffect", "HasSubStateMachine")}
        assert ours == {each for each in theirs.out
                        if each[0] in ("FromState", "ToState", "HasCause", "HasEffect", "HasSubStateMachine")}


def test_inherited_fields_come_first(built):
    """OpticalScanResult travels with the fields of ScanResult before its own; on the wire it is what it was."""
    made = built.space.make
    result = made("AutoID.OpticalScanResult", CodeType="GS1", Grade=3.5, Symbology="]d2",
                  ScanData=made("AutoID.ScanData", Encoding=2, Value="0104"))
    definition = read(built, built.space.node("AutoID.OpticalScanResult"), ua.AttributeIds.DataTypeDefinition)
    assert [each.Name for each in definition.Fields] == [
        "CodeType", "ScanData", "Timestamp", "Location", "Grade", "Position", "Symbology", "ImageId"]
    again = variant_from_binary(Buffer(variant_to_binary(ua.Variant(result))))
    assert again.Value == result
