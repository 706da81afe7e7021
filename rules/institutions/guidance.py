"""What is found of a guide: what it does not tell, what only holds a place, and what cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.snapshot import Page, Snapshot
from rules.finding import Finding, cant_tell, failed, passed
from rules.institutions.contacts import ELEMENTS, denies, lines, placeholders, starred, tells
from rules.institutions.found import emptiness, nowhere
from rules.institutions.guides import TOPIC, Guide, Guides
from rules.institutions.owed import Owed
from rules.institutions.owners import stranger
from rules.phrases import squeeze
from rules.shown import broken, lost_files, unreadable

ALIKE = re.compile(
    "(?:公开|信息).{0,8}(?:指南|须知|指引|导引|导读|说明$)|(?:如何|怎样|怎么).{0,4}(?:获取|获得|查询|取得|申请).{0,6}信息"
)
OF_ITSELF = re.compile(
    "主动公开|(?:公开|信息)(?:的)?(?:范围|形式|方式|分类|目录|内容)|机构职能|编排体系"
)  # more than how to apply
ENOUGH = 4  # elements of a guide that a page of another name tells which may be one
READING = ("档案馆", "图书馆", "政务服务中心", "行政服务中心", "政务大厅", "查阅点", "查阅中心")
NAME = "机构名称"


def without(site: Snapshot, shown: Guides, due: Owed) -> Finding:
    """What to say of a place that has no guide of its own; what tells the same under another name is for a person."""
    if shown.blank:
        return emptiness(site, shown.blank, TOPIC)
    verdict = nowhere(site, TOPIC)
    if shown.other is not None and verdict.problem == "missing" and verdict.outcome == "failed":
        page, name = shown.other
        note = "只看到“{name}”的公开指南，请人工核实"
        return cant_tell("missing", page.cite(), note=note, name=name)
    if verdict.problem == "missing" and verdict.outcome == "failed" and (like := _alike(site, due)) is not None:
        note = "没有叫作公开指南的页面，“{title}”写了指南的内容，请人工核实"
        return cant_tell("missing", like.cite(), note=note, title=like.title)
    return verdict


def _alike(site: Snapshot, due: Owed) -> Page | None:
    """The first page of the body's own with another name for a guide that tells what guides tell."""
    for page in site.pages:
        title = squeeze(page.title)
        if ALIKE.search(title) and not stranger(site, page, page.title):
            text = lines(page.text)
            if "申请" in title and not OF_ITSELF.search(text):
                continue
            if sum(tells(text, name) for name in due.sure) >= ENOUGH:
                return page
    return None


def contents(site: Snapshot, guide: Guide, due: Owed) -> Iterator[Finding]:
    """What is wrong with what a guide tells."""
    for page in guide.pages:
        yield from broken(page)
    lacking = [name for name in (*due.sure, *due.doubtful) if not _tells(site, guide, name)]
    held = placeholders(guide.text)
    for name, words in held.items():
        note = "{name}处写的是“{words}”"
        yield failed("placeholder", guide.page.cite(words), note=note, subject=name, name=name, words=words)
    yield from _starred(guide)
    lacking = [name for name in lacking if name not in held and not (name == "互联网联系方式" and "电子邮箱" in held)]
    yield from _lacking(guide, lacking, due)


def _tells(site: Snapshot, guide: Guide, element: str) -> bool:
    if element == NAME and any(squeeze(name) in guide.text for name in site.department.names):
        return True
    return tells(guide.text, element)


def _starred(guide: Guide) -> Iterator[Finding]:
    for page in guide.pages:
        if words := starred(page.text):
            note = "“{words}”没有写全，请人工查看"
            yield cant_tell("placeholder", page.cite(words), note=note, subject="联系方式", words=words)
            return


def _lacking(guide: Guide, lacking: list[str], due: Owed) -> Iterator[Finding]:
    """A finding for each element that is not told; one for all where the guide may not have been read whole."""
    if not lacking:
        return
    for page in guide.pages:
        if (hidden := unreadable(page, "no-element")) is not None:
            yield hidden
            return
    if any(lost_files(page) for page in guide.pages):
        return  # told as broken
    if guide.is_note:
        note = "“{title}”内容很少，指南可能在附件或其他页面，请人工查看"
        yield cant_tell("no-element", guide.page.cite(), note=note, title=guide.page.title)
        return
    for name in lacking:
        say = failed if name in due.sure and not denies(guide.text, name) else cant_tell
        yield say("no-element", guide.page.cite(), note="公开指南没有写明{name}", subject=name, name=name)


def shown(guide: Guide, due: Owed) -> Finding:
    """That the guide is there with its elements, and whether it names places where documents can be read."""
    places = [place for place in READING if place in guide.text]
    note = "公开指南写明了{elements}；列明的查阅场所：{places}"
    elements = "、".join(name for name in due.sure if name in ELEMENTS)
    cited = tuple(page.cite() for page in guide.pages[:3])
    return passed(*cited, note=note, elements=elements, places="、".join(places) or "无")
