"""概况、职能和领导信息 — who a body is.

A body tells on its site what it is there for, which offices it has and who leads it. One page may tell all of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.snapshot import Snapshot
from rules.finding import Finding, cant_tell, failed, passed, untested
from rules.institutions.found import within
from rules.profile.parts import PARTS, Held, held, people, unsure
from rules.rule import rule
from rules.shown import unreadable
from rules.topics import obstacle, searched

TOPIC = "institution"


@rule(
    title="概况、职能和领导信息",
    duty="网站公开机构职能、内设机构和领导信息（姓名、职务），能打开，有内容。",
    basis="《政府信息公开条例》（2008）第九条第三项、（2019）第二十条第二项；国办发〔2015〕15号附件",
    reads=[TOPIC],
    problems={
        "missing": "没有公开概况、职能或领导信息",
        "broken": "概况、职能或领导信息打不开",
        "empty": "概况、职能或领导信息没有内容",
        "no-field": "领导信息没有写明姓名和职务",
    },
)
def institution_profile(site: Snapshot) -> Iterator[Finding]:
    """Functions, offices and leaders stand somewhere on the site and say something."""
    for part in PARTS:
        found = held(site, part)
        yield _told(found) if found.told else _untold(site, found)


def _told(found: Held) -> Finding:
    name, page = found.part.name, found.told[0]
    if name == "领导信息" and not any(people(each) for page in found.told for each in (page, *page.documents)):
        if doubt := next((each for page in found.told if (each := unreadable(page, "no-field"))), None):
            return doubt
        note = "“{title}”没有写明姓名和职务"
        say = cant_tell if any(len(each.links) > 3 for each in found.told) else failed
        return say("no-field", page.cite(page.title), note=note, subject=name, title=page.title)
    return passed(page.cite(page.title), note="已公开{part}", subject=name, part=name)


def _untold(site: Snapshot, found: Held) -> Finding:
    name = found.part.name
    if lost := next((each for each in found.lost if unsure(each)), None) or obstacle(site, TOPIC):
        note = "可能登载的页面未能打开：{reason}"
        return untested("missing", lost.cite(), note=note, subject=name, reason=lost.reason)
    if found.outside:
        page, words, url = found.outside[0]
        return cant_tell("missing", page.cite(words), note="登载在其他网站，请人工查看：{url}", subject=name, url=url)
    if found.lost:
        label = found.lost[0].label
        return failed("broken", found.lost[0].cite(), note="链接“{label}”打不开", subject=name, label=label)
    if found.hollow:
        page = found.hollow[0]
        doubt = unreadable(page, "empty") or within(site, found.hollow, "empty", name)
        return doubt or failed("empty", page.cite(), note="“{title}”没有内容", subject=name, title=page.title)
    return failed("missing", *searched(site, TOPIC), note="在所列栏目中没有找到", subject=name)
