"""Pages of many layouts: each says what its truth says, and furniture around it changes nothing."""

import pytest

from crawler.reading import read
from tests.crawler.reading.labelled import FETCHED, pages

SAID = ("title", "published", "published_from", "written", "issuer")


@pytest.mark.parametrize("name", pages())
def test_a_page_says_of_itself_what_is_written_beside_it(name):
    page = pages()[name]
    seen = read(page.body, url=page.url, fetched=FETCHED)
    assert {what: getattr(seen, what) for what in SAID} == {what: getattr(page, what) for what in SAID}
    assert (list(seen.columns), list(seen.doubts)) == (page.columns, page.doubts)


@pytest.mark.parametrize("name", pages())
def test_the_main_text_is_whole_and_without_menus(name):
    page = pages()[name]
    text = read(page.body, url=page.url, fetched=FETCHED).text
    assert [line for line in page.text if line not in text] == []
    assert [words for words in page.absent if words in text] == []
