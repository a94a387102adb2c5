"""Start the PLC: ``python -m program machine.ini``; it says RUN when both stations are there."""

import configparser
import pathlib
import sys

from program.cycle import Runtime


def main() -> None:
    """Run until killed."""
    ini = pathlib.Path(sys.argv[1])
    config = configparser.ConfigParser()
    config.read(ini, encoding="utf-8")
    runtime = Runtime(config, ini.parent)
    runtime.connect()
    print("RUN", flush=True)  # noqa: T201  # whoever starts it waits for this word
    runtime.run()


main()
