"""The runtime of the RC-20: that of the RC-10, but for who looks at whom."""

import configparser
import pathlib

from program.cycle import Runtime
from served.blocks import Blocks

__all__ = ["ServedRuntime"]


class ServedRuntime(Runtime):
    """The field is a station of a Modbus master; the line controller is a client of data blocks."""

    def __init__(self, config: configparser.ConfigParser, folder: pathlib.Path) -> None:
        super().__init__(config, folder)
        section = config["HOST"]
        self._host = Blocks(section["host"], section.getint("port"), folder / config["cycle"]["blocks"],
                            first=config["cycle"]["fault"] == "strobe_first")
