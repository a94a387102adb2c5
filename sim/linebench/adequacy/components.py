"""The list of components of this installation: the bench and every package that it needs, as installed."""

from linebench.bundle.content import Distributed
from linebench.bundle.sbom import make_sbom
from linebench.inventory.distributions import BENCH, installed, licence

__all__ = ["installed_components"]


def installed_components() -> bytes:
    """Return the list as CycloneDX. No hashes: those would be of wheels, which are gone once installed."""
    found = {name: Distributed(name, there.version, licence(there), "", "") for name, there in installed().items()}
    return make_sbom(found.pop(BENCH), tuple(found.values()))
