"""docs/BUNDLE.md names every file of the bundle and every column of it."""

import re
from pathlib import Path

from core.exchange.files import FILES

ROW = re.compile(r"^\| (\w+)\.csv \| (.+) \|$", re.MULTILINE)
DOCUMENT = Path(__file__).parents[2] / "docs" / "BUNDLE.md"


def described():
    return dict(ROW.findall(DOCUMENT.read_text(encoding="utf-8")))


def test_every_file_is_described_and_no_other():
    assert set(described()) == {file.name for file in FILES}


def test_every_column_is_described():
    texts = described()
    for file in FILES:
        words = set(re.findall(r"\w+", texts[file.name]))
        assert {column.name for column in file.columns} <= words, file.name


def test_what_names_a_row_of_a_further_file_is_set_in_bold():
    texts = described()
    for file in FILES:
        if not file.table and file.key != ("id",):
            assert tuple(re.findall(r"\*\*(\w+)\*\*", texts[file.name])) == file.key
