"""Published NodeSets as facts by NodeId, to compare our tables with: the npm package ``node-opcua-nodesets``.

It is installed once into the user's cache, never into the repository.
"""

import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

PACKAGE = "node-opcua-nodesets"
VERSION = "2.185.0"
FILES = {"0": "Opc.Ua.NodeSet2.xml", "DI": "Opc.Ua.Di.NodeSet2.xml", "IA": "Opc.Ua.IA.NodeSet2.xml",
         "Machinery": "Opc.Ua.Machinery.NodeSet2.xml", "PackML": "Opc.Ua.PackML.NodeSet2.xml",
         "MachineVision": "Opc.Ua.MachineVision.NodeSet2.xml", "AutoID": "Opc.Ua.AutoID.NodeSet2.xml",
         "Scales": "Opc.Ua.Scales.NodeSet2.xml", "JobControl": "opc.ua.isa95-jobcontrol.nodeset2.xml",
         "MachineryJobs": "Opc.Ua.Machinery.Jobs.Nodeset2.xml"}
_NS = "{http://opcfoundation.org/UA/2011/03/UANodeSet.xsd}"
_TYPES = "{http://opcfoundation.org/UA/2008/02/Types.xsd}"
_HIERARCHY = "HasSubtype", "HasTypeDefinition", "HasModellingRule", "HasEncoding", "HasDescription"


def install():
    """The folder of the NodeSets, or ``None`` where they cannot be had."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "linebench" / f"{PACKAGE}-{VERSION}"
    found = cache / "node_modules" / PACKAGE / "nodesets"
    npm = shutil.which("npm")
    if not found.exists() and npm is not None:
        cache.mkdir(parents=True, exist_ok=True)
        subprocess.run([npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(cache),
                        f"{PACKAGE}@{VERSION}"], check=False, capture_output=True, timeout=120)
    return found if found.exists() else None


@dataclass
class Fact:
    """One node as its NodeSet states it; NodeIds are (specification, number)."""

    kind: str
    name: tuple[str, str]
    abstract: bool
    data_type: tuple[str, int]
    rank: int
    element: ET.Element
    out: list = field(default_factory=list)
    into: list = field(default_factory=list)

    def targets(self, *references):
        return [target for reference, target in self.out if reference in references]


class Model:
    """All NodeSets together."""

    def __init__(self, folder, uris):
        self.facts = {}
        self._spaces = {"http://opcfoundation.org/UA/": "0", **{uri: name for name, uri in uris.items()}}
        self.versions = {}
        stated = []
        for name, file in FILES.items():
            stated += self._read(name, ET.parse(folder / file).getroot())
        for source, reference, target in stated:
            named = self.facts[reference].name[1]
            if source in self.facts and (named, target) not in self.facts[source].out:
                self.facts[source].out.append((named, target))
            if target in self.facts and (named, source) not in self.facts[target].into:
                self.facts[target].into.append((named, source))

    def _read(self, name, root):
        texts = [each.text for each in root.findall(f"{_NS}NamespaceUris/{_NS}Uri")]
        spaces = ["0", *(self._spaces.get(uri, uri) for uri in texts)]
        aliases = {each.get("Alias"): each.text for each in root.findall(f"{_NS}Aliases/{_NS}Alias")}
        model = root.find(f"{_NS}Models/{_NS}Model")
        self.versions[name] = (model.get("Version"), model.get("PublicationDate")[:10])

        def node(text):
            text = aliases.get(text.strip(), text.strip())
            match = re.fullmatch(r"(?:ns=(\d+);)?i=(\d+)", text)
            return (spaces[int(match[1] or 0)], int(match[2])) if match else ("?", text)

        def qualified(text):
            match = re.fullmatch(r"(?:(\d+):)?(.*)", text)
            return spaces[int(match[1] or 0)], match[2]

        self._node = node
        stated = []
        for element in root:
            if not element.tag.startswith(f"{_NS}UA"):
                continue
            own = node(element.get("NodeId"))
            fact = Fact(element.tag.removeprefix(f"{_NS}UA"), qualified(element.get("BrowseName")),
                        element.get("IsAbstract") == "true", node(element.get("DataType", "i=24")),
                        int(element.get("ValueRank", "-1")), element)
            fact.fields = [(each.get("Name"), node(each.get("DataType", "i=24")), int(each.get("ValueRank", "-1")),
                            each.get("IsOptional") == "true", each.get("Value"))
                           for each in element.findall(f"{_NS}Definition/{_NS}Field")]
            fact.union = any(each.get("IsUnion") == "true" for each in element.findall(f"{_NS}Definition"))
            fact.arguments = [
                (each.findtext(f"{_TYPES}Name"), node(each.findtext(f"{_TYPES}DataType/{_TYPES}Identifier")),
                 int(each.findtext(f"{_TYPES}ValueRank", "-1"))) for each in element.iter(f"{_TYPES}Argument")]
            fact.number = element.findtext(f"{_NS}Value/{_TYPES}UInt32")
            self.facts[own] = fact
            for reference in element.findall(f"{_NS}References/{_NS}Reference"):
                ends = (own, node(reference.text))
                source, target = ends if reference.get("IsForward", "true") == "true" else ends[::-1]
                stated.append((source, node(reference.get("ReferenceType")), target))
        return stated
