"""What a body that serves the public tells of its services: the catalogue, what stands in it, and what is lacking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from crawler.snapshot import Page, Snapshot, Unreached
from rules.finding import Finding, cant_tell, failed, passed, untested
from rules.institutions.contacts import lines
from rules.institutions.found import emptiness, entries, found, menu, nowhere, own_words
from rules.institutions.owed import Owed
from rules.phrases import squeeze
from rules.shown import broken, documents, lost_files, refers_to_file, unreadable
from rules.topics import topics

TOPIC = "services-catalogue"
GENERAL = ("own-guide", "own-catalogue")  # from 2021 an enterprise may tell it under these names
GENERAL_FROM = date(2021, 1, 1)  # 国办发〔2020〕50号
SHORT = 200  # squeezed characters that a catalogue has at least when it stands on its page
_RULES = re.compile("通知|办法|方案|意见|规定|条例|会议|培训|年度报告|制度$")
ELEMENTS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "职责": re.compile("职责|职能|机构设置|岗位"),
        "服务承诺": re.compile("承诺|服务标准|服务规范|便民措施|服务质量"),
        "办事依据": re.compile("依据|法律|法规|条例|政策文件|根据"),
        "办理时限": re.compile("时限|期限|工作日|(?:小时|天|日|分钟)(?:之?内|以内)|即时|当场|当日|即办"),
        "办事流程": re.compile("流程|程序|步骤|环节|如何办理|办理方法|办事指南|手续"),
        "收费标准": re.compile(
            "收费|[价资]格(?!管理|法|监督|条例)|[水电气热票]价(?!格(?:管理|法|监督|条例))|费用|免费|资费|学费|[元]/"
        ),
        "监督投诉": re.compile("投诉|监督|举报|热线"),
        "办理结果": re.compile("办理结果|办事结果|办结|结果查询|结果公开"),
        "单位概况": re.compile("概况|简介|职能|职责|地址|营业(?:场所|网点|厅|时间)|联系方式|机构设置|单位性质"),
        "服务事项": re.compile(
            "事项|服务项目|业务|报装|报修|挂号|招生|线路|服务(?:内容|范围|信息|指南)|办事指南|用户|办理"
        ),
    }
)


@dataclass(frozen=True)
class Services:
    """The pages that make up a catalogue of services, the names of what they lead to, and what of that was not read."""

    pages: tuple[Page, ...]
    blank: tuple[Page, ...]
    text: str
    unread: tuple[Unreached, ...]


def services(site: Snapshot) -> Services:
    """What a place shows of its services."""
    wanted = (TOPIC, *GENERAL) if site.period.last >= GENERAL_FROM else (TOPIC,)
    about = [found(site, topic) for topic in wanted]
    pages = {page.url: page for each in about for page in (*each.pages, *each.lists)}
    pages |= {page.url: page for page in site.pages if _is_part(page) and page not in about[0].any}
    if not any(found_so.any for found_so in about[:1]) and not any(_is_part(page) for page in pages.values()):
        pages = {url: page for url, page in pages.items() if _is_of_enterprise(page)}
    read, lost = {page.url: page for page in site.pages}, {each.url: each for each in site.unreached}
    common, names, unread = menu(site), list[str](), list[Unreached]()
    for page in tuple(pages.values()):
        for link in entries(page, common):
            names += [link.text] if link.url not in lost or not lost[link.url].reason.proves_absence else []
            unread += [lost[link.url]] if link.url in lost and not lost[link.url].reason.proves_absence else []
            if link.url in read and not _RULES.search(squeeze(link.text)):
                pages.setdefault(link.url, read[link.url])
    text = lines(
        "\n".join([*names, *(f"{page.title}\n{each.text}" for page in pages.values() for each in documents(page))])
    )
    return Services(tuple(pages.values()), about[0].blank, text, tuple(unread))


def _is_part(page: Page) -> bool:
    inside = any(topics()[TOPIC].titled(squeeze(name)) for name in page.columns)
    return inside and not _RULES.search(squeeze(page.title))


def _is_of_enterprise(page: Page) -> bool:
    """Whether a guide or catalogue is that of an enterprise, a school or a hospital, and not that of an office."""
    return (
        re.search(
            "公司|集团|企业|事业单位|医院|学校|[中小大]学|幼儿园|水厂|电厂|公交|供[水电气热]", squeeze(page.title)
        )
        is not None
    )


def without(site: Snapshot, shown: Services) -> Finding:
    """What to say of a place that has no catalogue of services."""
    return emptiness(site, shown.blank, TOPIC) if shown.blank else nowhere(site, TOPIC)


def contents(shown: Services, due: Owed) -> Iterator[Finding]:
    """Files that do not open, and what is not told."""
    for page in shown.pages:
        yield from broken(page, page.title)
    lacking = [name for name in (*due.sure, *due.doubtful) if not ELEMENTS[name].search(shown.text)]
    if lacking:
        yield from _lacking(shown, lacking, due)


def _lacking(shown: Services, lacking: list[str], due: Owed) -> Iterator[Finding]:
    if any(lost_files(page) for page in shown.pages):
        return  # told as broken
    for page in shown.pages:
        if (hidden := unreadable(page, "no-element")) is not None:
            yield hidden
            return
    cited = tuple(page.cite() for page in shown.pages[:3])
    if shown.unread:
        note = "目录中的“{label}”等没有读到：{reason}"
        values = {"label": shown.unread[0].label, "reason": str(shown.unread[0].reason)}
        yield untested("no-element", *cited, shown.unread[0].cite(), note=note, **values)
        return
    said = sum(len(own_words(page)) for page in shown.pages)
    if said < SHORT and any(refers_to_file(page) for page in shown.pages):
        yield cant_tell("no-element", *cited, note="内容可能在附件中，没有看到附件，请人工查看")
        return
    for name in lacking:
        say = failed if name in due.sure else cant_tell
        yield say("no-element", *cited, note="办事公开目录没有写明{name}", subject=name, name=name)


def told(shown: Services, due: Owed) -> Finding:
    """That the catalogue is there, with what it tells."""
    cited = tuple(page.cite() for page in shown.pages[:3])
    return passed(*cited, note="办事公开目录写明了{elements}", elements="、".join(due.sure))
