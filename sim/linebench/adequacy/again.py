"""The same test cases in a process of its own: ``python -m linebench.adequacy.again OUT TEST...``.

It prints the SHA-256 of every journal as JSON; the adequacy pack compares them with those of another process.
"""

import sys
from pathlib import Path

import msgspec

from linebench.adequacy.cases import journals

__all__: list[str] = []

if __name__ == "__main__":
    sys.stdout.write(msgspec.json.encode(journals(Path(sys.argv[1]), sys.argv[2:])).decode())
