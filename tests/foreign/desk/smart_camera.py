"""A smart camera on a TCP port: at the line TRIGGER it looks at the newest label and answers one line.

    OK|data of the symbol, 0x1D as <GS>|text lines, # between them
    NG||

A label that it has looked at has gone on: without a new one there is nothing to read.
"""

import argparse
import asyncio
import sys
from pathlib import Path

LOOK_S = 0.03


class Camera:
    """One sensor over the folder of the labels."""

    def __init__(self, folder, fault):
        self.folder, self.fault = folder, fault
        self.seen, self.before = self.newest(), ""

    def newest(self):
        return max((path.name for path in self.folder.glob("*.txt")), default="")

    def look(self):
        name = self.newest()
        if name == self.seen:
            return "NG||"
        self.seen = name
        symbol, *text = (self.folder / name).read_text(encoding="utf-8").splitlines()
        return f"OK|{symbol.removeprefix('symbol ')}|{'#'.join(text)}"

    async def serve(self, reader, writer):
        while line := await reader.readline():
            if line.strip() != b"TRIGGER":
                continue
            await asyncio.sleep(LOOK_S)
            answer = self.look()
            if self.fault == "twice" and self.before:
                writer.write(f"{self.before}\r\n".encode())
            self.before = answer
            writer.write(f"{answer}\r\n".encode())
            await writer.drain()
        writer.close()


async def main(port, folder, fault):
    camera = Camera(folder, fault)
    server = await asyncio.start_server(camera.serve, "127.0.0.1", port)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=9101)
    parser.add_argument("--folder", type=Path, default=Path("labels"))
    parser.add_argument("--fault", choices=("", "twice"), default="",
                        help="twice: answers the result before once more, then its own")
    asyncio.run(main(**vars(parser.parse_args())))
