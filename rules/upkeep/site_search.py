"""站内搜索 — how to find what a site holds.

A site of government can be searched from its home page (国办发〔2017〕47号); before it this is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.snapshot import Page, Snapshot
from rules.badges.foot import OWED_FROM
from rules.finding import Finding, cant_tell, failed, inapplicable, passed, untested
from rules.rule import rule
from rules.shown import home_pages

SEARCH = re.compile("搜索|检索|搜一搜|站内查询|全文查询|search|query|keyword|keyw|关键[字词]|sousuo", re.IGNORECASE)

WRITTEN = 15  # links of a home page that no script writes


@rule(
    title="站内搜索",
    duty="2017年6月8日起，首页提供站内搜索。",
    basis="《政府网站发展指引》（国办发〔2017〕47号）",
    reads=[],
    problems={"missing": "首页没有站内搜索"},
)
def site_search(site: Snapshot) -> Iterator[Finding]:
    """From June 2017 the home page has a field or a link to search the site; one on other pages will do."""
    if site.period.first < OWED_FROM:
        yield inapplicable("站内搜索自2017年6月8日起要求")
        return
    home = home_pages(site)
    if not home:
        yield untested("missing", *(lost.cite() for lost in site.unreached[:1]), note="首页没有读到")
        return
    found = next(((page, words) for page in (*home, *site.pages) if (words := _searching(page))), None)
    if found:
        yield passed(found[0].cite(found[1]), note="有站内搜索")
    elif any(page.reading.unread for page in home) or sum(len(page.links) for page in home) < WRITTEN:
        yield cant_tell("missing", home[0].cite(), note="首页的文字中没有看到站内搜索，可能由脚本写入，请人工查看")
    else:
        yield failed("missing", home[0].cite(), note="首页没有搜索框，也没有搜索的链接")


def _searching(home: Page) -> str:
    """The words by which a page offers to search, "" for none."""
    said = [form.words + " " + form.url for form in home.reading.forms]
    said += [f"{link.text} {link.url}" for link in home.links] + [f"{image.text} {image.url}" for image in home.images]
    said += [line for line in home.text.splitlines() if len(line) < 30]
    found = next((words for words in said if SEARCH.search(words[:300])), "")
    return found[:80]
