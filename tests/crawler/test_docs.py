"""The crawler's document names every outcome, setting and content system that there is."""

from pathlib import Path

import pytest

from crawler.families import FAMILIES
from crawler.snapshot import Reason
from reports.workspace import TYPES

DOCUMENT = (Path(__file__).parents[2] / "docs" / "crawler.md").read_text("utf-8")
NAMES = [*map(str, Reason), *TYPES["crawl"], *(type(each).__name__ for each in FAMILIES)]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_named(name):
    assert f"`{name}`" in DOCUMENT
