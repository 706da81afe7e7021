"""网站名称和域名 — a site of government is known by its name and its domain.

Its name is that of the body that runs it, and its domain ends in .gov.cn (国办发〔2017〕47号); before that neither is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Page, Snapshot
from rules.badges.foot import OWED_FROM
from rules.badges.names import host_of, is_official, is_public, names_body
from rules.finding import Finding, cant_tell, failed, inapplicable, passed, untested
from rules.rule import rule
from rules.shown import home_page, home_pages


@rule(
    title="网站名称和域名",
    duty="2017年6月8日起，网站名称与主办单位名称一致，域名以 .gov.cn 结尾。",
    basis="《政府网站发展指引》（国办发〔2017〕47号）；《国务院办公厅关于加强政府网站域名管理的通知》（国办函〔2018〕55号）",
    reads=[],
    problems={"wrong-domain": "域名不以 .gov.cn 结尾", "no-name": "网站没有标明单位名称"},
)
def site_name(site: Snapshot) -> Iterator[Finding]:
    """From June 2017 the home page stands under .gov.cn and names the body that runs it."""
    if site.period.first < OWED_FROM:
        yield inapplicable("网站名称和域名自2017年6月8日起要求")
        return
    home = home_page(site)
    if home is None:
        lost = site.unreached[0] if site.unreached else None
        yield untested("no-name", *([lost.cite()] if lost else []), note="首页没有读到")
        return
    wrong = [*_domain(site, home), *_name(site, home)]
    yield from wrong or [passed(home.cite(home.title), note="域名和名称符合要求")]


def _domain(site: Snapshot, home: Page) -> Iterator[Finding]:
    host = host_of(site, home)
    if is_public(host) and not is_official(host):
        yield failed("wrong-domain", home.cite(home.title), note="域名为 {host}", host=host)


def _name(site: Snapshot, home: Page) -> Iterator[Finding]:
    title = dict(home.reading.metas).get("title", "") or home.title
    shown = (part for page in home_pages(site) for part in (page.title, page.text, page.reading.foot))
    said = "\n".join((title, dict(home.reading.metas).get("sitename", ""), *shown))
    if names_body(said, site):
        return
    if not title.strip() or "无标题" in title or "untitled" in title.lower():
        yield failed("no-name", home.cite(), note="首页没有标题，文字中也没有单位名称")
    else:
        note = "标题“{title}”和首页文字中没有单位名称，名称可能在图片里，请人工查看"
        yield cant_tell("no-name", home.cite(home.title), note=note, title=title)
