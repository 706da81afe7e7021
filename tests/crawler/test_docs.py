"""The crawler's document names every outcome, setting and content system that there is."""

import re
from pathlib import Path

import pytest

from crawler.families import FAMILIES
from crawler.reading import doubts
from crawler.snapshot import Reason
from reports.wording import Wording
from reports.workspace import TYPES

DOCUMENT = (Path(__file__).parents[2] / "docs" / "crawler.md").read_text("utf-8")
NAMES = [*map(str, Reason), *TYPES["crawl"], *(type(each).__name__ for each in FAMILIES)]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_named(name):
    assert f"`{name}`" in DOCUMENT


READING = (Path(__file__).parents[2] / "docs" / "reading.md").read_text("utf-8")
PARAMETRIC = (doubts.READER, doubts.MIXED)
DOUBTS = [value for name, value in vars(doubts).items() if name.isupper() and isinstance(value, str)]


@pytest.mark.parametrize("doubt", DOUBTS)
def test_each_doubt_has_its_meaning_in_the_document_and_in_words(doubt):
    row = next(line for line in READING.splitlines() if line.startswith("| `") and re.search(rf"`{doubt}(:…)?`", line))
    unread = doubts.leaves_unread(doubt)
    assert row.endswith("| yes |" if unread else "| |")
    assert Wording("zh").reason(doubt if doubt not in PARAMETRIC else f"{doubt}:rar") != doubt
