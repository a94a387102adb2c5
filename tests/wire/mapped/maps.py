"""Maps for tests, and a PLC with one."""

from linebench.wire.mapped import MappedFace, MappedOptions, read_map
from linebench.wire.plc import PlcOptions
from linebench.wire.plc.table import plc_layout
from linebench.wire.side import Heard, Noted, Setting
from linebench.wire.tags.image import TagImage

HEAD = "wire,signal,name,address,type,order,scale,style,answer,words\n"


def rings():
    """The bench's own tags."""
    return plc_layout(PlcOptions()).table()


def read(rows, head=HEAD):
    """Read a map from its rows, without their first column."""
    return read_map(head + "".join(f"l2-l1,{row}\n" for row in rows), "plc.csv", rings())


class Plc:
    """A PLC with a map, and what became of what was told and written."""

    def __init__(self, rows, **options):
        self.face = MappedFace(read(rows), MappedOptions(**options), Setting(name="plc", now=lambda: 0))
        self.image = TagImage(self.face)
        self.seen = []
        self.image.listen(lambda changed: self.seen.append(dict(changed)))

    def tell(self, message):
        return self.image.tell(message)

    def write(self, **values):
        """A host writes these signals over Modbus in one request; ``_`` stands for a dot."""
        return self.image.write({f"modbus:{_signal(name)}": value for name, value in values.items()})

    def __getitem__(self, name):
        return self.image.values[f"modbus:{name}"]


def _signal(name):
    if name.endswith("_answer"):
        return f"{name.removesuffix('_answer')} answer"
    return name.replace("_", ".", 1)


def heard(effects):
    return [effect.message for effect in effects if isinstance(effect, Heard)]


def noted(effects):
    return [(effect.what, effect.detail) for effect in effects if isinstance(effect, Noted)]
