"""Readers that do what native code has been seen to do."""

import os

import zxingcpp

from linebench.imaging.readers.code_read import CodeRead


class _Reader:
    """Reads a white first pixel as a symbol, and does its worst on any other picture."""

    name = "misbehaving"
    carriers = ("gs1-datamatrix",)

    def read(self, picture):
        if picture[0, 0] != 255:
            self.worst()
        return CodeRead("fine", "]d2", self.name, ((0, 0), (1, 0), (1, 1), (0, 1)))

    def locate(self, picture):
        return None


class Aborting(_Reader):
    def worst(self):
        os.write(1, b"said on standard output\n")
        os.write(2, b"terminate called\n")
        os.abort()


class AbortingZxing(_Reader):
    def worst(self):
        zxingcpp.create_barcode("1234", zxingcpp.BarcodeFormat.DataMatrix, version="not a number")


class Looping(_Reader):
    def worst(self):
        while True:
            pass


class Allocating(_Reader):
    def worst(self):
        kept = []
        while True:
            kept.append(bytearray(64 << 20))


class Raising(_Reader):
    def worst(self):
        raise ValueError("not today")


def broken():
    raise OSError("no such library")
