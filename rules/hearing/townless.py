"""What to say of a county's site that links to no township."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from crawler.snapshot import Snapshot
from rules.finding import Finding, cant_tell, failed, inapplicable, untested
from rules.hearing.towns import columns_of_towns
from rules.hearing.ways import hides_links
from rules.shown import home_pages
from rules.topics import obstacle, searched

TOPIC = "township-site"
OWED_FROM = date(2014, 1, 1)  # the city's plan of 2014; elsewhere unverified


def townless(site: Snapshot) -> Finding:
    """What to say of a site that links to no township."""
    if site.period.first < OWED_FROM:
        return inapplicable("乡镇网站链接自2014年起要求")
    if (lost := obstacle(replace(site, pages=()), TOPIC)) is not None:  # of a page that came, more is said below
        return untested("missing", lost.cite(), note="可能登载的页面未能打开：{reason}", reason=lost.reason)
    home = home_pages(site)
    if not home:
        return untested("missing", *searched(site, TOPIC), note="首页没有读到")
    column = next(columns_of_towns(site), None)
    if column is None or hides_links(site, home):
        return cant_tell(
            "missing", *searched(site, TOPIC), note="没有看到乡镇网站的链接，可能没有乡镇或在图片、下拉框里，请人工核实"
        )
    words, page, behind = column
    if behind is None or behind.reading.unread or behind.images or behind.reading.forms:
        return cant_tell("missing", page.cite(words), note="“{words}”里没有看到乡镇网站的链接，请人工核实", words=words)
    return failed("missing", behind.cite(words), note="“{words}”里没有乡镇网站的链接", words=words)
