"""A label printer that speaks ZPL on a TCP port; each label is one text file, a field on each line.

It stores formats (^DF), prints recalls (^XF) and whole formats, and answers ~HI, ~HQES, ~HS and getvar. Data Matrix
fields come first on their line as "symbol" with 0x1D written as <GS>; everything else is text as printed.
"""

import argparse
import asyncio
import re
import sys
from pathlib import Path

LABEL_S = 0.06
MODEL = "DESK-203dpi,V1.0.3,8,2048KB"
TOKEN = re.compile(r"~HI|~HS|~HQES|~JA|~PS|~PP|\^XA.*?\^XZ|! U1 [^\r\n]*[\r\n]", re.DOTALL)
NONE = "0 00000000 00000000"
QUIET = f"\r\n\r\n  PRINTER STATUS\r\n   ERRORS:         {NONE}\r\n   WARNINGS:       {NONE}\r\n"


class Printer:
    """One print head; labels wait for it in a row, whoever sent them."""

    def __init__(self, folder, fault):
        self.folder, self.fault = folder, fault
        self.formats, self.waiting, self.last = {}, asyncio.Queue(), None
        self.busy = self.paused = False
        folder.mkdir(parents=True, exist_ok=True)
        self.made = len(list(folder.glob("*.txt")))

    def format(self, text):
        name = re.search(r"\^DF([^^]*)\^FS", text)
        if name:
            self.formats[name[1]] = text.replace(name[0], "")
            return
        recall = re.search(r"\^XF([^^]*)\^FS", text)
        if not recall:
            self.waiting.put_nowait(fields(text, {}))
        elif recall[1] in self.formats:
            self.waiting.put_nowait(fields(self.formats[recall[1]], filled(text)))

    def clear(self):
        while not self.waiting.empty():
            self.waiting.get_nowait()

    def status(self):
        left = self.waiting.qsize()
        return [f"030,0,{self.paused:d},0812,{left:03d},0,0,0,000,0,0,0",
                f"001,0,0,0,1,2,4,0,{self.busy:08d},1,000", "0000,0"]

    async def work(self):
        while True:
            label = await self.waiting.get()
            self.busy = True
            await asyncio.sleep(LABEL_S)
            shown = self.last if self.fault == "previous" and self.last else label
            self.last = label
            self.made += 1
            part = self.folder / "label.part"
            part.write_text("\n".join(shown) + "\n", encoding="utf-8")
            part.replace(self.folder / f"{self.made:06d}.txt")
            self.busy = False

    async def serve(self, reader, writer):
        rest = ""
        while data := await reader.read(4096):
            rest += data.decode("latin-1")
            done = 0
            for token in TOKEN.finditer(rest):
                self.take(token[0], writer)
                done = token.end()
            rest = rest[done:]
            await writer.drain()
        writer.close()

    def take(self, token, writer):
        if token.startswith("^XA"):
            self.format(token)
        elif token == "~JA":
            self.clear()
        elif token in {"~PS", "~PP"}:
            self.paused = token == "~PP"
        elif token.startswith("! U1 getvar"):
            writer.write(b'"?"')
        for text in {"~HI": [MODEL], "~HQES": [QUIET], "~HS": self.status()}.get(token, []):
            writer.write(b"\x02" + text.encode("latin-1") + b"\x03\r\n")


def filled(text):
    """The data of numbered fields in a recall."""
    return dict(re.findall(r"\^FN(\d+)((?:\^FH_)?\^FD.*?)\^FS", text, re.DOTALL))


def fields(text, given):
    """What a label shows, field by field."""
    shown = []
    for field in re.split(r"\^FS", text):
        number = re.search(r"\^FN(\d+)", field)
        whole = field + given.get(number[1], "") if number else field
        data = re.search(r"\^FD(.*)", whole, re.DOTALL)
        if data and "^BX" in whole:
            shown.append("symbol " + matrix(data[1]).removeprefix("<GS>"))
        elif data:
            shown.append(unhex(data[1]) if "^FH_" in whole else data[1])
    return shown


def matrix(data):
    """A Data Matrix field: _1 is FNC1, _d with three digits a character, __ the sign itself."""
    meaning = {"1": "<GS>", "_": "_"}
    return re.sub(r"_(d\d{3}|.)", lambda found: meaning.get(found[1]) or chr(int(found[1][1:])), data)


def unhex(data):
    return re.sub(r"_([0-9A-Fa-f]{2})", lambda found: chr(int(found[1], 16)), data)


async def main(port, folder, fault):
    printer = Printer(folder, fault)
    work = asyncio.create_task(printer.work())
    server = await asyncio.start_server(printer.serve, "127.0.0.1", port)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    async with server:
        await asyncio.gather(server.serve_forever(), work)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=9100)
    parser.add_argument("--folder", type=Path, default=Path("labels"))
    parser.add_argument("--fault", choices=("", "previous"), default="", help="previous: prints the label before")
    asyncio.run(main(**vars(parser.parse_args())))
