"""Write the files anew that are made from the tag tables: ``python -m tests.wire.tags.renew``."""

import re
from pathlib import Path

from linebench import wire
from linebench.wire.tags.table_csv import table_csv
from tests.wire.tags.table_text import table_text
from tests.wire.tags.test_tags_table_csv import GOLDEN, TABLES

__all__ = ["readme_path", "with_table"]

_TABLE = re.compile(r"(?<=<!-- tags -->\n).*?(?=<!-- end of tags -->)", re.DOTALL)


def readme_path(name):
    """The README of the folder ``wire/<name>``."""
    return Path(wire.__file__).parent / name / "README.md"


def with_table(text, table):
    """A README whose tag table is the one of ``table``."""
    return _TABLE.sub(lambda _: table_text(table), text)


def main():
    """All of them."""
    GOLDEN.mkdir(exist_ok=True)
    for name, table in TABLES.items():
        (GOLDEN / f"{name}.csv").write_bytes(table_csv(table).encode())
        readme = readme_path(name)
        readme.write_bytes(with_table(readme.read_text("utf-8"), table).encode())


if __name__ == "__main__":
    main()
