"""Start the PLC: ``python -m served machine.ini``; it says RUN when it is up."""

import configparser
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "soft_plc"))

from served.cycle import ServedRuntime  # its program is that of the RC-10


def main() -> None:
    """Run until killed."""
    ini = pathlib.Path(sys.argv[1])
    config = configparser.ConfigParser()
    config.read(ini, encoding="utf-8")
    runtime = ServedRuntime(config, ini.parent)
    runtime.connect()
    print("RUN", flush=True)  # noqa: T201  # whoever starts it waits for this word
    runtime.run()


main()
