"""Payloads of every form, for property tests, and what only the standard's own description can say of them.

``FOREIGN`` is the payload's form for the protobuf library, written down here once more from the specification: an
independent reader and writer of the same bytes.
"""

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from hypothesis import strategies as st

from linebench.wire.sparkplug import values as of

_F = descriptor_pb2.FieldDescriptorProto
_TYPES = {"u32": _F.TYPE_UINT32, "u64": _F.TYPE_UINT64, "flag": _F.TYPE_BOOL, "text": _F.TYPE_STRING,
          "bytes": _F.TYPE_BYTES, "float": _F.TYPE_FLOAT, "double": _F.TYPE_DOUBLE}
_VALUE = "int_value:u32 long_value:u64 float_value:float double_value:double boolean_value:flag string_value:text"


def _values(first, *more):
    return " ".join(f"{first + at}={each}?" for at, each in enumerate((*_VALUE.split(), *more)))


_FORMS = {
    "Payload": "1=timestamp:u64 2=metrics:Metric* 3=seq:u64 4=uuid:text 5=body:bytes",
    "Metric": "1=name:text 2=alias:u64 3=timestamp:u64 4=datatype:u32 5=is_historical:flag 6=is_transient:flag "
              "7=is_null:flag 8=metadata:MetaData 9=properties:PropertySet "
              + _values(10, "bytes_value:bytes", "dataset_value:DataSet", "template_value:Template"),
    "MetaData": "1=is_multi_part:flag 2=content_type:text 3=size:u64 4=seq:u64 5=file_name:text 6=file_type:text "
                "7=md5:text 8=description:text",
    "PropertySet": "1=keys:text* 2=values:PropertyValue*",
    "PropertyValue": "1=type:u32 2=is_null:flag "
                     + _values(3, "propertyset_value:PropertySet", "propertysets_value:PropertySetList"),
    "PropertySetList": "1=propertyset:PropertySet*",
    "DataSet": "1=num_of_columns:u64 2=columns:text* 3=types:u32* 4=rows:Row*",
    "Row": "1=elements:DataSetValue*",
    "DataSetValue": _values(1),
    "Template": "1=version:text 2=metrics:Metric* 3=parameters:Parameter* 4=template_ref:text 5=is_definition:flag",
    "Parameter": "1=name:text 2=type:u32 " + _values(3),
}


def _foreign():
    file = descriptor_pb2.FileDescriptorProto(name="form.proto", package="form", syntax="proto2")
    for name, text in _FORMS.items():
        message = file.message_type.add(name=name)
        if "?" in text:
            message.oneof_decl.add(name="value")
        for word in text.split():
            number, _, rest = word.partition("=")
            field, _, kind = rest.partition(":")
            bare = kind.rstrip("*?")
            made = message.field.add(name=field, number=int(number),
                                     label=_F.LABEL_REPEATED if "*" in kind else _F.LABEL_OPTIONAL)
            made.type = _TYPES.get(bare, _F.TYPE_MESSAGE)
            if bare not in _TYPES:
                made.type_name = f".form.{bare}"
            if "?" in kind:
                made.oneof_index = 0
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("form.Payload"))


FOREIGN = _foreign()

_ATTRIBUTES = {"num_of_columns": "size", "template_ref": "reference", "propertyset": "sets"}
_CLASSES = {"Payload": of.Payload, "Metric": of.Metric, "MetaData": of.MetaData, "PropertySet": of.Properties,
            "PropertyValue": of.Property, "PropertySetList": of.PropertyList, "DataSet": of.DataSet, "Row": of.Row,
            "DataSetValue": of.Element, "Template": of.Template, "Parameter": of.Parameter}
_KINDS = {"propertyset_value": "set", "propertysets_value": "sets"}


def as_ours(message):
    """What the protobuf library has read, as our values."""
    found = {}
    for field, content in message.ListFields():
        many = field.is_repeated
        plain = [as_ours(each) if field.message_type else each for each in (content if many else (content,))]
        if field.containing_oneof is not None:
            found["value"] = of.Held(_KINDS.get(field.name, field.name.removesuffix("_value")), plain[0])
        else:
            found[_ATTRIBUTES.get(field.name, field.name)] = tuple(plain) if many else plain[0]
    return _CLASSES[message.DESCRIPTOR.name](**found)


texts = st.text(max_size=8)
u32 = st.integers(0, 2**32 - 1)
u64 = st.integers(0, 2**64 - 1)


def maybe(strategy):
    return st.none() | strategy


_SIMPLE = {"int": u32, "long": u64, "float": st.floats(width=32, allow_nan=False),
           "double": st.floats(allow_nan=False), "boolean": st.booleans(), "string": texts}


def held(**more):
    return st.one_of([st.builds(of.Held, st.just(kind), content) for kind, content in {**_SIMPLE, **more}.items()])


def some(strategy, most=3):
    return st.lists(strategy, max_size=most).map(tuple)


rows = st.builds(of.Row, some(st.builds(of.Element, maybe(held()))))
datasets = st.builds(of.DataSet, maybe(u64), some(texts), some(u32), some(rows, 2))
properties = st.deferred(lambda: st.builds(of.Properties, some(texts, 2), some(_property, 2)))
_property = st.builds(of.Property, maybe(u32), st.booleans(), maybe(held(
    set=properties, sets=st.builds(of.PropertyList, some(properties, 1)))))
parameters = st.builds(of.Parameter, maybe(texts), maybe(u32), maybe(held()))
metadata = st.builds(of.MetaData, st.booleans(), maybe(texts), maybe(u64), maybe(u64), maybe(texts), maybe(texts),
                     maybe(texts), maybe(texts))
templates = st.deferred(lambda: st.builds(of.Template, maybe(texts), some(metrics, 1), some(parameters, 2),
                                          maybe(texts), st.booleans()))
metrics = st.builds(
    of.Metric, name=maybe(texts), alias=maybe(u64), timestamp=maybe(u64), datatype=maybe(u32),
    is_historical=st.booleans(), is_transient=st.booleans(), is_null=st.booleans(), metadata=maybe(metadata),
    properties=maybe(properties), value=maybe(held(bytes=st.binary(max_size=8), dataset=datasets,
                                                   template=templates)))
payloads = st.builds(of.Payload, timestamp=maybe(u64), metrics=some(metrics, 2), seq=maybe(u64), uuid=maybe(texts),
                     body=maybe(st.binary(max_size=8)))
