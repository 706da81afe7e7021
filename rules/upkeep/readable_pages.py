"""标题和日期可读 — articles show a title and the day of their publication.

Articles are the pages to which the lists of the site lead as entries; indexes, contact pages and the like are none. A title
stands on the page or in its head, if only in the words by which the list calls it. A day stands beside the entry, on the page
or in its text. A few pages without are a note; with one in ten or more of ten articles or more the site is at fault, once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from crawler.snapshot import Snapshot
from rules.finding import Finding, failed, inapplicable, passed, untested
from rules.rule import rule
from rules.sites.articles import Article, articles

ENOUGH, SHARE = 10, 10  # articles; one in so many


@rule(
    title="标题和日期可读",
    duty="信息页面显示标题和发布日期。",
    basis="《国务院办公厅关于开展第一次全国政府网站普查的通知》（国办发〔2015〕15号）附件“未注明信息发布时间的视为不更新”；《政府网站发展指引》（国办发〔2017〕47号）",
    reads=[],
    problems={"no-title": "信息页面没有标题（十分之一以上）", "no-date": "信息页面没有发布日期（十分之一以上）"},
)
def readable_pages(site: Snapshot) -> Iterator[Finding]:
    """Of the articles that lists lead to, fewer than one in ten show no title, and fewer than one in ten no day."""
    found = list(articles(site))
    readable = [each for each in found if not each.is_unread]
    if not found:
        yield inapplicable("没有读到列表中的信息页面")
        return
    if not readable:
        yield untested("no-title", found[0].page.cite(), note="信息页面的内容无法读取，请人工查看")
        return
    tests: dict[str, Callable[[Article], bool]] = {
        "no-title": lambda each: not each.is_titled,
        "no-date": lambda each: each.lacks_day,
    }
    without = {problem: [each for each in readable if lacks(each)] for problem, lacks in tests.items()}
    findings = [
        _failed(problem, lacking, len(readable)) for problem, lacking in without.items() if _many(lacking, readable)
    ]
    if findings:
        yield from findings
        return
    note = "读到信息页面{number}个，没有标题的{titles}个，没有日期的{dates}个"
    titles, dates = map(len, without.values())
    shown = (each.page.cite() for each in (*without["no-title"][:3], *without["no-date"][:3], readable[0]))
    yield passed(*shown, note=note, number=str(len(readable)), titles=str(titles), dates=str(dates))


def _many(lacking: Sequence[Article], readable: Sequence[Article]) -> bool:
    return len(readable) >= ENOUGH and len(lacking) * SHARE >= len(readable)


def _failed(problem: str, lacking: Sequence[Article], number: int) -> Finding:
    what = "标题" if problem == "no-title" else "发布日期"
    note = "读到信息页面{number}个，其中{lacking}个没有{what}"
    cited = (each.page.cite(each.entry.title) for each in lacking[:5])
    return failed(problem, *cited, note=note, number=str(number), lacking=str(len(lacking)), what=what)
